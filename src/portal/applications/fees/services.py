"""What is done about a fee: decided, noticed, paid, given back, cancelled. Each act is one transaction, and logged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Prefetch

from disclosure.errors import CaseError
from disclosure.language import CHINESE, speaking
from disclosure.language import _ as said
from disclosure.records import FeeNoticed, FeeRecord, Paid, Standard, Status, assess
from portal.agencies.models import Agency, Person
from portal.applications import letters, services
from portal.applications.fees.models import Fee, Payment
from portal.applications.letters import Additions
from portal.applications.letters.given import struck_events
from portal.applications.models import Application
from portal.audit.log import record as log
from portal.today import today


def fee_of(application: Application) -> Fee | None:
    """The fee of an application that stands."""
    return application.fees.filter(cancelled_on=None).select_related("letter").first()


@transaction.atomic
def decide(
    application: Application, standard: Standard, number: int, by: Person, *, waived: int = 0, reason: str = "", pay_how: str = ""
) -> Fee:
    """Decide what an application costs; ``waived`` 元 of it are not asked for, for a ``reason``.

    Raises :class:`CaseError` where it has a fee already (办法第三条), costs nothing, or a waiver has no reason or is too large.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    if fee_of(application) is not None:
        raise CaseError(said("这件申请已经有收费决定；一件申请只能按一种标准计收（办法第三条）"))
    if not application.is_open:
        raise CaseError(said("这件申请已经办结，不能再收费"))
    assessed = assess(standard, number, application.received_on or application.arrived_on)
    if assessed.amount == 0:
        raise CaseError(said("按标准不收费，不必发收费通知"))
    if not 0 <= waived <= assessed.amount:
        raise CaseError(said("减免的金额不能超过应收的{amount}元", amount=assessed.amount))
    if waived and not reason.strip():
        raise CaseError(said("减免须说明理由"))
    if waived < assessed.amount and not pay_how.strip():
        raise CaseError(said("收费通知须写明缴纳方式（办法第六条）"))
    fee = Fee.objects.create(
        application=application, standard=standard, number=number, computed=assessed.amount, amount=assessed.amount - waived,
        waiver_reason=reason if waived else "", pay_how=pay_how, decided_on=today(), decided_by=by,
    )  # fmt: skip
    log(
        application.agency, by, "application.fee_decided", application, fee=fee.pk, standard=str(standard), number=number,
        computed=fee.computed, amount=fee.amount,
    )  # fmt: skip
    return fee


def additions_of(fee: Fee) -> Additions:
    """What the notice says of the fee: amount, standard with its computation, how to pay."""
    application = fee.application
    with speaking(CHINESE):
        assessed = assess(Standard(fee.standard), fee.number, application.received_on or application.arrived_on)
        tariff = str(assessed.explained)
        if fee.amount < fee.computed:
            tariff += str(said("本机关决定减收{waived}元，实收{amount}元。", waived=fee.computed - fee.amount, amount=fee.amount))
        return Additions(amount=str(said("{amount}元", amount=fee.amount)), tariff=tariff, pay_how=fee.pay_how)


def _hold(fee: Fee) -> None:
    """Bring the fee up to how it stands now and hold its case until the act is over: two acts on one fee follow each other."""
    Application.objects.select_for_update(of=("self",)).get(pk=fee.application_id)
    application = fee.application
    fee.refresh_from_db()
    application.refresh_from_db()
    fee.application = application
    if fee.cancelled_on is not None:
        raise CaseError(said("这项收费决定已经撤销，请刷新页面后再看"))


@transaction.atomic
def draft_notice(fee: Fee, by: Person) -> Fee:
    """Draft the notice (收费通知), to be signed. Raises :class:`CaseError` where nothing is asked for or there is one."""
    _hold(fee)
    if fee.is_waived:
        raise CaseError(said("已经免收，不发收费通知"))
    if fee.letter_id is not None or fee.paper_on is not None:
        raise CaseError(said("收费通知已经有了"))
    fee.letter = letters.draft(fee.application, "fee_notice", None, additions_of(fee), by)
    fee.save(update_fields=["letter"])
    return fee


@transaction.atomic
def noticed_on_paper(fee: Fee, number: str, on: date, by: Person) -> Fee:
    """Enter a notice that was made and signed on paper. Raises :class:`CaseError` where there is one already."""
    _hold(fee)
    if fee.is_waived or fee.letter_id is not None or fee.paper_on is not None:
        raise CaseError(said("收费通知已经有了"))
    fee.paper_number, fee.paper_on = number, on
    fee.save(update_fields=["paper_number", "paper_on"])
    log(fee.application.agency, by, "application.fee_noticed_on_paper", fee.application, fee=fee.pk, number=number)
    return fee


@transaction.atomic
def notice_received(fee: Fee, on: date, by: Person, *, note: str = "") -> Fee:
    """The applicant received the notice: the clock stops (办法第六条). Raises :class:`CaseError` before it was issued."""
    _hold(fee)
    if fee.noticed_on is None:
        raise CaseError(said("收费通知还没有签发，不能登记收到"))
    if on < fee.noticed_on:  # type: ignore[operator]
        raise CaseError(said("收到收费通知之日不能早于通知的日期{day}", day=fee.noticed_on))
    fee.event = services.record(fee.application, FeeNoticed(on), by, note=note)
    fee.save(update_fields=["event"])
    return fee


