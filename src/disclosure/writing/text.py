"""How values and words of a report are put on paper."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from disclosure.form import Cell, CellKind, Column, Number

_DIGITS = "〇一二三四五六七八九"
# Characters that no XML document may hold; a stray one in a source would make the written file unreadable.
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LETTERS = re.compile(r"[^\W\d_]")
#: Printed in place of an entry that could not be read.
UNKNOWN = "？"
_INTEGERS_IN = re.compile(r"\d+")


def legal(text: str) -> str:
    """``text`` without the characters that XML forbids; every kind of line end becomes a plain one."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))


def cell_text(cell: Cell | None, column: Column) -> str:
    """What stands in a cell: a number in digits, a mark as it was printed, a blank as nothing.

    An unreadable entry is printed as it was, unless it would then pass for a number or a blank, as where it is the place of a
    number that can't be told: a question mark says that a person must look.
    """
    if cell is None or cell.kind in (CellKind.BLANK, CellKind.ABSENT):
        return ""
    if cell.kind is CellKind.UNREADABLE and not _LETTERS.search(cell.as_printed or ""):
        return UNKNOWN
    if cell.value is None:
        return cell.as_printed or ""
    return number_text(cell.value, signed=column.kind == "change")


def number_text(value: Number, *, signed: bool = False) -> str:
    """A number in plain digits, never with an exponent; with its sign where the column counts a change (+6)."""
    plain = format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"+{plain}" if signed and value > 0 else plain


def chinese_numeral(number: int) -> str:
    """1 to 99 as the numeral in front of a part: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """A day as official letters print it: 2023年1月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def position(place: str | None) -> tuple[int, ...]:
    """The numbers of a place ("table 3 row 5 cell 2" → (3, 5, 2)), to tell what came first; empty without one."""
    return tuple(int(number) for number in _INTEGERS_IN.findall(place or ""))


def stands_before(place: str | None, other: str | None) -> bool:
    """Whether one place is known to come before another: both in the same kind of count (line with line)."""
    here, there = position(place), position(other)
    return len(here) == len(there) > 0 and here < there
