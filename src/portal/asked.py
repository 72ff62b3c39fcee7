"""What a visitor asks for in an address or a field, before anything is done with it; and before it goes into a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The largest number of a row that any of our databases keeps.
_LARGEST = 2**63 - 1
#: Control characters that no text has and PostgreSQL does not keep; tabs and ends of lines are text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

#: Signed numbers, telephone numbers of abroad (+86 …), dashes in place of nothing: nothing is computed of them.
_NO_FORMULA = re.compile(r"[+-]?[\d .]+|-+")


def whole_number(text: str) -> int | None:
    """The number of a row as an address or a field gives it; None where it is none, or larger than any database keeps.

    Only the digits 0 to 9 count: ² and ٣ are digits too, but no numbers of ours.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        return None
    number = int(text)
    return number if number <= _LARGEST else None


def whole_numbers(text: str) -> Sequence[int]:
    """The numbers of a list separated by commas; what is none is left out."""
    return [number for part in text.split(",") if (number := whole_number(part)) is not None]


def plain_text(text: str) -> str:
    """A text without control characters, with one kind of line end."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def harmless(text: str) -> str:
    """A text to be pasted into a spreadsheet: an apostrophe before what would be a formula there; numbers stay as they are."""
    begins = text.lstrip()[:1] in ("=", "+", "-", "@") and not _NO_FORMULA.fullmatch(text.strip())
    return f"'{text}" if begins else text
