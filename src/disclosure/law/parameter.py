"""Dated parameters of the law (法定参数): one fact a file, its values by the day they took force, each with its source.

A parameter says which day picks its value (``decided_by``) and from which day a period is counted (``counted_from``).
Values follow one another without gap or overlap; a fact that ended has a last value of null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError, LawError
from disclosure.language import Label, _
from disclosure.law.article import parse_article
from disclosure.law.document import Citation, Confidence
from disclosure.law.loading import a_day, confidence_mark, in_both
from disclosure.law.register import cite, documents

_LAW = Path(__file__).parent
#: The divisions of the law that hold parameters; the other folders of law/ hold documents and the calendar.
DIVISIONS = ("application", "contents", "disclosure", "fees", "holidays", "remedies", "report")
UNITS = ("working_day", "calendar_day", "month", "yuan", "method", "day_of_year", "days_of_year", "contents")

_KEYS = {"term", "description", "unit", "counted_from", "decided_by", "checked_on", "values"}
_REQUIRED = _KEYS - {"counted_from"}
_VALUE_KEYS = {"from", "to", "value", "source", "note"}
_CONTENT_KEYS = {"key", "zh", "en", "article"}
_SOURCE_KEYS = {"document", "article", "quote", "confidence"}


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value with the days on which it holds (``last_day`` None: still), its source and how sure we are of it."""

    first_day: date
    last_day: date | None
    value: Any
    citation: Citation
    confidence: Confidence
    note: Label | None = None


@dataclass(frozen=True)
class Parameter:
    """One fact of the law through time."""

    key: str
    term: Label
    description: str
    unit: str
    counted_from: str | None
    decided_by: str
    checked_on: date
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue:
        """The value that holds on ``day``, which is the day that ``decided_by`` names.

        Raises :class:`LawError` before the fact existed and after it ended.
        """
        for dated in self.values:
            if dated.first_day <= day and (dated.last_day is None or day <= dated.last_day):
                if dated.value is None:
                    raise LawError(
                        _("“{term}”自{since}起不再有规定（{law}）", term=self.term, since=dated.first_day, law=dated.citation)
                    )
                return dated
        raise LawError(
            _("{day}时法律还没有规定“{term}”，最早的规定自{since}起施行", day=day, term=self.term, since=self.values[0].first_day)
        )

    @property
    def newest(self) -> DatedValue:
        """The value that took force last, for questions that name no day."""
        return self.values[-1]


@cache
def parameters() -> Mapping[str, Parameter]:
    """All parameters by key: ``application.reply_period``."""
    paths = [path for division in DIVISIONS for path in sorted((_LAW / division).glob("*.yaml"))]
    return {(read := load_parameter(path)).key: read for path in paths}


def parameter(key: str) -> Parameter:
    """The parameter with this key. Raises :class:`LawError`."""
    found = parameters().get(key)
    if found is None:
        raise LawError(_("没有名为 {key} 的法定参数；已有：{known}", key=key, known=sorted(parameters())))
    return found


def load_parameter(path: Path) -> Parameter:
    """One parameter from its file; the folder is the first part of its key.

    Raises :class:`DataError` naming file and fault: unknown keys, values that overlap, leave a gap or stand twice, a source
    that is not registered or was not in force.
    """
    data = load_yaml(path)
    where = f"{path.parent.name}/{path.name}"
    only_keys(data, _KEYS, required=_REQUIRED, where=where)
    only_keys(data["term"], {"zh", "en"}, required={"zh", "en"}, where=where)
    if data["unit"] not in UNITS:
        raise DataError(_("{where}：单位 {unit} 不认识，可用 {known}", where=where, unit=data["unit"], known=list(UNITS)))
    if data["unit"] == "contents":
        _check_contents(data["values"], where)
    return Parameter(
        key=f"{path.parent.name}.{path.stem}",
        term=Label(**data["term"]),
        description=data["description"],
        unit=data["unit"],
        counted_from=data.get("counted_from"),
        decided_by=data["decided_by"],
        checked_on=a_day(data["checked_on"], where),
        values=_values(data["values"], where),
    )


def _check_contents(entries: Any, where: str) -> None:
    """What a document must contain is a list; each part has its words in both languages and its article."""
    for entry in entries if isinstance(entries, list) else ():
        parts = entry.get("value") if isinstance(entry, dict) else None
        if not isinstance(parts, list) or not parts:
            raise DataError(_("{where}：必备内容应为列表", where=where))
        for part in parts:
            only_keys(part, _CONTENT_KEYS, required=_CONTENT_KEYS, where=where)
            cite(f"{entry['source']['document']}:{part['article']}")
        if len({part["key"] for part in parts}) != len(parts):
            raise DataError(_("{where}：同一项必备内容写了两次", where=where))


def _values(entries: Any, where: str) -> tuple[DatedValue, ...]:
    if not isinstance(entries, list) or not entries:
        raise DataError(_("{where} 没有任何值", where=where))
    for entry in entries:
        only_keys(entry, _VALUE_KEYS, required={"from", "value", "source"}, where=where)
    starts = [a_day(entry["from"], where) for entry in entries]
    lasts = _last_days(entries, starts, where)
    return tuple(_value(*each, where) for each in zip(entries, starts, lasts, strict=True))


def _last_days(entries: Sequence[Mapping[str, Any]], starts: Sequence[date], where: str) -> Sequence[date | None]:
    """The last day of each value: the day before the next one. A written ``to`` must say the same."""
    lasts: list[date | None] = []
    for entry, start, following in zip(entries, starts, [*starts[1:], None], strict=True):
        if following is not None and following <= start:
            raise DataError(_("{where}：自{day}起的值与前一个值重叠，或者次序颠倒", where=where, day=following))
        last = following - timedelta(days=1) if following else None
        written = a_day(entry["to"], where) if entry.get("to") else last
        if written != last:
            raise DataError(_wrong_end(written, last, where))
        lasts.append(last)
    return lasts


def _wrong_end(written: date | None, last: date | None, where: str) -> Any:
    if last is None:
        return _("{where}：规定终止于{day}，请另写一个自次日起的空值（value: null）并注明依据", where=where, day=written)
    fault = _("重叠") if written is not None and written > last else _("有空档")
    return _("{where}：止于{day}的值与下一个值之间{fault}", where=where, day=written, fault=fault)


def _value(entry: Mapping[str, Any], first: date, last: date | None, where: str) -> DatedValue:
    citation, confidence = source(entry["source"], first, where)
    note = in_both(entry["note"], where) if "note" in entry else None
    return DatedValue(first, last, entry["value"], citation, confidence, note)


def source(data: Any, first: date, where: str) -> tuple[Citation, Confidence]:
    """The citation and confidence of a ``source`` entry of a data file, whose document must have been in force on ``first``.

    Raises :class:`DataError`.
    """
    only_keys(data, _SOURCE_KEYS, required={"document", "confidence"}, where=where)
    document = documents().get(data["document"])
    if document is None:
        raise DataError(_("{where}：依据 {key} 没有登记", where=where, key=data["document"]))
    if not document.in_force(first):
        raise DataError(_("{where}：{day}时{document}并未施行", where=where, day=first, document=document.name()))
    if "article" not in data:
        return Citation(document), confidence_mark(data["confidence"], where)
    citation = cite(f"{document.key}:{data['article']}")
    if "quote" in data and data["quote"] not in (citation.quote or ""):
        raise DataError(_("{where}：引文与登记的{article}不符", where=where, article=parse_article(str(data["article"])).text()))
    return citation, confidence_mark(data["confidence"], where)
