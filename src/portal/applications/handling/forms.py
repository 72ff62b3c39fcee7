"""What the pages of handling ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disclosure.law import period
from disclosure.records.exemptions import Ground, Part, exemptions
from portal.agencies.models import Agency
from portal.applications.act_form import day, words
from portal.applications.choices import outcome_label
from portal.applications.fees.forms import DayForm
from portal.applications.forms import check_size, checked_upload
from portal.applications.handling.assigning import internal_day, people_of, standing, units_of
from portal.applications.handling.models import OtherOffice, RecordsCorrection
from portal.applications.models import Application
from portal.marks import listed
from portal.publishing.models import Column, ColumnKind
from portal.today import today

#: How many parts can be named at once; more come with the next saving.
_MORE_PARTS = 3


EVIDENCE_HINT = _("PDF、Word、WPS文字、OFD或者图片，不超过10MB，加密保存。")


class AssignForm(forms.Form):
    """交办: to whom, by when, what."""

    unit = forms.CharField(label=_("承办部门"), max_length=50, help_text=_("只写部门名称。"))
    person = forms.ModelChoiceField(label=_("承办人"), queryset=None, required=False, empty_label=_("由部门自行安排"))
    due_on = day(_("内部办理期限"))
    asked = words(_("交办的事项"), hint=_("例如检索哪些信息、对哪些内容提出意见。请不要写入申请人的个人信息。"), rows=3)
    letter = forms.BooleanField(
        label=_("同时生成转办通知单，记入办理经过"), required=False, help_text=_("转给其他内设机构、所属单位办理的，选择。")
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        """Offer the departments and people of the agency, and a day."""
        super().__init__(*args, **kwargs)
        agency = application.agency
        self.fields["person"].queryset = people_of(agency)
        self.fields["due_on"].initial = internal_day(application, today())
        self.fields["unit"].widget.attrs["list"] = "units"
        self.units = units_of(agency)
        before = standing(application)
        if before is not None:
            self.fields["unit"].initial = before.unit


class AnswerForm(forms.Form):
    """反馈 or 退回: what was found, or why it is given back."""

    text = words(_("检索情况和处理意见，或者退回的理由"), required=True)
    file = forms.FileField(label=_("找到的文件"), required=False, help_text=_("不超过10MB，加密保存。"))

    def clean_file(self) -> Any:
        """Not too large."""
        return check_size(self.cleaned_data.get("file"))


class NoteForm(forms.Form):
    """备注."""

    text = words(_("备注"), required=True, hint=_("只供机关内部查看，加密保存，不会给申请人看。"), rows=2)


_YES_NO = [("yes", _("是")), ("no", _("否"))]


class CheckForm(forms.Form):
    """公开审查: every question of every ground, why a ground is lifted all the same, and a remark."""

    def __init__(self, *args: Any, said: dict[str, dict[str, Any]], **kwargs: Any) -> None:
        """The questions of the law, filled with what was answered."""
        super().__init__(*args, **kwargs)
        for row, ground in exemptions().grounds.items():
            before = said.get(row, {})
            for question in ground.questions:
                self.fields[_name(row, question.key)] = forms.ChoiceField(
                    label=str(question.text), choices=_YES_NO, widget=forms.RadioSelect, required=False,
                    initial=before.get("answers", {}).get(question.key, ""),
                )  # fmt: skip
                # May be left for later, but not for good: it isn't called optional.
                self.fields[_name(row, question.key)].is_asked_all_the_same = True  # type: ignore[attr-defined]
            if ground.may_be_lifted:
                self.fields[_name(row, "lifted")] = forms.CharField(
                    label=_("成立但仍然公开的理由"), required=False, max_length=2000, initial=before.get("lifted", ""),
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip
            self.fields[_name(row, "remark")] = forms.CharField(
                label=_("审查说明"), required=False, max_length=2000, initial=before.get("remark", ""),
                widget=forms.Textarea(attrs={"rows": 2}), help_text=_("依据的条款、征求过谁的意见、为什么成立。"),
            )  # fmt: skip

    def sections(self) -> Iterator[tuple[Ground, str, str, list[Any]]]:
        """The grounds, each with its articles, what it is called on the form, and its fields."""
        for row, ground in exemptions().grounds.items():
            fields = [self[name] for name in self.fields if name.startswith(f"{row.replace('.', '-')}-")]
            law = listed(each.short() for each in ground.citations(today()))
            yield ground, law, outcome_label(row).rpartition(" · ")[2], fields

    def clean(self) -> dict[str, Any]:
        """A ground that applies says why; one that is half answered is not answered."""
        cleaned = super().clean() or {}
        for row, ground in exemptions().grounds.items():
            given = [cleaned.get(_name(row, question.key), "") for question in ground.questions]
            if any(given) and not all(given) and "yes" not in given:
                self.add_error(_name(row, ground.questions[given.index("")].key), _("请回答这个问题"))
            if "yes" in given and not cleaned.get(_name(row, "remark"), "").strip():
                self.add_error(_name(row, "remark"), _("认为成立的，请写明理由和依据"))
        return cleaned

    def unanswered(self) -> list[str]:
        """The rows of the grounds that nobody has answered yet."""
        return [row for row in exemptions().grounds if row not in self.said()]

    def said(self) -> dict[str, dict[str, Any]]:
        """The conclusions by row, of the grounds that were answered."""
        found: dict[str, dict[str, Any]] = {}
        for row, ground in exemptions().grounds.items():
            answers = {each.key: self.cleaned_data.get(_name(row, each.key), "") for each in ground.questions}
            if any(answers.values()):
                applies = "yes" in answers.values()
                lifted = self.cleaned_data.get(_name(row, "lifted"), "") if applies else ""
                remark = self.cleaned_data.get(_name(row, "remark"), "")
                found[row] = {"answers": answers, "applies": applies, "lifted": lifted, "remark": remark}
        return found


def _name(row: str, key: str) -> str:
    return f"{row.replace('.', '-')}-{key}"


class PartForm(forms.Form):
    """One part: what it is, disclosed or withheld on which ground, why."""

    label = forms.CharField(label=_("部分"), required=False, max_length=200)
    ground = forms.ChoiceField(label=_("怎样处理"), required=False)
    reason = forms.CharField(
        label=_("理由"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Disclosed, or one of the grounds."""
        super().__init__(*args, **kwargs)
        named = [(row, gettext("不予公开：%(ground)s") % {"ground": each.name}) for row, each in exemptions().grounds.items()]
        self.fields["ground"].choices = [("", gettext("公开")), *named]

    def part(self) -> Part | None:
        """The part; None for a line left empty."""
        said = self.cleaned_data
        if not said.get("label", "").strip() and not said.get("reason", "").strip():
            return None
        return Part(said.get("label", ""), said.get("ground", ""), said.get("reason", ""))


