"""Numbers with their units in prose, and which numbers are not quantities: dates, document numbers, telephones, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.claims.numerals import CHINESE_NUMERAL, read_number
from disclosure.form import Number

# Only whole runs of digits, and no longer than any count: a number is never cut out of the middle of a code.
_NUMBER = (
    r"(?P<number>(?<!\d)\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,8})?|(?<!\d)\d{1,12}(?!\d)(?:\.\d{1,8})?"
    rf"|(?<!{CHINESE_NUMERAL[:-1]})(?:{CHINESE_NUMERAL[:-1]}){{1,16}})"
)
#: What stands before a number that is no quantity: an ordinal, a section of a law, a document number, a clock.
_NOT_AFTER = re.compile(
    r"(?:第|(?<!公众)(?<!视频)(?<!抖音)(?<!企鹅)(?<!头条)号|〔|\[|【|〕|[（(]|[-—/.:：@#A-Za-z_]|版本|电话|编号)$"
)


#: Digits and % alone: a full-width comma stands between the numbers of a list (100，200，300条) and marks no thousands.
_WIDE = re.compile(r"[０-９％]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９％", "0123456789%")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at characters ``start`` to ``end`` of a text. ``value`` counts single units: 68.9万次 is 689000."""

    value: Number
    unit: str
    start: int
    end: int
    approximate: bool = False
    #: 各: the number holds for each of the things named before it.
    each: bool = False


class QuantityGrammar:
    """Finds quantities in prose; made from the units and the words of approximation of the grammar's data."""

    def __init__(self, units: Sequence[str], before: Sequence[str], after: Sequence[str]) -> None:
        unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
        about = "|".join(map(re.escape, sorted(before, key=len, reverse=True)))
        more = "|".join(map(re.escape, sorted(after, key=len, reverse=True)))
        self._pattern = re.compile(
            rf"(?P<about>{about})?(?P<each>各)?{_NUMBER}\s*(?P<more>{more})?(?P<myriad>[万亿])?(?P<more2>{more})?"
            rf"\s*(?P<unit>{unit})(?P<more3>{more})?"
        )

    def find(self, text: str) -> Iterator[Quantity]:
        """The quantities of a text in order. Years, days, ordinals and numbers of documents are left out."""
        plain = text.translate(_FULL_WIDTH) if _WIDE.search(text) else text
        for match in self._pattern.finditer(plain):
            quantity = _quantity(match, plain)
            if quantity:
                yield quantity


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    before = text[max(0, match.start() - 4) : match.start("number")]
    if not match["about"] and not match["each"] and _NOT_AFTER.search(before):
        return None
    number = match["number"]
    if not number[0].isdigit() and _is_word(number, match["unit"], text, match) and not _is_one_machine(number, match["unit"]):
        return None
    value = read_number(number)
    if value is None:
        return None
    if match["myriad"]:
        value = value * (10_000 if match["myriad"] == "万" else 100_000_000)
        value = int(value) if value == int(value) else value
    approximate = any(match[name] for name in ("about", "more", "more2", "more3"))
    start = match.start("each") if match["each"] else match.start("number")
    return Quantity(value, match["unit"], start, match.end(), approximate, match["each"] is not None)


#: 一项, 一个, 一家 … mean "a" as often as "one"; 一件事, 一次性 are no counts at all.
_VAGUE_ONES = re.compile(r"^(?:一|两|几|十分|万|千|百|亿|零)$")


def _is_word(number: str, unit: str, text: str, match: re.Match[str]) -> bool:
    """Whether a Chinese numeral is part of a word (三公, 万户, 一次性, 第一) rather than a count."""
    return bool(_VAGUE_ONES.match(number)) or unit in ("类", "个", "部", "天") or text[match.end() : match.end() + 1] == "性"


def _is_one_machine(number: str, unit: str) -> bool:
    """一台查询机 is one machine: of things that are bought one by one, even a vague one is a count."""
    return number == "一" and unit in ("台", "套")


def total(quantities: Sequence[Quantity]) -> Number:
    """The sum of quantities, exact."""
    return sum((quantity.value for quantity in quantities), start=Decimal(0)) if quantities else 0
