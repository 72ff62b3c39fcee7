"""The form of a reply (答复): the outcome as the form groups it, with what it must say, after the check that comes first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.records import ApplicationEvent, Replied, Standard, Status, outcome_of
from portal.applications.act_form import ActForm, day, words
from portal.applications.choices import decision_choices
from portal.applications.fees.services import fee_of
from portal.applications.forms import check_size
from portal.applications.handling.checking import stands_against
from portal.applications.handling.neighbours import advised
from portal.applications.letters import Additions
from portal.applications.letters.facts import withheld_parts

#: The decision that tells whom to ask instead (第三十六条第五项).
_ANOTHERS = "unavailable.not_held/other_agency"


class ReplyForm(ActForm):
    """答复: the outcome as the form groups it, with its reasons."""

    on = day(_("答复书落款日期"))
    decision = forms.ChoiceField(label=_("办理结果"), help_text=_("按年度报告表格的各行选择；区分处理的只选“部分公开”。"))
    reason = words(_("理由"), hint=_("不予公开、无法提供、不予处理的，必须说明理由。"))
    neighbour = forms.ChoiceField(
        label=_("负责公开的机关"), required=False,
        help_text=_("不属于本机关负责公开的，从名录中选择，名称和联系方式会写入告知书；不在名录里的，写在“告知的内容”里。"),
    )  # fmt: skip
    needed = words(_("告知的内容"), hint=_("例如获取的方式和途径、检索的范围、负责公开的机关的名称和联系方式。"), rows=3)
    provided = words(_("提供的信息"), hint=_("随答复提供的内容或者文件清单。"), rows=3)
    file = forms.FileField(label=_("随答复提供的文件"), required=False, help_text=_("不超过10MB，加密保存。"))
    paper_signer = forms.CharField(
        label=_("纸质签发人"), required=False, max_length=50,
        help_text=_("答复已经在纸上签发的，填写签发人，直接登记；不填的先生成草稿，由分管领导在这里签发。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The rows of the form in force, in its groups; the agencies that may have what is asked for, the likeliest first."""
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", _("请选择")), *decision_choices(Status(self.application.status))]
        told = [each.told for each in advised(self.application.agency, self.application.asked)]
        self.fields["neighbour"].choices = [("", _("不选择")), *((each, each) for each in told)]

    def clean_file(self) -> Any:
        """Not too large."""
        return check_size(self.cleaned_data.get("file"))

    def clean(self) -> dict[str, Any]:
        """What the chosen decision demands stands there, and the check before it found the same."""
        cleaned = super().clean() or {}
        if not cleaned.get("decision"):
            return cleaned
        row, _slash, key = cleaned["decision"].partition("/")
        outcome = outcome_of(row)
        decision = outcome.decision(key)
        if cleaned["decision"] == _ANOTHERS and cleaned.get("neighbour"):
            cleaned["needed"] = "；".join(filter(None, [cleaned["neighbour"], cleaned.get("needed", "").strip()]))
        if outcome.reason_required and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("这一结果必须说明理由（第三十六条、第三十七条）"))
        fee = fee_of(self.application)
        if decision.key == "published" and fee is not None and fee.standard == Standard.BY_PAGE and not fee.is_waived:
            self.add_error("decision", _("告知获取方式、途径的，不适用按量计收；请先撤销收费决定，已收的退付"))
        if decision.needs and not cleaned.get("needed", "").strip():
            self.add_error("needed", _("请写明：%(needs)s") % {"needs": decision.needs})
        if cleaned.get("on"):
            for message in stands_against(self.application, Replied(cleaned["on"], row, key)):
                self.add_error("decision", str(message))
        return cleaned

    def event(self) -> ApplicationEvent:
        """Replied."""
        row, _slash, key = self.cleaned_data["decision"].partition("/")
        return Replied(self.cleaned_data["on"], row, key)

    def additions(self) -> Additions:
        """What was written; the parts that are withheld as they were checked one by one."""
        partly = self.cleaned_data["decision"].startswith("partly_granted")
        return Additions(
            reason=self.cleaned_data["reason"], needed=self.cleaned_data["needed"], provided=self.cleaned_data["provided"],
            parts=withheld_parts(self.application) if partly else (),
        )  # fmt: skip
