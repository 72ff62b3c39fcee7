"""A row of the table made a case: its fields, and its events as the engine's rules let them follow; or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from disclosure.clock import Timeline, reply_timeline
from disclosure.errors import CalendarError, DisclosureError
from disclosure.law import Readings, WorkCalendar, receipt_rule
from disclosure.privacy import is_credit_code, is_identity_card
from disclosure.records import (
    ApplicationEvent,
    CaseRecord,
    Channel,
    Confirmed,
    ConsultationAnswered,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
    Delivered,
    DeliveryWay,
    Extended,
    FeeNoticed,
    Paid,
    Received,
    Replied,
    Withdrawn,
    effective,
    outcome_of,
)
from portal.applications.beside.reading import CellError, columns, day_of, meaning_of
from portal.applications.forms import ARRIVALS
from portal.marks import listed

_TEXTS = (
    "other_number", "name", "identity_number", "legal_representative", "contact_person", "agent", "phone", "email", "address",
    "postcode", "asked", "asked_number", "description",
)  # fmt: skip
_CHOSEN = ("applicant_kind", "identity_kind", "form_wanted", "way_wanted")
#: A number of eighteen digits that a spreadsheet kept as a number: its last three are gone.
_ROUNDED = re.compile(r"\d{15}000|\d\.\d+[eE]\+?17")
_LONGEST = {"other_number": 80}
_LONGEST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a row: under which heading, in plain words."""

    column: str
    words: str


@dataclass(slots=True)
class Planned:
    """What a row becomes. ``wrong`` empty: it may be taken in."""

    row: int
    fields: dict[str, Any] = field(default_factory=dict)
    events: tuple[ApplicationEvent, ...] = ()
    reply_note: str = ""
    timeline: Timeline | None = None
    wrong: list[Wrong] = field(default_factory=list)

    def case(self, record_id: str = "row") -> CaseRecord:
        """The row as a record of the engine."""
        return CaseRecord(record_id, self.fields["applicant_kind"], self.events)


def planned(
    row: int, cells: Mapping[str, str], today: date, calendar: WorkCalendar, readings: Readings
) -> Planned:  # fmt: skip
    """A row made a case, by the calendar and readings of its agency."""
    plan, days = Planned(row), _days(cells)
    plan.wrong += days.wrong
    _fill(plan, cells, days.read)
    if plan.wrong:
        return plan
    channel = Channel(plan.fields["channel"])
    try:
        plan.events = tuple(_events(cells, days.read, channel))
        plan.case().check(today)
        plan.timeline = _timeline(plan.events, calendar, readings)
    except CellError as error:
        plan.wrong.append(Wrong("", str(error)))
    except DisclosureError as error:
        plan.wrong.append(Wrong("", str(error)))
    if number := cells.get("document_number"):
        plan.reply_note = f"答复文号：{number}"
    return plan


def _timeline(events: tuple[ApplicationEvent, ...], calendar: WorkCalendar, readings: Readings) -> Timeline | None:
    try:
        return reply_timeline(events, calendar=calendar, readings=readings)
    except CalendarError:
        return None


@dataclass(slots=True)
class _Days:
    read: dict[str, date] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


def _days(cells: Mapping[str, str]) -> _Days:
    found = _Days()
    for key, column in columns().items():
        if column.kind == "day" and key in cells:
            try:
                found.read[key] = day_of(cells[key])
            except CellError as error:
                found.wrong.append(Wrong(column.label, str(error)))
    return found


def _fill(plan: Planned, cells: Mapping[str, str], days: Mapping[str, date]) -> None:
    """The fields of the application, and what is wrong with them."""
    known = columns()
    for key, column in known.items():
        if column.required and not cells.get(key):
            plan.wrong.append(Wrong(column.label, _("没有填写")))
    for key in _TEXTS:
        text = cells.get(key, "")
        if len(text) > (most := _LONGEST.get(key, _LONGEST_TEXT)):
            plan.wrong.append(Wrong(known[key].label, _("太长，最多%(most)s个字") % {"most": most}))
        plan.fields[key] = text
    for key in _CHOSEN:
        plan.fields[key] = _chosen(plan, key, cells.get(key, ""))
    channel, manner = ARRIVALS.get(_chosen(plan, "channel", cells.get("channel", "")) or "counter", (Channel.COUNTER, ""))
    plan.fields |= {"channel": channel, "manner": manner, "arrived_on": days.get("arrived_on")}
    number = plan.fields["identity_number"].strip()
    if number and _ROUNDED.fullmatch(number):
        said = _("号码在表格里存成了数字，末几位已经丢失；请把这一列设为文本格式后重新填写")
        plan.wrong.append(Wrong(known["identity_number"].label, said))
    if number and not plan.fields["identity_kind"]:
        kinds = (("identity_card", is_identity_card(number)), ("credit_code", is_credit_code(number)))
        plan.fields["identity_kind"] = next((kind for kind, fits in kinds if fits), "other")


