"""Applications and disputes of the invented towns: every outcome that the law knows, and some still open on the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from disclosure.clock import reply_timeline
from disclosure.letters import Withheld
from disclosure.records import (
    AnswerFiled,
    ApplicationEvent,
    Channel,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    CopyReceived,
    Corrected,
    CorrectionAsked,
    Decided,
    Delivered,
    DisputeEvent,
    DisputeKind,
    Extended,
    FeeNoticed,
    HearingHeld,
    Paid,
    Received,
    Replied,
    Withdrawn,
    outcome_of,
    outcomes,
)
from portal.agencies.models import Agency, Role
from portal.applications.letters import Additions
from portal.applications.models import Application
from portal.applications.services import handle, submit
from portal.demo.items import wording
from portal.demo.people import Town, somebody
from portal.disputes import services as disputes

_CHANNELS = (Channel.ONLINE, Channel.COUNTER, Channel.REGISTERED_POST, Channel.ONLINE, Channel.POST, Channel.FAX)
_KINDS = ("natural_person", "natural_person", "natural_person", "natural_person", "business", "natural_person")


def invent_applications(town: Town, agency: Agency, day: date) -> None:
    """Last year's cases, every outcome in the busy town and a few elsewhere, and this year's open ones; none in a nil year."""
    if town.busy == 0:
        return
    random = Random(f"applications {town.slug}")  # noqa: S311 - invention, not secrecy
    rows = list(outcomes())
    chosen = [*rows, *(["granted"] * 8), "withdrawn"] if town.busy == 1 else rows[: round(town.busy * 10)]
    days = sorted(date(day.year - 1, 1, 6) + timedelta(random.randrange(330)) for _row in chosen)
    random.shuffle(chosen)
    for number, (row, arrived) in enumerate(zip(chosen, days, strict=True)):
        _case(agency, number, arrived, day, row)
    for number, (arrived, doing) in enumerate(_open(town, day), start=len(chosen)):
        _case(agency, number, arrived, day, doing)


def _open(town: Town, day: date) -> Iterator[tuple[date, str]]:
    """Cases that stand open on the day, by how long ago they came in (calendar days)."""
    yield day - timedelta(2), "unconfirmed"
    yield day - timedelta(9), "handling"
    if town.busy == 1:
        yield day - timedelta(24), "handling"
        yield day - timedelta(46), "extended"
        yield day - timedelta(12), "correction"
        yield day - timedelta(18), "consulting"
        yield day - timedelta(16), "payment"
        yield day - timedelta(45), "handling"  # overdue
        yield day - timedelta(20), "replied"


def _case(agency: Agency, number: int, arrived: date, day: date, what: str) -> Application:
    clerk = somebody(agency, Role.CLERK)
    channel = Channel.ONLINE if what == "unconfirmed" else _CHANNELS[number % len(_CHANNELS)]
    made = submit(
        agency, _answers(number), form=f"demo {agency.slug} {number}", channel=channel, arrived_on=arrived,
        by=None if channel is Channel.ONLINE else clerk,
    )  # fmt: skip
    for event in _events(arrived, channel, what):
        if event.on <= day:
            handle(made.application, event, clerk, _additions(event))
    return made.application


def _additions(event: ApplicationEvent) -> Additions:
    """What somebody wrote into the letter of an event, where the event has one."""
    words = wording()["letter"]
    if isinstance(event, Replied):
        outcome = outcome_of(event.outcome)
        needs = bool(outcome.decision(event.decision).needs)
        given = event.outcome in ("granted", "partly_granted")
        return Additions(
            reason=words["reason"] if outcome.reason_required else "",
            needed=words["needed"] if needs else "",
            provided=words["provided"] if given else "",
            parts=(Withheld("refused.third_party_rights"),) if event.outcome == "partly_granted" else (),
        )
    return Additions(note=words["note"] if isinstance(event, CorrectionAsked) else "", addressee=words["addressee"])


def _answers(number: int) -> dict[str, Any]:
    kind = _KINDS[number % len(_KINDS)]
    names: Sequence[str] = wording()["people" if kind == "natural_person" else "companies"]
    return {
        "applicant_kind": kind,
        "name": names[number % len(names)],
        "phone": f"0000-{number:07d}",
        "address": f"云溪县桥头社区{number + 1}号",
        "postcode": "000000",
        "email": f"applicant{number}@mail.example",
        "asked": wording()["asked"][number % len(wording()["asked"])],
        "form_wanted": "electronic",
        "way_wanted": "email",
    }


def _events(arrived: date, channel: Channel, what: str) -> Iterator[ApplicationEvent]:
    """What happens to a case after it arrived, until it is decided or stays open as ``what`` says."""
    if what == "unconfirmed":
        return
    start = arrived
    if channel in (Channel.ONLINE, Channel.POST, Channel.FAX):
        start = arrived + timedelta(1)
        yield Confirmed(start)
    yield from _waiting(start, what)
    if what == "withdrawn":
        yield Withdrawn(start + timedelta(6))
    elif what in outcomes() or what == "replied":
        yield from _decided(start, "granted" if what == "replied" else what)


def _waiting(start: date, what: str) -> Iterator[ApplicationEvent]:
    """The steps before a decision."""
    if what in ("correction", "other.correction_overdue", "unavailable.unclear_after_correction"):
        asked = start + timedelta(4)
        yield CorrectionAsked(asked, asked + timedelta(15))
        if what == "unavailable.unclear_after_correction":
            yield Corrected(asked + timedelta(9))
    if what in ("consulting", "refused.third_party_rights", "partly_granted"):
        yield ConsultationSent(start + timedelta(3), name="相关企业", delivered_on=start + timedelta(4))
        if what != "consulting":
            yield ConsultationAnswered(start + timedelta(12), name="相关企业")
    if what in ("payment", "other.fee_overdue"):
        yield FeeNoticed(start + timedelta(5))
    if what == "not_processed.excessive":
        yield FeeNoticed(start + timedelta(5))
        yield Paid(start + timedelta(8))
    if what == "extended":
        yield Extended(start + timedelta(15))


def _decided(start: date, row: str) -> Iterator[ApplicationEvent]:
    """The reply and, for most, its delivery: within the period unless an answer was awaited past its end."""
    after = {"other.correction_overdue": 24, "other.fee_overdue": 32}.get(row, 16)
    on = start + timedelta(after)
    timeline = reply_timeline((Received(start), *(event for event in _waiting(start, row))))
    if timeline.due is not None and row not in ("other.correction_overdue", "other.fee_overdue"):
        on = min(on, timeline.due.on)
    yield Replied(on, row)
    yield Delivered(on + timedelta(2))


def invent_disputes(town: Town, agency: Agency, day: date) -> None:
    """Reconsiderations and lawsuits about refusals, in the busy town."""
    if town.busy < 1:
        return
    clerk, year = somebody(agency, Role.CLERK), day.year - 1
    refused = list(Application.objects.filter(agency=agency, outcome__startswith="refused").order_by("closed_on", "pk"))
    plan = (
        (DisputeKind.RECONSIDERATION, 20, 50, "upheld"),
        (DisputeKind.RECONSIDERATION, 15, 55, "annulled"),
        (DisputeKind.LITIGATION_AFTER_RECONSIDERATION, 90, 80, "claims_rejected"),
        (DisputeKind.LITIGATION_DIRECT, 40, None, ""),
        (DisputeKind.RECONSIDERATION, 30, 45, "ended"),
    )
    for number, ((kind, after, lasts, ending), case) in enumerate(zip(plan, refused, strict=False), start=1):
        filed = (case.closed_on or case.arrived_on) + timedelta(after)
        if filed + timedelta(_COPY) > day:
            continue
        organ = agency.reconsideration_organ if kind is DisputeKind.RECONSIDERATION else agency.court
        facts = {"application": case, "kind": kind, "organ": organ, "case_number": f"（{year}）演{number:02d}号"}
        dispute = disputes.enter(agency, facts, CopyReceived(filed + timedelta(_COPY), filed), clerk)
        for event in _course(filed, lasts, ending):
            if max(event.on, getattr(event, "received_on", None) or event.on) <= day:
                disputes.record(dispute, event, clerk)


#: Days from acceptance until the copy reaches the agency.
_COPY = 3


def _course(filed: date, lasts: int | None, ending: str) -> Iterator[DisputeEvent]:
    """Answered in time, heard, and decided where it ends."""
    yield AnswerFiled(filed + timedelta(_COPY + 8))
    yield HearingHeld(filed + timedelta(_COPY + 25))
    if lasts:
        yield Decided(filed + timedelta(lasts), ending, filed + timedelta(lasts + 3))
