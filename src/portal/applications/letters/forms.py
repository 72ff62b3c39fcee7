"""What a letter that no event brings asks for, and a template of the agency's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disclosure.errors import DisclosureError
from disclosure.isolation.errand import run
from disclosure.letters import Additions, Template, facts, read_template, wordings
from portal.marks import mark

#: The fields of additions that a letter's template may ask for, by the fact that they fill.
_FIELDS = {
    "收件人": "addressee", "说明": "note", "理由": "reason", "提供内容": "provided", "告知内容": "needed", "意见情况": "opinion",
    "收费金额": "amount", "收费标准": "tariff", "缴纳方式": "pay_how",
}  # fmt: skip
_SHORT = ("addressee", "amount")
_LARGEST_TEMPLATE = 2 * 1024 * 1024


class LetterForm(forms.Form):
    """The facts of a template that somebody must write."""

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        """One field for each fact of the template that is not filled by the case."""
        super().__init__(*args, **kwargs)
        for name, key in _FIELDS.items():
            if name in template.names():
                self.fields[key] = self._field(name, key, needed=name in template.required)

    @staticmethod
    def _field(name: str, key: str, *, needed: bool) -> forms.CharField:
        fact = facts()[name]
        widget = forms.TextInput() if key in _SHORT else forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=str(fact.label), required=needed, max_length=5000, help_text=str(fact.means), widget=widget)

    def additions(self) -> Additions:
        """What was written."""
        return Additions(**self.cleaned_data)


class TemplateForm(forms.Form):
    """An agency's own template: typed, or taken from a Word or text file."""

    title = forms.CharField(label=_("标题"), max_length=60)
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    text = forms.CharField(
        label=_("正文"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 16, "class": "wide"}),
        help_text=_("一行一段；花括号中的是填充项，由案件填入；填充项为空的段落不出现。"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("从文件读入正文"), required=False, help_text=_(".docx 或者 UTF-8 编码的 .txt；读入后先预览，再保存。")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        """For a kind of letter."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.template: Template | None = None

    def clean(self) -> dict[str, Any]:
        """A template that can be used, or what is wrong with it."""
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        try:
            if upload:
                if upload.size > _LARGEST_TEMPLATE:
                    raise ValidationError(_("模板文件不应超过2MB"))
                cleaned["text"] = run("template", upload.read(), upload.name, seconds=20.0)
                self.data = {**self.data.dict(), "text": cleaned["text"]} if hasattr(self.data, "dict") else self.data
            self.template = read_template(self.kind, cleaned.get("title", ""), cleaned.get("number", ""), cleaned.get("text", ""))
        except DisclosureError as error:
            self.add_error("file" if upload and not cleaned.get("text") else "text", str(error))
        return cleaned


class WordingsForm(forms.Form):
    """Which rules of wording of its region the agency follows."""

    wordings = forms.MultipleChoiceField(label=_("文书用语规则"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """All rules, with what they mean."""
        super().__init__(*args, **kwargs)
        self.fields["wordings"].choices = [(key, f"{each.name}{mark('：')}{each.means}") for key, each in wordings().items()]
