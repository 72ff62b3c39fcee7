"""Days as exports write them: 2024-09-10, 2024年9月10日, 2024/9/10 15:04, 20240910, or a number of Excel."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
#: Excel counts days from the end of 1899, with a 29 February 1900 that never was; nothing here is that old.
_EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of a spreadsheet has no zone
_EXCEL_ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
#: Serial numbers of 1990 to 2100: others are no days.
_SERIALS = range(32874, 73415)
_EARLIEST = 1949


def day_of(text: str) -> date | None:
    """The day that a text says, None where it says none."""
    text = text.strip().translate(str.maketrans("０１２３４５６７８９－／．", "0123456789-/."))
    match = _WRITTEN.match(text) or _RUN.fullmatch(text)
    if match:
        return _real(*(int(part) for part in match.groups()[:3]))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return serial_day(float(text))
    return None


def serial_day(number: float, *, since_1904: bool = False) -> date | None:
    """The day of a number of Excel, None where it cannot be one."""
    if since_1904:
        return (_EXCEL_ZERO_1904 + timedelta(days=int(number))).date() if 0 < number < _SERIALS.stop else None
    return (_EXCEL_ZERO + timedelta(days=int(number))).date() if int(number) in _SERIALS else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _EARLIEST else None
    except ValueError:
        return None