@transaction.atomic
def paid(fee: Fee, on: date, amount: int, voucher: str, by: Person) -> Payment:
    """Money came in. When all of it has, the payment is complete and the clock starts again the day after (办法第六条).

    Where the application lapsed by itself although the money had come in time, the lapse is taken back first. Raises
    :class:`CaseError` for too much, for a voucher entered before, or for a day after the period.
    """
    _hold(fee)
    application = fee.application
    missing = fee.amount - fee.received
    if not 0 < amount <= missing:
        raise CaseError(said("还应缴{missing}元，登记的金额应在1元到{missing}元之间", missing=missing))
    if any(each.amount > 0 and each.voucher == voucher for each in fee.counting_payments()):
        raise CaseError(said("票据{voucher}已经登记过，没有重复登记", voucher=voucher))
    payment = Payment.objects.create(fee=fee, on=on, amount=amount, voucher=voucher, by=by)
    log(application.agency, by, "application.fee_paid", application, fee=fee.pk, amount=amount, voucher=voucher)
    if amount == missing:
        events = [*taken_back_lapse(application, on), Paid(on)]
        payment.event = services.record_together(application, events, by)[-1]
        payment.save(update_fields=["event"])
    application.refresh_from_db()
    return payment


def taken_back_lapse(application: Application, paid_on: date) -> Sequence[object]:
    """The counter-event that takes back a lapse by itself, where the payment came in time; none where it did not lapse."""
    from portal.applications.fees.lapse import lapse_to_take_back

    return lapse_to_take_back(application, paid_on)


@transaction.atomic
def give_back(fee: Fee, on: date, amount: int, voucher: str, reason: str, by: Person) -> Payment:
    """Money went back (退付). Raises :class:`CaseError` for more than came in, or without a reason."""
    _hold(fee)
    if not 0 < amount <= fee.received:
        raise CaseError(said("退付的金额应在1元到已收的{received}元之间", received=fee.received))
    if not reason.strip():
        raise CaseError(said("退付须说明理由"))
    payment = Payment.objects.create(fee=fee, on=on, amount=-amount, voucher=voucher, reason=reason, by=by)
    log(fee.application.agency, by, "application.fee_given_back", fee.application, fee=fee.pk, amount=amount, voucher=voucher)
    return payment


@transaction.atomic
def take_back_payment(payment: Payment, reason: str, by: Person) -> None:
    """A payment was keyed wrongly: it counts no more, and its event is taken back. Raises :class:`CaseError`."""
    if not reason.strip():
        raise CaseError(said("更正误录须说明理由"))
    Application.objects.select_for_update(of=("self",)).get(pk=payment.fee.application_id)
    payment.refresh_from_db()
    if payment.void_reason:
        raise CaseError(said("这笔缴费已经更正过了"))
    application = payment.fee.application
    if payment.event is not None and payment.event.sequence not in struck_events(application):
        services.take_back(application, payment.event.sequence, str(said("缴费误录")), by)
    payment.void_reason = reason
    payment.save(update_fields=["void_reason"])
    log(application.agency, by, "application.payment_taken_back", application, payment=payment.pk)


@transaction.atomic
def cancel(fee: Fee, reason: str, by: Person) -> Fee:
    """Take the decision back (撤销). Raises :class:`CaseError` while money is held, or while payment is awaited."""
    if not reason.strip():
        raise CaseError(said("撤销须说明理由"))
    _hold(fee)
    if fee.received:
        raise CaseError(said("已经收了{received}元，请先退付，再撤销", received=fee.received))
    if fee.application.status == Status.PAYMENT:
        raise CaseError(said("申请人已经收到收费通知，请先在办理经过中更正“申请人收到收费通知”，再撤销"))
    fee.cancelled_on, fee.cancelled_reason = today(), reason
    fee.save(update_fields=["cancelled_on", "cancelled_reason"])
    log(fee.application.agency, by, "application.fee_cancelled", fee.application, fee=fee.pk)
    return fee


def fee_records(agency: Agency) -> list[FeeRecord]:
    """The notices of an agency as figures count them: those issued, not those cancelled; and fee events without an amount.

    An application whose record says that the applicant received a notice, though no fee was ever entered (taken over from
    another system), counts with an unknown amount.
    """
    kept = Fee.objects.filter(application__agency=agency).select_related("letter").prefetch_related("payments")
    found = [
        FeeRecord(fee.record_id, fee.noticed_on, fee.amount, tuple((each.on, each.amount) for each in fee.counting_payments()))  # type: ignore[arg-type]
        for fee in kept
        if fee.noticed_on is not None and (fee.cancelled_on is None or fee.counting_payments())
    ]
    return [*found, *_without_fee(agency)]


def _without_fee(agency: Agency) -> list[FeeRecord]:
    bare = Application.objects.filter(agency=agency, events__kind="fee_noticed", fees=None).distinct()
    found = []
    for application in bare.prefetch_related("events"):
        struck = struck_events(application)
        events = [each for each in application.events.all() if each.sequence not in struck]
        noticed = [each.on for each in events if each.kind == "fee_noticed"]
        money = tuple((each.on, None) for each in events if each.kind == "paid")
        found += [FeeRecord(application.record_id, noticed[0], None, money)] if noticed else []
    return found


def fees_of_year(agency: Agency, year: int) -> list[Fee]:
    """The ledger of a year: fees decided, noticed or moved in it, in order."""
    kept = Fee.objects.filter(application__agency=agency).select_related("application", "letter", "event", "decided_by")
    kept = kept.prefetch_related(Prefetch("payments", Payment.objects.order_by("on", "pk")))
    return [fee for fee in kept if year in _years(fee)]


def _years(fee: Fee) -> set[int]:
    days = [fee.decided_on, fee.noticed_on, *(each.on for each in fee.payments.all())]
    return {day.year for day in days if day is not None}  # type: ignore[attr-defined]
