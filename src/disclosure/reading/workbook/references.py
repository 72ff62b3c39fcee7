"""References to the cells of a sheet: B5 is the second column, the fifth row."""

from __future__ import annotations

import re
from functools import lru_cache

#: A reference as it stands in a file.
REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")


def place_of(reference: str) -> tuple[int, int]:
    """Column and row of a reference, both from one: B5 is (2, 5)."""
    name = reference.rstrip("0123456789")
    column = 0
    for letter in name:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column, int(reference[len(name) :])


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """The letters of a column, from one: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
