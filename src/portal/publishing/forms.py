"""Forms of the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.publishing import files
from portal.publishing.cleaning import is_web_address
from portal.publishing.models import Column, ColumnKind, Item, Placement, PlatformCount, Status, Validity
from portal.publishing.reference import channels, topics
from portal.today import today


class ManyFiles(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploads as a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file by itself; an empty list for none."""
        found = data if isinstance(data, list | tuple) else [data] if data else []
        if not found and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(ManyFilesField, self).clean(one, initial) for one in found]


def web_address(text: str) -> None:
    """Refuse what a link may not lead to."""
    if not is_web_address(text):
        raise forms.ValidationError(_("网址要以 http:// 或 https:// 开头。"))


#: What Django calls no choice at all.
_DASHES = forms.ModelChoiceField(queryset=None, required=False).empty_label


class Asking:
    """A form whose empty fields say what to do: write, or choose."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            choose = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
            words = _("请选择%(label)s。") if choose else _("请填写%(label)s。")
            if isinstance(field.widget, forms.URLInput):
                field.validators.append(web_address)
            field.error_messages["required"] = words % {"label": field.label}
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = _("请选择") if field.empty_label == _DASHES else field.empty_label
            elif isinstance(field, forms.ChoiceField):
                field.choices = [(key, _("请选择") if label == _DASHES else label) for key, label in field.choices]


def day_input() -> forms.DateInput:
    """A control for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _columns(agency: Agency) -> Any:
    kinds = (ColumnKind.ANNUAL_REPORTS, ColumnKind.APPLY)
    return Column.objects.filter(agency=agency).exclude(kind__in=kinds)


