"""Traditional characters read as the simplified ones that offices write, in labels, headings and what a report says of itself.

The text of a report stays as it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from disclosure.data import load_yaml

_DATA = Path(__file__).with_name("traditional.yaml")
#: So many different traditional characters make a text one that is written in them; a name may have one or two.
_FEWEST = 8
#: Characters from which it is told in which kind of characters a report is written.
_ENOUGH = 5000


@cache
def _characters() -> Mapping[int, str]:
    return {ord(pair[0]): pair[1] for pair in load_yaml(_DATA)["characters"].split()}


@cache
def _others() -> frozenset[str]:
    return frozenset(map(chr, _characters()))


@cache
def _any() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_others())}]")


@cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((other, usual) for other, usual in load_yaml(_DATA)["words"])


def simplified_text(text: str) -> str:
    """A text in simplified characters, with the words that offices use; as it is where nothing in it is traditional.

    It has as many characters as before: words are put in place of others as long.
    """
    if not _any().search(text):
        return text
    found = text.translate(_characters())
    for other, usual in _words():
        found = found.replace(other, usual)
    return found


def are_traditional(texts: Iterable[str]) -> bool:
    """Whether the parts of a report are written in traditional characters, as far as the first few thousand tell."""
    return is_traditional("".join(texts)[:_ENOUGH])


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters."""
    return len(_others().intersection(set(text))) >= _FEWEST
