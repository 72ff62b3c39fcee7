"""Periods, days of receipt and deadlines of the law, read from their dated parameters as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from disclosure.errors import DataError, LawError
from disclosure.language import Label, _
from disclosure.law.document import Citation, Confidence
from disclosure.law.parameter import DatedValue, parameter
from disclosure.law.reading import DEFAULT_READINGS, Readings
from disclosure.law.register import cite

_UNITS = {
    "working_day": Label("个工作日", " working days"),
    "calendar_day": Label("日", " days"),
    "month": Label("个月", " months"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time that the law sets (期限). ``unit`` is working_day, calendar_day or month."""

    term: Label
    length: int
    unit: str
    citation: Citation
    confidence: Confidence

    @property
    def label(self) -> Label:
        """20个工作日 / 20 working days."""
        unit = _UNITS[self.unit]
        return Label(f"{self.length}{unit.zh}", f"{self.length}{unit.en}")


def period(key: str, on: date) -> Period:
    """The period ``key`` (``application.reply_period``) as it is on the day that decides it.

    Raises :class:`LawError` before it existed and for a parameter that is not a period.
    """
    asked = parameter(key)
    if asked.unit not in _UNITS:
        raise LawError(_("{key} 不是期限，而是{unit}", key=key, unit=asked.unit))
    dated = asked.on(on)
    if type(dated.value) is not int or dated.value < 1:
        raise DataError(_("{key}：期限应为正整数", key=key))
    return Period(asked.term, dated.value, asked.unit, dated.citation, dated.confidence)


def method(key: str, on: date, known: str) -> DatedValue:
    """The rule of method ``key``, which the caller carries out as ``known``.

    Raises :class:`DataError` when the law now names another method: then code must follow before anything is computed.
    """
    dated = parameter(key).on(on)
    if dated.value != known:
        raise DataError(_("{key}：程序只会按“{known}”计算，数据里是“{found}”", key=key, known=known, found=dated.value))
    return dated


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """Which day is the day of receipt for a channel. ``counts``: submitted, signed, arrived, or confirmed by both sides."""

    counts: str
    citation: Citation

    @property
    def by_confirmation(self) -> bool:
        """Whether the day of confirmation with the applicant decides rather than the day of arrival."""
        return self.counts == "confirmed"


def receipt_rule(channel: str, on: date) -> ReceiptRule:
    """The rule of receipt for a channel (counter, registered_post, post, online, fax) on the day of arrival.

    Raises :class:`LawError` for an unknown channel and before the rule existed.
    """
    dated = parameter("application.receipt").on(on)
    rule = _entry(dated.value, channel, _("没有名为 {asked} 的申请渠道；可用：{known}", asked=channel, known=list(dated.value)))
    article = rule.get("article")
    return ReceiptRule(rule["counts"], cite(f"{dated.citation.document.key}:{article}") if article else dated.citation)


@dataclass(frozen=True, slots=True)
class RequiredContent:
    """One thing that a document must contain (必备内容), with its article."""

    key: str
    label: Label
    citation: Citation


def required_contents(document: str, on: date) -> tuple[RequiredContent, ...]:
    """What a document must contain on a day: application, correction_notice, consultation_letter, extension_notice, fee_notice,
    reply, guide, catalogue or annual_report. Raises :class:`LawError`.
    """
    dated = parameter(f"contents.{document}").on(on)
    source = dated.citation.document.key
    return tuple(
        RequiredContent(part["key"], Label(part["zh"], part["en"]), cite(f"{source}:{part['article']}")) for part in dated.value
    )


@dataclass(frozen=True, slots=True)
class DeliveryRule:
    """Which day is the day of delivery for a way (送达方式). ``counts``: signed, posted, sent or reached."""

    counts: str
    citation: Citation


def delivery_rule(way: str, on: date, readings: Readings = DEFAULT_READINGS) -> DeliveryRule:
    """The rule for a way of delivery (direct, entrusted, post, electronic) on a day.

    Electronic delivery stands in no national rule: an agency's reading decides. Raises :class:`LawError` for an unknown way and
    before the rule existed.
    """
    dated = parameter("application.delivery").on(on)
    rule = _entry(dated.value, way, _("没有名为 {asked} 的送达方式；可用：{known}", asked=way, known=list(dated.value)))
    counts = readings.of("electronic_delivery") if way == "electronic" else rule["counts"]
    return DeliveryRule(counts, dated.citation)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is to be done. ``for_all``: the law sets the same day for every kind of agency."""

    day: date
    citation: Citation
    for_all: bool = False


def report_deadline(kind: str, reporting_year: int, readings: Readings = DEFAULT_READINGS) -> Deadline:
    """The day by which the annual report of a year is published: ``kind`` is department, government or township.

    The Regulations of 2007 (Article 31) set 31 March for all agencies; those of 2019 (Article 49) tell departments from
    governments, and do not name townships. Raises :class:`LawError`.
    """
    year = reporting_year + 1
    dated = parameter("report.deadlines").on(date(year, 1, 1))
    for_all = len(set(dated.value.values())) == 1
    written = _entry(dated.value, kind, _("没有名为 {asked} 的机关类别；可用：{known}", asked=kind, known=list(dated.value)))
    if kind == "township" and not for_all and readings.differs("township_deadline"):
        written = readings.of("township_deadline")
    return Deadline(date.fromisoformat(f"{year}-{written}"), dated.citation, for_all)


def _entry(entries: Mapping[str, Any], asked: str, unknown: Any) -> Any:
    if asked not in entries:
        raise LawError(unknown)
    return entries[asked]