class ItemForm(Asking, forms.ModelForm):
    """An item with its attributes. What lives on another platform has its day and address there."""

    attachments = ManyFilesField(label=_("添加附件"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Item
        fields = [
            "title", "column", "item_class", "body", "summary", "document_number", "produced_on", "unit", "topic", "validity",
            "keywords", "index_number", "interpretation_of", "source_system", "source_address", "source_number", "published_on",
        ]  # fmt: skip
        widgets = {
            "body": forms.Textarea(attrs={"rows": 16, "data-editor": ""}),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "item_class": forms.TextInput(attrs={"list": "classes"}),
            "unit": forms.TextInput(attrs={"list": "units"}),
            "produced_on": day_input(),
            "published_on": day_input(),
            "source_address": forms.URLInput(),
        }
        help_texts = {
            "body": _("可以直接写，一行一段；也可以从 WPS、Word 或网页复制粘贴，表格会保留，样式会去掉。"),
            "produced_on": _("文件签发或信息形成的日期。应在20个工作日内公开（《条例》第二十六条）。"),
            "published_on": _("在该平台发布的日期；在本程序发布的，签发当天自动填写。"),
        }

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agency = agency
        self.fields["column"].queryset = _columns(agency)
        self.fields["column"].label_from_instance = lambda column: column.label
        topic_choices = [("", _("不在下列事项中")), *((one.key, str(one.label)) for one in topics())]
        self.fields["topic"] = forms.ChoiceField(label=_("法定公开事项"), required=False, choices=topic_choices)
        self.fields["topic"].help_text = _("《条例》第二十条所列。")
        kinds = "、".join(kind.lstrip(".") for kind in files.SUFFIXES)
        self.fields["attachments"].help_text = _("可以选择多个，每个不超过20 MB：%(kinds)s。") % {"kinds": kinds}
        documents = Item.objects.filter(agency=agency, status=Status.RELEASED).exclude(document_number="")
        self.fields["interpretation_of"].queryset = documents
        self.fields["interpretation_of"].label_from_instance = lambda item: f"{item.document_number} {item.title}"[:60]
        self.fields["interpretation_of"].help_text = _("如果这是政策解读，选择它解读的文件，两边会互相链接。")
        self.fields["version"].initial = self.instance.version

    def clean_produced_on(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["produced_on"]
        if day and day > today():
            raise forms.ValidationError(_("形成日期不能晚于今天。"))
        return day

    def clean_index_number(self) -> str:
        """A number that no other item of the agency has."""
        number = str(self.cleaned_data["index_number"])
        others = Item.objects.filter(agency=self._agency, index_number=number, revises=None)
        if number and others.exclude(pk__in=[self.instance.pk, self.instance.revises_id]).exists():
            raise forms.ValidationError(_("这个索引号已经用过。索引号不重复，可以留空由程序编号。"))
        return number

    def clean(self) -> dict[str, Any]:
        """What lives elsewhere says since when; what lives here has no day yet."""
        found: dict[str, Any] = super().clean() or {}
        elsewhere, published = found.get("source_system"), found.get("published_on")
        if elsewhere and not published:
            self.add_error("published_on", _("请填写在该平台发布的日期。"))
        if published and published > today():
            self.add_error("published_on", _("发布日期不能晚于今天。"))
        if found.get("source_address") and not elsewhere:
            self.add_error("source_system", _("填了网址，请写明是哪个平台。"))
        if not elsewhere and not self.instance.revises_id:
            found["published_on"] = None
        return found

    def item_fields(self) -> dict[str, Any]:
        """What goes to :mod:`portal.publishing.writing`."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class FilterForm(forms.Form):
    """Which items a list shows."""

    q = forms.CharField(label=_("标题、文号或索引号"), required=False, max_length=50)
    status = forms.ChoiceField(label=_("状态"), required=False)
    column = forms.ModelChoiceField(label=_("栏目"), required=False, queryset=None, empty_label=_("全部"))
    item_class = forms.ChoiceField(label=_("信息类别"), required=False)
    year = forms.TypedChoiceField(label=_("发布年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("全部"))
        items = Item.objects.filter(agency=agency)
        self.fields["status"].choices = [everything, *(choice for choice in Status.choices if choice[0] != Status.MERGED)]
        self.fields["column"].queryset = _columns(agency)
        self.fields["column"].label_from_instance = lambda column: column.label
        classes = items.exclude(item_class="").order_by("item_class").values_list("item_class", flat=True).distinct()
        self.fields["item_class"].choices = [everything, *((one, one) for one in classes)]
        years = items.exclude(published_on=None).dates("published_on", "year", order="DESC")
        self.fields["year"].choices = [everything, *((str(day.year), str(day.year)) for day in years)]


class PlacementForm(Asking, forms.ModelForm):
    """Where an item was placed too."""

    channel = forms.ChoiceField(label=_("渠道"))

    class Meta:
        model = Placement
        fields = ["channel", "placed_on", "address", "place", "evidence", "views", "shares"]
        widgets = {"placed_on": day_input(), "address": forms.URLInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(one.key, str(one.label)) for one in channels()]
        self.fields["placed_on"].initial = today

    def clean_placed_on(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["placed_on"]
        if day > today():
            raise forms.ValidationError(_("发布日期不能晚于今天。"))
        return day


class ImportForm(Asking, forms.Form):
    """Files of another platform."""

    source_system = forms.CharField(label=_("在哪个平台发布"), max_length=60, help_text=_("如：县政府信息公开平台。"))
    column = forms.ModelChoiceField(
        label=_("归入栏目"), queryset=None, help_text=_("平台的栏目名称与本程序相同的，自动归入同名栏目；其余归入这里。")
    )
    uploads = ManyFilesField(
        label=_("文件"), help_text=_("平台导出的一个 .xlsx 或 .csv，或者另存下来的一个或多个网页（.html）。合计不超过20 MB。")
    )

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = _columns(agency)
        self.fields["column"].label_from_instance = lambda column: column.label


class CountForm(Asking, forms.ModelForm):
    """What a platform counts."""

    class Meta:
        model = PlatformCount
        fields = ["label", "count", "source"]
        widgets = {"label": forms.TextInput(attrs={"list": "classes"})}


class ColumnForm(Asking, forms.ModelForm):
    """A column's name, who answers for it, and how often something new is expected."""

    class Meta:
        model = Column
        fields = ["title", "title_en", "unit", "update_within", "order"]


class ReasonForm(Asking, forms.Form):
    """An act that needs a reason."""

    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ValidityForm(Asking, forms.Form):
    """Whether a document is in force."""

    validity = forms.ChoiceField(label=_("有效性"), choices=Validity.choices)
    reason = forms.CharField(
        label=_("依据"), required=False, max_length=200, help_text=_("如：被青政发〔2026〕8号废止。会显示在页面上。")
    )
