"""Years and days as offices write them below a document, 二〇二三年一月二十九日, read as 2023年1月29日.

The text of a report stays as it was printed.
"""

from __future__ import annotations

import re

from disclosure.claims.numerals import read_chinese

_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)}
#: The zeros of such a year: the character made for it, the ideographic one, and the letters and signs typed in their place.
_ZEROS = "〇○零oO０ＯΟ◯"
_CHINESE_YEAR = re.compile(
    rf"二(?P<year>[{_ZEROS}][一二三四五六七八九{_ZEROS}]{{2}})(?=\s*年)"
    r"(?:(?P<of_year>\s*年\s*)(?P<month>[一二三四五六七八九十]{1,3})(?=\s*月)"
    r"(?:(?P<of_month>\s*月\s*)(?P<day>[一二三四五六七八九十]{1,3})(?=\s*日))?)?"
)
#: What one of the two begins with.
_ANY = re.compile(rf"[０-９]|二[{_ZEROS}]")


def in_digits(text: str) -> str:
    """The text with narrow digits, and with years and days of this century in digits; itself where it has neither."""
    if not _ANY.search(text):
        return text
    return _CHINESE_YEAR.sub(_in_digits, text.translate(_NARROW))


def _in_digits(match: re.Match[str]) -> str:
    year = "2" + "".join("0" if character in _ZEROS else str(read_chinese(character)) for character in match["year"])
    month = f"{match['of_year']}{read_chinese(match['month'])}" if match["month"] else ""
    day = f"{match['of_month']}{read_chinese(match['day'])}" if match["day"] else ""
    return year + month + day
