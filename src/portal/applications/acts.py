"""The acts of a case (办理): what each asks, the event it records, the letter that goes with it, and what is said after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disclosure.clock import after_working_days
from disclosure.law import period
from disclosure.records import (
    ApplicationEvent,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Consulted,
    Corrected,
    CorrectionAsked,
    DelaySet,
    Delivered,
    DeliveryWay,
    Extended,
    FeeNoticed,
    Opinion,
    Paid,
    ReasonsAsked,
    ReasonsGiven,
    Reopened,
    Replied,
    Transferred,
    Withdrawn,
    effective,
)
from portal.agencies.counting import calendar_here
from portal.applications.act_form import ActForm, day, simple, words
from portal.applications.fees.services import fee_of
from portal.applications.letters import Additions
from portal.applications.letters.reply_form import ReplyForm
from portal.applications.models import Application
from portal.law.calendars import readings_of
from portal.today import today


class CorrectionForm(ActForm):
    """告知补正: what to correct, by when."""

    on = day(_("告知之日"))
    answer_by = day(_("补正期限至"), _("应当合理，法律没有规定天数。"))
    note = words(_("需要补正的事项"), required=True, hint=_("会写入补正告知书。须一次性告知。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer a reasonable period."""
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].initial = after_working_days(
            today(), readings_of(self.application.agency).days("correction_days"), calendar_here()
        ).on

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned = super().clean() or {}
        if cleaned.get("on") and cleaned.get("answer_by") and cleaned["answer_by"] <= cleaned["on"]:
            self.add_error("answer_by", _("补正期限应当在告知之日以后"))
        return cleaned

    def event(self) -> ApplicationEvent:
        """Asked, with the day by which to answer."""
        return CorrectionAsked(self.cleaned_data["on"], self.cleaned_data["answer_by"])

    def additions(self) -> Additions:
        """What to correct."""
        return Additions(note=self.cleaned_data["note"])


class ConsultForm(ActForm):
    """征求意见: whom, and when the letter went out."""

    on = day(_("发出之日"))
    consulted = forms.ChoiceField(
        label=_("征求谁的意见"), widget=forms.RadioSelect, initial=Consulted.THIRD_PARTY.value,
        choices=[
            (Consulted.THIRD_PARTY.value, _("第三方（商业秘密、个人隐私等）")),
            (Consulted.AGENCY.value, _("共同制作的其他行政机关")),
        ],
    )  # fmt: skip
    note = forms.CharField(
        label=_("被征求意见的第三方或者机关的名称"), max_length=200, help_text=_("加密保存，会写入征求意见书。")
    )

    def event(self) -> ApplicationEvent:
        """Sent, under a name that says nothing about whom."""
        sent = [each for each in self.application.engine_events() if isinstance(each, ConsultationSent)]
        consulted = Consulted(self.cleaned_data["consulted"])
        return ConsultationSent(self.cleaned_data["on"], consulted, name=str(len(sent) + 1))

    def additions(self) -> Additions:
        """To whom the letter goes."""
        return Additions(addressee=self.cleaned_data["note"])


