"""Forms of this room: the text of a notice, a local holiday, the readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disclosure.errors import NoticeError
from disclosure.law import DoubtfulPoint, NoticeText, Readings, doubtful_points, read_notice
from portal.law.models import LocalHoliday

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_SATURDAY = 5
#: A local holiday longer than this is a slip of the pen.
_LONGEST = 15


class NoticeForm(forms.Form):
    """The text of the State Council's notice, as copied from its web page."""

    text = forms.CharField(
        label=_("通知全文"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("从中国政府网复制《国务院办公厅关于××××年部分节假日安排的通知》全文，连标题、文号和落款一起粘贴。"),
    )  # fmt: skip
    announced = forms.DateField(label=_("公布日期"), required=False, widget=_DAY, help_text=_("不填时用通知的成文日期。"))

    def clean_text(self) -> str:
        """The text, read by the engine."""
        try:
            self.notice: NoticeText = read_notice(self.cleaned_data["text"])
        except NoticeError as error:
            raise ValidationError(str(error)) from error
        return str(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """A day of announcement, one way or the other."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("announced") or self.notice.issued):
            self.add_error("announced", _("通知里没有成文日期，请填公布日期。"))
        return cleaned

    def announced_on(self) -> date:
        """The day of announcement. Only of a form that is valid."""
        day: date = self.cleaned_data.get("announced") or self.notice.issued
        return day


class LocalHolidayForm(forms.ModelForm):  # type: ignore[type-arg]
    """A local holiday with the notice of the place."""

    worked_days = forms.CharField(
        label=_("调休上班的日子"),
        required=False,
        max_length=200,
        help_text=_("周末上班的日子，如 2026-07-26，用逗号隔开；没有就不填。"),
    )

    class Meta:
        model = LocalHoliday
        fields = ("name", "first", "last", "basis")
        widgets = {"first": _DAY, "last": _DAY}
        help_texts = {"basis": _("通知的名称和文号，会显示在期限的逐日说明里。")}

    def clean_worked_days(self) -> list[str]:
        """Weekend days."""
        found = []
        for written in re.split(r"[，,、\s]+", self.cleaned_data["worked_days"].strip()):
            if not written:
                continue
            try:
                day = date.fromisoformat(written)
            except ValueError:
                raise ValidationError(_("“%(written)s”不是日期，应写作 2026-07-26。") % {"written": written}) from None
            if day.weekday() < _SATURDAY:
                raise ValidationError(_("%(day)s不是周末。") % {"day": day.isoformat()})
            found.append(day.isoformat())
        return found

    def clean(self) -> dict[str, Any]:
        """First and last in order, no day both off and worked."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not 0 <= (last - first).days < _LONGEST:
            self.add_error("last", _("放假末日应在首日或者以后，最多连放15天。"))
        elif first and last and any(first.isoformat() <= on <= last.isoformat() for on in cleaned.get("worked_days", [])):
            self.add_error("worked_days", _("同一天不能既放假又上班。"))
        self.instance.worked = cleaned.get("worked_days", [])
        return cleaned


class ReadingsForm(forms.Form):
    """All doubtful points; another reading than the default needs a reason."""

    def __init__(self, *args: Any, readings: Readings, reasons: dict[str, str], **kwargs: Any) -> None:
        """One field a point, and one for its reason."""
        super().__init__(*args, **kwargs)
        for point in doubtful_points().values():
            self.fields[point.key] = _choice(point, readings)
            self.fields[f"{point.key}_reason"] = forms.CharField(
                label=_("本机关的理由"), required=False, max_length=300, initial=reasons.get(point.key, ""),
                widget=forms.TextInput,
            )  # fmt: skip

    def lines(self) -> Iterator[tuple[DoubtfulPoint, Any, Any]]:
        """Each point with its two fields."""
        return ((point, self[point.key], self[f"{point.key}_reason"]) for point in doubtful_points().values())

    def clean(self) -> dict[str, Any]:
        """Another reading than the default says why."""
        cleaned = super().clean() or {}
        for point in doubtful_points().values():
            other = point.key in cleaned and self.choices().get(point.key) != point.default
            if other and not cleaned.get(f"{point.key}_reason", "").strip():
                self.add_error(f"{point.key}_reason", _("不用缺省的理解时，请写明理由。"))
        return cleaned

    def choices(self) -> dict[str, str | int]:
        """The readings that were chosen."""
        return {key: self.cleaned_data[key] for key in doubtful_points() if key in self.cleaned_data}

    def reasons(self) -> dict[str, str]:
        """The reasons that were given."""
        return {key: self.cleaned_data.get(f"{key}_reason", "").strip() for key in doubtful_points()}


def _choice(point: DoubtfulPoint, readings: Readings) -> forms.Field:
    if not point.options:
        return forms.IntegerField(
            label=str(point.term), initial=readings.days(point.key), min_value=point.smallest, max_value=point.largest
        )
    return forms.ChoiceField(
        label=str(point.term), initial=readings.of(point.key), widget=forms.RadioSelect,
        choices=[(key, str(label)) for key, label in point.options.items()],
    )  # fmt: skip