PartSet = forms.formset_factory(PartForm, extra=_MORE_PARTS, max_num=60, absolute_max=60)


class AskExtensionForm(forms.Form):
    """申请延期."""

    days = forms.IntegerField(label=_("延长几个工作日"), min_value=1)
    reason = words(_("延期的理由"), required=True, hint=_("同意后写入延期告知书。"), rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The longest time the law allows, to begin with."""
        super().__init__(*args, **kwargs)
        self.fields["days"].initial = period("application.extension", today()).length


class DecideForm(forms.Form):
    """审批."""

    opinion = words(_("审批意见"), rows=2, hint=_("不同意的，请写明意见。"))


class ConvertForm(forms.Form):
    """转为主动公开: what stands in the draft."""

    title = forms.CharField(label=_("标题"), max_length=200)
    column = forms.ModelChoiceField(label=_("栏目"), queryset=None)
    text = words(_("正文"), rows=8, hint=_("不要写入申请人的信息。个人号码在审核发布时还会检查。"))
    files = forms.MultipleChoiceField(label=_("附件"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, application: Application, attachments: list[Any], **kwargs: Any) -> None:
        """The columns of the site, and the files that were given."""
        super().__init__(*args, **kwargs)
        kinds = (ColumnKind.ANNUAL_REPORTS, ColumnKind.APPLY)
        self.fields["column"].queryset = Column.objects.filter(agency=application.agency).exclude(kind__in=kinds)
        if attachments:
            self.fields["files"].choices = [(str(each.pk), each.title) for each in attachments]
            self.fields["files"].initial = [str(each.pk) for each in attachments]
        else:
            del self.fields["files"]
        self.fields["title"].initial = application.asked.strip()[:200]


class SuggestForm(DayForm):
    """申请人的建议."""

    on = day(_("建议的日期"))
    text = words(_("建议的内容"), rows=2)


class OtherOfficeForm(forms.ModelForm):
    """An agency outside the tree."""

    class Meta:
        model = OtherOffice
        fields = ["name", "office", "phone", "address", "matters"]

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        """Of an agency."""
        super().__init__(*args, **kwargs)
        self.instance.agency = agency

    def clean_name(self) -> str:
        """Once each."""
        name: str = self.cleaned_data["name"].strip()
        if OtherOffice.objects.filter(agency=self.instance.agency, name=name).exists():
            raise forms.ValidationError(_("名录里已经有这个机关"))
        return name


class RegisterForm(DayForm):
    """登记更正申请."""

    on = day(_("收到之日"))
    name = forms.CharField(label=_("姓名或者名称"), max_length=100)
    identity = forms.CharField(label=_("身份证明"), max_length=100, required=False)
    contact = forms.CharField(label=_("联系方式"), max_length=200)
    record = words(_("记录不准确的政府信息"), required=True, rows=2, hint=_("应当是与申请人自身相关、由本机关提供的政府信息。"))
    wanted = words(_("要求怎样更正"), required=True, rows=2)
    evidence = words(_("证据材料"), required=True, rows=2, hint=_("应当有证据证明记录不准确（第四十一条）。"))
    file = forms.FileField(label=_("证据材料的文件"), required=False, help_text=EVIDENCE_HINT)

    def clean_file(self) -> Any:
        """Not too large, and of a kind that is taken."""
        return checked_upload(self.cleaned_data.get("file"))


class EvidenceForm(forms.Form):
    """补充证据材料."""

    file = forms.FileField(label=_("证据材料的文件"), help_text=EVIDENCE_HINT)

    def clean_file(self) -> Any:
        """Not too large, and of a kind that is taken."""
        return checked_upload(self.cleaned_data.get("file"))


class VerifyForm(forms.Form):
    """核实."""

    verified = words(_("核实情况"), required=True, rows=3)


class ProposeForm(forms.Form):
    """拟答复."""

    outcome = forms.ChoiceField(label=_("处理结果"), choices=RecordsCorrection.Outcome.choices, widget=forms.RadioSelect)
    addressee = forms.CharField(
        label=_("有权更正的机关"), max_length=100, required=False, help_text=_("转送或者告知的，写明名称和联系方式。")
    )
    answer = words(_("答复的内容"), required=True, rows=3)
    reason = words(_("理由"), required=True, rows=3)


class DeliverForm(DayForm):
    """送达."""

    on = day(_("送达之日"))
