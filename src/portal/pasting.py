"""Texts that somebody will paste into a spreadsheet, or open with one."""

from __future__ import annotations

import re

#: Signed numbers, telephone numbers of abroad (+86 …), dashes in place of nothing: nothing is computed of them.
_NUMBER = re.compile(r"[+-]?[\d .]+|-+")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay as they are."""
    begins = text.lstrip()[:1] in ("=", "+", "-", "@") and not _NUMBER.fullmatch(text.strip())
    return f"'{text}" if begins else text
