"""What stands in a cell: a number, nothing, a mark, or something that cannot be read for certain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from disclosure.claims.numerals import ARABIC_NUMERAL, LONGEST_NUMBER, narrow, read_arabic, read_chinese
from disclosure.form import CellKind, Column, Number
from disclosure.language import Message, _

#: Signs that offices write for "not applicable" or "none". None of them is a zero.
MARKS = frozenset({"/", "-", "—", "——", "--", "－", "\\", "、", "无", "無", "N/A", "*", "―", "–"})
_ZEROS = ("零", "〇")

_BLANK = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
#: The mark of a note (12①, 12[1], 12¹): no part of the number.
_NOTE_MARK = r"(?:[\[【〔]?[⁰¹²³⁴-⁹①-⑳]{1,2}[\]】〕]?|[\[【〔]\d{1,2}[\]】〕]|[*※]{1,3})?"
_VALUE = re.compile(
    rf"(?P<sign>[+-]|增加?|减少?)?(?P<number>{ARABIC_NUMERAL})(?P<unit>万元|元|[件宗条项次份个起])?(?P<note>[（(][^()（）]*[^\W\d_][^()（）]*[)）])?{_NOTE_MARK}"
)
#: What a cell may say about its number without giving it: 300余, 约20, 12.5万; or a figure that could not be made out, as
#: U+FFFD. It stands where a value stands, but is none.
_INEXACT = re.compile(
    r"(?:约|近|超过?|逾)?[+-]?\d[\d,.]*[万亿千百]?(?:余|多|几)?[万亿千百]?(?:元|[件宗条项次份个起])?(?:左右|以上|以下)?|[\d,.\ufffd]+"
)
#: Two numbers in one cell, or one broken in two: which of them cannot be told.
_APART = re.compile(r"\d\s+\d")
_YUAN_IN = {"元": Decimal(1), "万元": Decimal(10_000)}


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell's text says: kind, value in the unit of its column, and why it is not certain."""

    kind: CellKind
    value: Number | None = None
    because: Message | None = None


def squeeze(text: str) -> str:
    """The text without any white space, visible or not."""
    return _BLANK.sub("", text)


@lru_cache(maxsize=4096)
def looks_like_value(text: str) -> bool:
    """Whether a cell holds a value rather than a label: empty, a mark, or a number."""
    bare = squeeze(text)
    if not bare or (bare.isascii() and bare.isdigit()) or bare in MARKS or bare in _ZEROS:
        return True
    bare = narrow(bare)
    return _VALUE.fullmatch(bare) is not None or _INEXACT.fullmatch(bare) is not None


def read_value(text: str, column: Column) -> CellValue:
    """The value of a cell under ``column``. Blank, mark and unreadable are not numbers, and a blank is never 0."""
    if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER:  # nearly every cell of a report
        return _whole(text)
    bare = squeeze(text)
    if not bare:
        return CellValue(CellKind.BLANK)
    if bare in MARKS:
        return CellValue(CellKind.MARK)
    if bare in _ZEROS:
        return CellValue(CellKind.NUMBER, read_chinese(bare))
    match = None if _APART.search(text) else _VALUE.fullmatch(narrow(bare))
    value = _signed(match, column) if match else None
    if value is None:
        return CellValue(
            CellKind.UNREADABLE,
            because=_("此格印的是“{printed}”，不是{unit}数。", printed=" ".join(text.split())[:40], unit=column.unit),
        )
    return CellValue(CellKind.NUMBER, value)


@lru_cache(maxsize=4096)
def _whole(digits: str) -> CellValue:
    return CellValue(CellKind.NUMBER, int(digits))


def _signed(match: re.Match[str], column: Column) -> Number | None:
    """The number of a cell in the unit of its column, None where kind or unit do not fit the column."""
    number = read_arabic(match["number"])
    if number is None or (isinstance(number, Decimal) and column.kind != "amount"):
        return None
    sign = match["sign"] or ""
    if sign and column.kind != "change" and sign != "-":
        return None
    unit = match["unit"]
    if unit in _YUAN_IN and unit != column.unit:
        if column.unit not in _YUAN_IN:
            return None
        number = _plain(number * _YUAN_IN[unit] / _YUAN_IN[column.unit])
    elif unit and unit not in _YUAN_IN and column.kind == "amount":
        return None
    return -number if sign in ("-", "减", "减少") else number


def _plain(number: Decimal) -> Number:
    """A decimal without trailing zeros, as a whole number where it is one."""
    return int(number) if number == number.to_integral_value() else number.normalize()
