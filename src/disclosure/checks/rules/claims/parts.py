"""Parts that do not add up to their whole (其中各项与总数不符)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.claims.quantities import Quantity
from disclosure.claims.reading import Breakdown
from disclosure.form import Number
from disclosure.language import _

#: Words before a number that make it a comparison or a total of what was said, and no part.
_NO_PART = re.compile(r"比上|同比|环比|增加|增长|增|减少|下降|减|上年|去年|同期|共计|合计|总计|累计|共$|每[年月周天]|平均")
_AND_SO_ON = re.compile(r"^[）)]?\s*(?:等|以上|为主)")
_REST = re.compile(r"[，,、和及]?(?:其余|剩余|余下|其他|其它)")
_NUMBER = re.compile(r"\d+")

#: Breakdowns by section and by where the number stands that they break down.
ByWhole = Mapping[tuple[str, int], Breakdown]


@check(
    severity=Severity.WARNING,
    title=_("“其中”各项与总数不符"),
    explanation=_("“其中”各项之和不能超过总数；列全了的，应当等于总数。"),
    advice=_("请核对总数和各项，改正错的一处；没有列全的，写明“等”或补出其余。"),
)
def parts(subject: Subject) -> Iterator[Found]:
    """「其中A、B各5条」 counts five for each of at least two; parts that have parts of their own count once.

    A list may go on to speak of something else (「其中网上3件、当面2件，办结4件」), so it is right where its first parts add up.
    Parts that stay below the whole are a question where three or more are listed, and wrong where the rest is named.
    """
    by_whole = {(breakdown.section, breakdown.whole.start): breakdown for breakdown in subject.breakdowns}
    for breakdown in subject.breakdowns:
        own = _own_parts(breakdown, by_whole)
        whole, sums = breakdown.whole.value, list(accumulate(_value(part) for part in own))
        if not own or whole in sums or breakdown.whole.approximate or any(part.approximate for part in own):
            continue
        severity = _severity(breakdown, own, sums[-1], subject)
        if severity:
            quotes = (Quote(breakdown.section, breakdown.start, breakdown.end),)
            message = _(
                "总数为{whole}{unit}，其中各项合计{total}{unit}。", whole=whole, unit=breakdown.whole.unit, total=sums[-1]
            )
            yield Found(message, at=(breakdown.section,), expected=whole, found=sums[-1], quotes=quotes, severity=severity)


def _severity(breakdown: Breakdown, own: list[Quantity], total: Number, subject: Subject) -> Severity | None:
    """How wrong parts are that do not add up; None where they may well be some of several."""
    if total > breakdown.whole.value:
        return Severity.WARNING
    text = _text(breakdown, subject)
    if _AND_SO_ON.match(text[breakdown.end :]) or _has_unread_number(breakdown, own, text):
        return None
    if _REST.match(breakdown.names[-1]):
        return Severity.WARNING
    return Severity.NOTICE if len(own) >= 3 else None


def _own_parts(breakdown: Breakdown, by_whole: ByWhole) -> list[Quantity]:
    """The parts of a number without the parts of its parts, and without comparisons."""
    within = [by_whole[key] for part in breakdown.parts if (key := (breakdown.section, part.start)) in by_whole]
    inner = {part.start for other in within for part in _first_fitting(other)}
    named = zip(breakdown.parts, breakdown.names, strict=True)
    return [part for part, name in named if part.start not in inner and not _NO_PART.search(name)]


def _first_fitting(breakdown: Breakdown) -> tuple[Quantity, ...]:
    """The first parts that add up to their whole; all of them where none do."""
    for count, total in enumerate(accumulate(_value(part) for part in breakdown.parts), start=1):
        if total == breakdown.whole.value:
            return breakdown.parts[:count]
    return breakdown.parts


def _has_unread_number(breakdown: Breakdown, own: list[Quantity], text: str) -> bool:
    """Whether a number stands among the parts that the grammar did not take for a quantity: then nothing can be said."""
    read = sum(1 for _found in _NUMBER.finditer("".join(text[part.start : part.end] for part in breakdown.parts)))
    clause = re.split(r"[。；\n]", text[breakdown.whole.end : breakdown.end + 40])[0]
    return len(_NUMBER.findall(clause)) > max(read, len(own))


def _text(breakdown: Breakdown, subject: Subject) -> str:
    section = subject.report.section(breakdown.section)
    return section.text if section else ""


def _value(part: Quantity) -> Number:
    """What a part adds: 各 speaks of two things at the least."""
    return part.value * 2 if part.each else part.value