class OpinionForm(ActForm):
    """收到意见: on which consultation."""

    on = day(_("收到之日"))
    name = forms.ChoiceField(label=_("对哪一份征求意见书"))
    opinion = forms.ChoiceField(
        label=_("是否同意公开"), widget=forms.RadioSelect, required=False,
        choices=[(Opinion.AGREES.value, _("同意公开")), (Opinion.REFUSES.value, _("不同意公开"))],
    )  # fmt: skip
    note = words(_("意见（同意公开、不同意公开及理由）"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the letters not answered yet."""
        super().__init__(*args, **kwargs)
        events = effective(self.application.engine_events())
        answered = {event.name for event in events if isinstance(event, ConsultationAnswered)}
        waiting = [event for event in events if isinstance(event, ConsultationSent) and event.name not in answered]
        self.fields["name"].choices = [(each.name, f"{each.name} · {each.on.isoformat()}") for each in waiting]

    def event(self) -> ApplicationEvent:
        """Answered."""
        opinion = self.cleaned_data["opinion"]
        return ConsultationAnswered(self.cleaned_data["on"], self.cleaned_data["name"], Opinion(opinion) if opinion else None)


class ExtensionForm(ActForm):
    """延长: decided before the period ends, by the head of the disclosure office, and the applicant told."""

    on = day(_("决定并告知之日"))
    days = forms.IntegerField(label=_("延长几个工作日"), min_value=1)
    approver = forms.CharField(
        label=_("同意延长的负责人"), max_length=50, help_text=_("应当经政府信息公开工作机构负责人同意（第三十三条第二款）。")
    )
    note = words(_("告知申请人的理由"), hint=_("会写入延期告知书。"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The longest time the law allows, to begin with."""
        super().__init__(*args, **kwargs)
        longest = period("application.extension", today()).length
        self.fields["days"].initial = longest
        self.fields["days"].widget.attrs["max"] = longest

    def clean(self) -> dict[str, Any]:
        """Not after the period has ended."""
        cleaned = super().clean() or {}
        due = self.application.due_on
        if cleaned.get("on") and due and cleaned["on"] > due:
            self.add_error("on", _("答复期限已经届满，不能再延长"))
        return cleaned

    def event(self) -> ApplicationEvent:
        """Extended."""
        return Extended(self.cleaned_data["on"], self.cleaned_data["days"])

    def additions(self) -> Additions:
        """Why."""
        return Additions(note=self.cleaned_data["note"])

    def kept_note(self) -> str:
        """Who approved, and why."""
        return f"{self.cleaned_data['approver']}同意。{self.cleaned_data['note']}"


class ReopenForm(ActForm):
    """须重新答复: by a decision on reconsideration or a judgment, by a day if it sets one."""

    on = day(_("收到决定书、判决书之日"))
    due_on = forms.DateField(
        label=_("须在何日之前重新答复"), required=False, help_text=_("决定书、判决书没有写明期限的，不填，按本机关的设置计算。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    note = words(_("文书名称和案号"), rows=2)

    def event(self) -> ApplicationEvent:
        """Reopened."""
        return Reopened(self.cleaned_data["on"], self.cleaned_data["due_on"])


class ReasonsForm(ActForm):
    """要求说明理由: of applications that are clearly too many (第三十五条)."""

    on = day(_("告知之日"))
    answer_by = day(_("说明理由的期限"), _("应当合理，法律没有规定天数。"))
    note = words(_("超过合理范围的情形"), required=True, rows=3)

    def event(self) -> ApplicationEvent:
        """Asked for reasons."""
        return ReasonsAsked(self.cleaned_data["on"], self.cleaned_data["answer_by"])


class DelayForm(ActForm):
    """确定延迟答复的期限: the reasons hold, the period can't be kept; the applicant is told the day (第三十五条)."""

    on = day(_("确定并告知之日"))
    until = day(_("延迟到何日答复"), _("应当合理；不早于原期限届满之日才有意义。"))
    note = words(_("理由"), required=True, rows=2)

    def clean(self) -> dict[str, Any]:
        """A later day."""
        cleaned = super().clean() or {}
        if cleaned.get("on") and cleaned.get("until") and cleaned["until"] <= cleaned["on"]:
            self.add_error("until", _("延迟答复的日期应当在确定之日以后"))
        return cleaned

    def event(self) -> ApplicationEvent:
        """A delay."""
        return DelaySet(self.cleaned_data["on"], self.cleaned_data["until"])


class TransferForm(ActForm):
    """内部转办: to another unit of the agency; the period goes on."""

    on = day(_("转办之日"))
    unit = forms.CharField(label=_("承办机构"), max_length=60, help_text=_("只写机构名称，不写个人姓名；期限照常计算。"))

    def event(self) -> ApplicationEvent:
        """Transferred."""
        return Transferred(self.cleaned_data["on"], self.cleaned_data["unit"])


_WAYS = [
    (DeliveryWay.DIRECT.value, _("直接送达（签收之日）")),
    (DeliveryWay.ENTRUSTED.value, _("委托其他行政机关送达（签收之日）")),
    (DeliveryWay.POST.value, _("邮政企业邮寄（交邮之日）")),
    (DeliveryWay.ELECTRONIC.value, _("电子送达（发送之日）")),
]


class DeliverForm(ActForm):
    """送达: by a way, which says which day counts (国办公开办函〔2016〕235号)."""

    on = day(_("送达之日"), _("直接送达为签收之日，邮寄为交邮之日。"))
    way = forms.ChoiceField(label=_("送达的方式"), choices=[("", _("不记录")), *_WAYS], required=False)
    reached_on = forms.DateField(
        label=_("申请人收到之日"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("与送达之日不同而且知道的才填；救济的期限从这一天起算。"),
    )  # fmt: skip
    note = words(_("说明"), rows=2)

    def event(self) -> ApplicationEvent:
        """Delivered."""
        way = self.cleaned_data["way"]
        return Delivered(self.cleaned_data["on"], DeliveryWay(way) if way else None, self.cleaned_data["reached_on"])


class StrikeForm(forms.Form):
    """更正误录: why an event is taken back."""

    reason = forms.CharField(
        label=_("更正的理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("会长期保留，请不要写入个人信息。"),
    )  # fmt: skip


def _nothing_first(_application: Application) -> str | None:
    return None


def _page(name: str, application: Application, *more: object) -> str:
    return reverse(f"applications:{name}", args=[application.agency.slug, application.pk, *more])


def _extension_page(application: Application) -> str:
    """An extension is asked for and approved on a page of its own."""
    return _page("extension", application)


def _fee_page(application: Application) -> str:
    """A fee is decided, noticed and paid on a page of its own."""
    return _page("fee", application)


def _paid_page(application: Application) -> str | None:
    """The same, where the fee is known; of a case taken over from elsewhere only the day of payment is recorded."""
    return _fee_page(application) if fee_of(application) is not None else None


def _letter_to_sign(application: Application) -> str | None:
    """A reply that was recorded by itself is delivered when it is signed."""
    waiting = application.letters.filter(event__isnull=False).exclude(state="signed").order_by("pk").last()
    return _page("letter_page", application, waiting.pk) if waiting else None


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its button, its form, what is said when it is done, and whether it is the usual next step."""

    key: str
    event: type
    button: Any
    form: type[ActForm]
    done: Any
    hint: Any = ""
    usual: bool = False
    #: Whether what was done on paper may be entered with the form all the same, past that page.
    paper: bool = False
    #: The page of what must be done first, or where this is done at all; None where the form may be filled in.
    first: Callable[[Application], str | None] = _nothing_first


_ACTS = (
    Act("confirm", Confirmed, _("确认收到"), simple(Confirmed, _("与申请人确认之日"), _("确认的方式（电话、短信、邮件）"),
        _("双方确认之日为收到申请之日，答复期限从这一天起算。")), _("已确认收到，答复期限从确认之日起算。"),
        _("与申请人联系并确认，确认之日为收到申请之日（第三十一条）。"), usual=True),
    Act("reply", Replied, _("作出答复"), ReplyForm, _("已作出答复，答复书已生成。下一步：送达申请人。"),
        _("选择办理结果，生成答复书。"), usual=True),
    Act("correction", CorrectionAsked, _("告知补正"), CorrectionForm,
        _("已告知补正，补正告知书已生成。答复期限暂停，收到补正后重新计算。"),
        _("内容不明确的，在法定期限内一次性告知（第三十条）。")),
    Act("corrected", Corrected, _("收到补正"), simple(Corrected, _("收到补正的申请之日"), _("说明")),
        _("已记录补正，答复期限从这一天起重新计算。"), usual=True),
    Act("consult", ConsultationSent, _("征求意见"), ConsultForm, _("已发出征求意见书。征求意见所需时间不计入答复期限。"),
        _("涉及第三方或者共同制作机关的（第三十二条、第三十四条）。")),
    Act("opinion", ConsultationAnswered, _("收到意见"), OpinionForm, _("已记录意见，从次日起继续计算期限。"), usual=True),
    Act("extend", Extended, _("延长期限"), ExtensionForm, _("已延长答复期限，延期告知书已生成，请送达申请人。"),
        _("只能延长一次，不超过法定的天数（第三十三条）。"),
        first=_extension_page, paper=True),
    Act("fee", FeeNoticed, _("收费"), simple(FeeNoticed, _("申请人收到收费通知之日"), _("金额和标准")),
        _("已记录收费通知。缴费之前期限暂停。"), first=_fee_page),
    Act("paid", Paid, _("完成缴费"), simple(Paid, _("完成缴费之日")), _("已记录缴费，期限从次日起重新计算。"), usual=True,
        first=_paid_page),
    Act("reasons", ReasonsAsked, _("要求说明理由"), ReasonsForm, _("已要求申请人说明理由。答复期限照常计算。"),
        _("申请的数量、频次明显超过合理范围的（第三十五条）。")),
    Act("reasons-given", ReasonsGiven, _("收到理由"), simple(ReasonsGiven, _("收到理由之日"), _("申请人说明的理由")),
        _("已记录申请人的理由。理由不合理的，可以不予处理；合理而不能按期答复的，可以确定延迟答复的期限。"), usual=True),
    Act("delay", DelaySet, _("延迟答复"), DelayForm, _("已确定延迟答复的日期，请告知申请人。"),
        _("理由合理，但不能在法定期限内答复的（第三十五条）。")),
    Act("transfer", Transferred, _("内部转办"), TransferForm, _("已转办，答复期限照常计算。")),
    Act("deliver", Delivered, _("送达答复"), DeliverForm, _("已记录送达，本件办结。"), usual=True, first=_letter_to_sign),
    Act("withdraw", Withdrawn, _("申请人撤回"), simple(Withdrawn, _("撤回之日"), _("撤回的方式")), _("已记录撤回，本件办结。")),
    Act("reopen", Reopened, _("须重新答复"), ReopenForm, _("已重新打开，请在规定的日期前重新答复。")),
)  # fmt: skip
ACTS: Mapping[str, Act] = {act.key: act for act in _ACTS}


def open_acts(application: Application) -> list[Act]:
    """The acts that may follow now, the usual next ones first."""
    allowed = application.case().open_events()
    found = [act for act in _ACTS if act.event in allowed]
    # While something is awaited, its arrival is the usual next step; a reply closes the case as overdue.
    if any(act.key in ("corrected", "paid") for act in found):
        found = [replace(act, usual=False) if act.key == "reply" else act for act in found]
    return sorted(found, key=lambda act: not act.usual)