def _chosen(plan: Planned, key: str, text: str) -> str:
    if not text:
        return ""
    try:
        return meaning_of(key, text)
    except CellError as error:
        plan.wrong.append(Wrong(columns()[key].label, str(error)))
        return ""


def _events(cells: Mapping[str, str], days: Mapping[str, date], channel: Channel) -> Iterator[ApplicationEvent]:
    """The events of a row in the order of their days. Raises :class:`CellError` for what contradicts itself."""
    found = [*_arrival(days, channel), *_course(cells, days)]
    if "withdrawn_on" in days:
        found.append(Withdrawn(days["withdrawn_on"]))
    if "replied_on" in days:
        found += _reply(cells, days)
    elif cells.get("outcome") or "delivered_on" in days:
        raise CellError(_("有办理结果或者送达日期，但没有“答复日期”"))
    # Days tell the order; what stands earlier in the course of a case comes first on the same day.
    yield from sorted(found, key=lambda event: event.on)


def _arrival(days: Mapping[str, date], channel: Channel) -> Iterator[ApplicationEvent]:
    arrived, received = days["arrived_on"], days.get("received_on")
    yield Received(arrived, channel)
    if receipt_rule(channel.value, arrived).by_confirmation:
        if received is not None:
            yield Confirmed(received)
    elif received is not None and received != arrived:
        raise CellError(_("这种渠道以提交（签收）之日为收到申请之日，“收到申请之日”应与“提交日期”相同"))


def _course(cells: Mapping[str, str], days: Mapping[str, date]) -> Iterator[ApplicationEvent]:
    if "correction_asked_on" in days:
        yield CorrectionAsked(days["correction_asked_on"], days.get("answer_by"))
    if "corrected_on" in days:
        yield Corrected(days["corrected_on"])
    if "consulted_on" in days:
        yield ConsultationSent(days["consulted_on"])
    if "opinion_on" in days:
        yield ConsultationAnswered(days["opinion_on"])
    if "extended_on" in days:
        length = cells.get("extended_days", "")
        if length and not re.fullmatch(r"\d{1,2}", length):
            raise CellError(_("“延长工作日”应为整数，例如20"))
        yield Extended(days["extended_on"], int(length) if length else None)
    if "fee_noticed_on" in days:
        yield FeeNoticed(days["fee_noticed_on"])
    if "paid_on" in days:
        yield Paid(days["paid_on"])


def _reply(cells: Mapping[str, str], days: Mapping[str, date]) -> Iterator[ApplicationEvent]:
    if not cells.get("outcome"):
        raise CellError(_("有答复日期，但没有填写“办理结果”"))
    outcome = meaning_of("outcome", cells["outcome"])
    yield Replied(days["replied_on"], outcome, _decision(outcome, cells))
    if "delivered_on" in days:
        way = cells.get("delivery_way", "")
        yield Delivered(days["delivered_on"], DeliveryWay(meaning_of("delivery_way", way)) if way else None)


def _decision(outcome: str, cells: Mapping[str, str]) -> str:
    """The way in which an outcome was reached, where there are several. Raises :class:`CellError`: it is never guessed."""
    decisions = outcome_of(outcome).decisions
    if len(decisions) == 1:
        return ""
    keys = [decision.key for decision in decisions]
    for text in (cells.get("decision", ""), cells["outcome"]):
        try:
            if text and (found := meaning_of("decision", text)) in keys:
                return found
        except CellError:
            continue
    may_be = listed((decision.label.text() for decision in decisions), "；")
    raise CellError(_("请在“结果的具体情形”中写明是哪一种：%(listed)s") % {"listed": may_be})


def course_of(events: Iterable[ApplicationEvent]) -> dict[str, str]:
    """The days and the outcome of a case as a row would say them, to be held against one."""
    said: dict[str, str] = {}
    for event in effective(tuple(events)):
        key = _DAY_KEYS.get(type(event))
        if key:
            said[key] = event.on.isoformat()
        if isinstance(event, Replied):
            said["outcome"] = event.outcome
    return said


_DAY_KEYS: Mapping[type, str] = {
    Received: "arrived_on", Confirmed: "received_on", CorrectionAsked: "correction_asked_on", Corrected: "corrected_on",
    ConsultationSent: "consulted_on", ConsultationAnswered: "opinion_on", Extended: "extended_on", FeeNoticed: "fee_noticed_on",
    Paid: "paid_on", Replied: "replied_on", Delivered: "delivered_on", Withdrawn: "withdrawn_on",
}  # fmt: skip
