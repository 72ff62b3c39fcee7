"""The form of an entry, made from the definition of its kind: one column, fit for a phone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.ledgers.kind import Field, FieldType, Kind
from portal.ledgers.models import Entry
from portal.marks import listed

#: Kinds of file that may be attached, and how large (bytes).
SUFFIXES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".txt", ".jpg", ".jpeg", ".png", ".zip", ".ofd")
LARGEST = 20 * 1024 * 1024
#: A count past this is a slip of the hand.
_MOST = 9_999_999_999
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?(?:\s.*)?")


class DayField(forms.DateField):
    """A day as people and spreadsheets write it: 2024-09-10, 2024/9/10, 2024.9.10, 2024年9月10日."""

    def to_python(self, value: Any) -> date | None:
        """The day; a moment loses its time."""
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, str) and (found := _DAY.fullmatch(value.strip())):
            value = "-".join(f"{int(part):02d}" for part in found.groups())
        return super().to_python(value)


class ChoiceByName(forms.ChoiceField):
    """A choice; spreadsheets may name it by its words instead of its key."""

    def to_python(self, value: Any) -> str:
        """The key of the choice."""
        text = super().to_python(value).strip()
        by_name = {str(name): key for key, name in self.choices}
        return by_name.get(text, text)


def form_field(field: Field) -> forms.Field:
    """Django's field for a field of a definition."""
    made = _form_field(field)
    asked = gettext("请选择%(label)s。") if field.type in (FieldType.CHOICE, FieldType.FILE) else gettext("请填写%(label)s。")
    made.error_messages["required"] = asked % {"label": field.label.text()}
    return made


def _form_field(field: Field) -> forms.Field:
    common: dict[str, Any] = {"label": field.label.text(), "required": field.required, "help_text": _hint(field)}
    match field.type:
        case FieldType.DATE:
            # Browsers want ISO in a date input, whatever the page's language.
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            wrong = {"invalid": _("请填写日期，例如 2026-03-02。")}
            return DayField(widget=widget, error_messages=wrong, **common)
        case FieldType.NUMBER:
            wrong = {"invalid": _("请填写整数，不带单位。"), "min_value": _("不能小于0。")}
            widget = forms.NumberInput(attrs={"inputmode": "numeric"})
            return forms.IntegerField(min_value=0, max_value=_MOST, widget=widget, error_messages=wrong, **common)
        case FieldType.CHOICE:
            choices = [("", gettext("请选择")), *((choice.key, choice.label.text()) for choice in field.choices)]
            wrong = {"invalid_choice": _("没有“%(value)s”这个选项。")}
            return ChoiceByName(choices=choices, error_messages=wrong, **common)
        case FieldType.LONG_TEXT:
            return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 4}), **common)
        case FieldType.FILE:
            return forms.FileField(validators=[_acceptable], **common)
        case _:
            return forms.CharField(max_length=200 if field.type is FieldType.TEXT else 1000, **common)


def _hint(field: Field) -> str:
    parts = [field.hint.text() if field.hint else ""]
    if field.type is FieldType.FILE:
        parts.append(gettext("可以是 PDF、Word、Excel、图片、压缩包，不超过20MB。"))
    if field.unit:
        parts.append(gettext("单位：%(unit)s") % {"unit": field.unit.text()})
    return " ".join(part for part in parts if part)


def _acceptable(uploaded: UploadedFile) -> None:
    name = (uploaded.name or "").lower()
    if not name.endswith(SUFFIXES):
        raise forms.ValidationError(_("不能上传这种文件。可以是 PDF、Word、Excel、图片、压缩包。"))
    if (uploaded.size or 0) > LARGEST:
        raise forms.ValidationError(_("文件超过20MB。请压缩或拆分后再上传。"))


class EntryForm(forms.Form):
    """An entry of a kind in an agency. ``known``: entries that the same import has made before this one."""

    def __init__(
        self, kind: Kind, agency: Agency, *args: Any, entry: Entry | None = None, files: bool = True, **more: Any
    ) -> None:
        self.kind, self.agency, self.entry = kind, agency, entry
        self.known: Iterable[dict[str, Any]] = more.pop("known", ())
        if entry is not None:
            more.setdefault("initial", dict(entry.data))
        super().__init__(*args, **more)
        for field in kind.fields if files else kind.data_fields:
            self.fields[field.key] = form_field(field)
            if entry is not None and field.type is FieldType.FILE:
                self.fields[field.key].required = False  # it has its files already

    def clean(self) -> dict[str, Any]:
        """Refuse a second entry of what may stand once a year."""
        values = super().clean() or {}
        if not self.errors and self.kind.one_a_year and self._stands_already(values):
            names = listed(self.kind.field(key).label.text() for key in self.kind.one_a_year)
            words = _("%(year)s年已经登记过相同的%(names)s。请打开那一条修改，不要重复登记。")
            raise forms.ValidationError(words % {"year": values[self.kind.day].year, "names": names})
        return values

    def _stands_already(self, values: dict[str, Any]) -> bool:
        year = values[self.kind.day].year
        others = Entry.objects.filter(agency=self.agency, kind=self.kind.key).in_force().of_year(year)
        if self.entry is not None:
            others = others.exclude(pk=self.entry.pk)
        stored = [entry.data for entry in others]
        same_import = [one for one in self.known if one[self.kind.day].year == year]
        wanted = [values.get(key) for key in self.kind.one_a_year]
        return any([one.get(key) for key in self.kind.one_a_year] == wanted for one in [*stored, *same_import])


class WithdrawForm(forms.Form):
    """Why an entry is withdrawn."""

    reason = forms.CharField(label=_("作废原因"), max_length=200, help_text=_("例如：重复登记。记录会保留，注明原因，不再计数。"))


class UploadForm(forms.Form):
    """A spreadsheet to import."""

    file = forms.FileField(label=_("Excel 文件"), help_text=_("扩展名为 .xlsx，不超过5MB，一行一条记录。"))
