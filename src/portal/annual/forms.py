"""The forms of the annual report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.errors import DisclosureError
from disclosure.figures.compile import check_statement
from disclosure.form import Edition
from portal.agencies.models import Agency
from portal.annual.form_filling import LARGEST_FORM, SUFFIXES
from portal.annual.models import Verdict
from portal.annual.statements.stating import FACT_LABELS, statable
from portal.today import today

_SOURCES = (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".jpg", ".jpeg", ".png", ".txt")
_LARGEST_SOURCE = 10 * 1024 * 1024


class StatementForm(forms.Form):
    """A statement: what it is about, the number, where it comes from, who answers for it."""

    key = forms.ChoiceField(label=_("填报项"))
    value = forms.DecimalField(
        label=_("数值"), required=False, max_digits=16, decimal_places=4, help_text=_("没有发生的填0；不清楚的先不填报。")
    )
    words = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
    source = forms.CharField(label=_("来源"), max_length=200, help_text=_("例如：县行政审批局2025年度办件统计表。"))
    document = forms.FileField(label=_("来源文件"), required=False, help_text=_("不超过10 MB。"))
    responsible = forms.CharField(label=_("责任人"), max_length=50, help_text=_("对这个数负责的人或部门。"))
    stated_on = forms.DateField(label=_("陈述日期"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        cells = [(title, tuple(choices)) for title, choices in statable(edition)]
        facts = (str(_("文字事项")), tuple((key, str(label)) for key, label in FACT_LABELS.items()))
        self.fields["key"].choices = [("", _("请选择")), *cells, facts]  # type: ignore[attr-defined]
        self.fields["stated_on"].initial = today()

    def clean_stated_on(self) -> Any:
        """Nothing is stated in the future."""
        if self.cleaned_data["stated_on"] > today():
            raise forms.ValidationError(_("陈述日期不能晚于今天。"))
        return self.cleaned_data["stated_on"]

    def clean_document(self) -> Any:
        """A document of a usual kind and size."""
        document = self.cleaned_data.get("document")
        if document and (document.size > _LARGEST_SOURCE or not document.name.lower().endswith(_SOURCES)):
            raise forms.ValidationError(_("来源文件应是不超过10 MB的文档、表格或图片。"))
        return document

    def clean(self) -> dict[str, Any]:
        """A cell needs a number that it can hold, a fact needs words."""
        data = super().clean() or {}
        key, value = data.get("key"), data.get("value")
        if not key:
            return data
        if key in FACT_LABELS:
            if not data.get("words"):
                self.add_error("words", _("文字事项请写明内容。"))
            return data
        if value is None:
            if "value" not in self.errors:
                self.add_error("value", _("请填写数值；没有发生的填0。"))
            return data
        try:
            check_statement(self.edition, key, Decimal(value))
        except DisclosureError as error:
            self.add_error("value", str(error))
        return data


class ReasonForm(forms.Form):
    """A reason that somebody else will read."""

    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class VerdictForm(forms.Form):
    """What somebody says of a finding."""

    verdict = forms.ChoiceField(label=_("结论"), choices=Verdict.choices)
    reason = forms.CharField(label=_("理由"), max_length=300)


class SeveralFiles(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once. Empty ones are among them: one such file is named, and does not keep the others out."""

    widget = SeveralFiles

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file on its own."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in files]


class UploadForm(forms.Form):
    """Reports of other agencies, uploaded from the board of a year."""

    files = FilesField(
        label=_("年报文件"),
        help_text=_(
            "可一次选多个：Word、WPS文字（.docx、.docm、.doc、.wps、.rtf、.odt），.pdf，Excel、WPS表格（.xlsx、.xls、.et、.ods），"
            "网页（.html、.htm、.mht、.mhtml），文本（.txt、.md），图片（.png、.jpg、.jpeg、.tif、.tiff、.bmp，本站装有文字识别的），"
            "或装有这些文件的 .zip。单个不超过10 MB，一次不超过200份、共60 MB。"
        ),
        error_messages={"required": _("请选择要上传的年报文件。")},
    )
    year = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=2008, max_value=2100)


#: Why a received file is removed. A closed set: the log must not hold words about anybody.
REMOVALS = (
    ("mistaken", _("收错了，不是应当收集的文件")),
    ("unreadable", _("读不了，已请机关重新报送")),
    ("repeated", _("重复的文件")),
    ("other", _("其他")),
)


class RemoveForm(forms.Form):
    """Why a received file is removed."""

    reason = forms.ChoiceField(
        label=_("移除的原因"),
        choices=REMOVALS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择移除的原因。")},
    )


class FillForm(forms.Form):
    """A blank form that is to be filled in."""

    file = forms.FileField(label=_("空表"), help_text=_(".docx、.xlsx 或 .html，不超过10 MB。"))
    overwrite = forms.BooleanField(label=_("表里已有的数也改写"), required=False)

    def clean_file(self) -> Any:
        """A form of a kind that can be filled in, and not larger than any is."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FORM or not file.name.lower().endswith(SUFFIXES):
            raise forms.ValidationError(_("请选择不超过10 MB的 .docx、.xlsx 或 .html 文件。"))
        return file


#: What is said of a file of no bytes.
_EMPTY = _("文件是空的。请检查是否导出完整，或换一个文件。")


class RegisterForm(forms.Form):
    """A register of the agencies below."""

    file = forms.FileField(
        label=_("名录文件（.csv）"),
        error_messages={"required": _("请选择名录文件。"), "empty": _EMPTY},
        help_text=_(
            "首行 code,name,short_names,parent,level,valid_from,valid_to,successor；按代码新增或更新，不删除，没有的列不变。"
            "先列出改动，确认后才导入。可先下载现有名录再改。"
        ),
    )


class AssignForm(forms.Form):
    """Whose report it is, and of which year where the report does not tell."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"), empty_label=_("请选择"))
    year = forms.IntegerField(label=_("报告年度"), min_value=2008, max_value=2100, required=False)

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """A report from which to open the next year."""

    file = forms.FileField(
        label=_("上年的年报"), help_text=_(".docx、.pdf、.doc、.wps、.xlsx、.html 或 .txt，不超过10 MB。"),
        error_messages={"required": _("请选择上年的年报文件。"), "empty": _EMPTY},
    )  # fmt: skip
