"""What happens next to an application and by when, in plain words for its applicant: a sentence for each state, with a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from disclosure.clock import correction_notice_due, opinion_due, payment_due, period_ends
from disclosure.clock.case import case_of
from disclosure.errors import DisclosureError
from disclosure.law import WorkCalendar, period
from disclosure.letters.remedies import reconsideration_first
from disclosure.records import (
    ConsultationAnswered,
    ConsultationSent,
    CorrectionAsked,
    DelaySet,
    Delivered,
    Extended,
    FeeNoticed,
    ReasonsAsked,
    Reopened,
    Replied,
    Status,
    Withdrawn,
    effective,
)
from portal.agencies.templatetags.house import full_day
from portal.applications.fees.services import fee_of
from portal.applications.letters.facts import withheld_parts
from portal.applications.models import Application
from portal.law.calendars import calendar_of, readings_of

_E = TypeVar("_E")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next. ``by`` is the day to look at; ``yours``: it is the applicant who has to do something by it."""

    text: str
    by: date
    yours: bool = False


class _Teller:
    """An application with what its sentences are made of."""

    def __init__(self, application: Application, on: date) -> None:
        self.application, self.on = application, on
        self.agency = application.agency
        self.calendar: WorkCalendar = calendar_of(self.agency)
        # A demand for a new reply begins anew: what was asked and told before it is over.
        events = effective(application.engine_events())
        cuts = [place for place, event in enumerate(events) if isinstance(event, Reopened)]
        self.first, self.events = events[0], events[cuts[-1] :] if cuts else events
        self.due = application.due_on or application.arrived_on

    def last(self, kind: type[_E]) -> _E | None:
        found = [event for event in self.events if isinstance(event, kind)]
        return found[-1] if found else None


def next_step(application: Application, on: date) -> NextStep:
    """The sentence for the state in which an application stands, as the day ``on`` begins."""
    return _SENTENCES[Status(application.status)](_Teller(application, on))


def _unconfirmed(teller: _Teller) -> NextStep:
    text = _(
        "本机关正在与您确认收到这件申请。确认之日起开始计算期限；按您提交之日暂算，最迟在%(due)s答复。长时间没有联系您的，请致电%(phone)s。"
    )
    return NextStep(text % {"due": full_day(teller.due), "phone": teller.agency.phone or _("本机关")}, teller.due)


def _handling(teller: _Teller) -> NextStep:
    said = {"due": full_day(teller.due), "phone": teller.agency.phone or _("本机关")}
    if teller.due < teller.on:
        text = _(
            "答复期限%(due)s已经过去，本机关还没有答复。您可以致电%(phone)s询问，也可以向上一级行政机关投诉举报，或者依法申请行政复议、提起行政诉讼。"
        )
        return NextStep(text % said, teller.due)
    asked, delayed = teller.last(ReasonsAsked), teller.last(DelaySet)
    reasons_awaited = teller.application.case().reasons_awaited
    if reasons_awaited and asked is not None and asked.answer_by is not None:
        said["until"] = full_day(asked.answer_by)
        text = _("您的申请数量、频次较多，请在%(until)s前说明理由。期限照常计算，本机关最迟在%(due)s答复。")
        return NextStep(text % said, asked.answer_by, yours=True)
    if delayed is not None:
        return NextStep(_("您的申请数量、频次较多，本机关已另定答复的日期，最迟在%(due)s答复。") % said, teller.due)
    if isinstance(teller.events[0], Reopened):
        return NextStep(_("根据复议决定或者判决，本机关将重新答复您，最迟在%(due)s答复。") % said, teller.due)
    if teller.last(Extended) is not None:
        return NextStep(_("答复期限已依法延长，不会再次延长，本机关最迟在%(due)s答复。") % said, teller.due)
    return NextStep(_plain(teller) % said, teller.due)


def _plain(teller: _Teller) -> str:
    """Nothing special: a request to correct may still come while its days run."""
    base = _("本机关正在查找和审核您要的信息，最迟在%(due)s答复。依法征求意见或者延长期限的，会告知您新的日期。")
    try:
        limit = correction_notice_due(case_of(teller.events), teller.calendar).on
    except DisclosureError:
        return base
    if teller.on <= limit and teller.last(CorrectionAsked) is None:
        return base + _("内容不明确的，会在%(limit)s前告知您补正。") % {"limit": full_day(limit)}
    return base


def _consulting(teller: _Teller) -> NextStep:
    answered = {event.name for event in teller.events if isinstance(event, ConsultationAnswered)}
    waiting = [event for event in teller.events if isinstance(event, ConsultationSent) and event.name not in answered]
    until = max((opinion_due(event, teller.calendar).on for event in waiting), default=teller.due)
    text = _("您要的信息涉及他人，本机关已依法征求意见，对方最迟在%(until)s前提出；这段时间不计入期限。本机关最迟在%(due)s答复。")
    return NextStep(text % {"until": full_day(until), "due": full_day(teller.due)}, teller.due)


def _correction(teller: _Teller) -> NextStep:
    asked = teller.last(CorrectionAsked)
    by = asked.answer_by if asked is not None and asked.answer_by is not None else None
    if by is None:
        text = _("本机关于%(on)s请您补正，请尽快补正。收到补正的申请之日起，答复期限重新计算。")
        return NextStep(text % {"on": full_day(asked.on if asked else teller.due)}, asked.on if asked else teller.due, yours=True)
    text = _(
        "请您在%(until)s前按补正告知书补正，可以在本页填写。收到补正的申请之日起，答复期限重新计算；没有正当理由逾期不补正的，视为放弃申请。"
    )
    return NextStep(text % {"until": full_day(by)}, by, yours=True)


def _payment(teller: _Teller) -> NextStep:
    noticed, fee = teller.last(FeeNoticed), fee_of(teller.application)
    by = payment_due(noticed, teller.calendar).on if noticed is not None else teller.due
    said = {"until": full_day(by)}
    if fee is None:
        text = _("请您在%(until)s前按收费通知缴纳信息处理费。缴费完成的次日起，答复期限重新计算；逾期未缴纳的，视为放弃申请。")
        return NextStep(text % said, by, yours=True)
    text = _(
        "请您在%(until)s前缴纳信息处理费%(amount)s元，缴纳方式：%(how)s。缴费完成的次日起，答复期限重新计算；逾期未缴纳的，视为放弃申请。"
    )
    return NextStep(text % {**said, "amount": fee.amount, "how": fee.pay_how.rstrip("。")}, by, yours=True)


def _replied(teller: _Teller) -> NextStep:
    replied = teller.last(Replied)
    on = replied.on if replied is not None else teller.due
    text = _("本机关已于%(on)s作出答复，正在按您选择的方式送达；送达后可以在这里查看。没有收到的，请致电%(phone)s。")
    return NextStep(text % {"on": full_day(on), "phone": teller.agency.phone or _("本机关")}, on)


def _delivered(teller: _Teller) -> NextStep:
    delivered, replied = teller.last(Delivered), teller.last(Replied)
    if delivered is None or replied is None:
        return NextStep(_("这件申请已经办结，最后一日是%(due)s。") % {"due": full_day(teller.due)}, teller.due)
    start = delivered.reached_on or delivered.on
    review = period_ends(start, period("remedies.reconsideration_period", start), teller.calendar).on
    suit = period_ends(start, period("remedies.litigation_period", start), teller.calendar).on
    said = {"on": full_day(start), "review": full_day(review), "suit": full_day(suit)}
    parts = withheld_parts(teller.application) if replied.outcome == "partly_granted" else ()
    first = reconsideration_first(replied.outcome, replied.decision, parts, replied.on, (), readings_of(teller.agency))
    if first:
        text = _(
            "答复已于%(on)s送达，本件办结。不服的，应当先申请行政复议，最后一日是%(review)s；对复议决定仍不服的，再提起行政诉讼。"
        )
    else:
        text = _("答复已于%(on)s送达，本件办结。不服的，可以在%(review)s前申请行政复议，或者在%(suit)s前提起行政诉讼。")
    return NextStep(text % said, review)


def _withdrawn(teller: _Teller) -> NextStep:
    withdrawn = teller.last(Withdrawn)
    on = withdrawn.on if withdrawn is not None else teller.due
    return NextStep(_("您已于%(on)s撤回这件申请，本机关不再办理。需要时可以随时重新申请。") % {"on": full_day(on)}, on)


_SENTENCES: Mapping[Status, Callable[[_Teller], NextStep]] = {
    Status.UNCONFIRMED: _unconfirmed,
    Status.HANDLING: _handling,
    Status.CONSULTING: _consulting,
    Status.CORRECTION: _correction,
    Status.PAYMENT: _payment,
    Status.REPLIED: _replied,
    Status.DELIVERED: _delivered,
    Status.WITHDRAWN: _withdrawn,
}
