"""Names of agencies compared by what they say, and the shapes in which one name is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NOT_SAID = re.compile(r"[^\w]+")
#: What a government's name adds to the name of its place: 青溪县人民政府 governs 青溪县.
_GOVERNMENT = re.compile(r"(?:人民政府|政府|办事处)$")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What a name says: one shape of characters, no blanks, no punctuation."""
    return _NOT_SAID.sub("", unicodedata.normalize("NFKC", name))


def place_of(name: str) -> str | None:
    """The place that a government governs (青溪县人民政府: 青溪县); None where the name is not that of a government."""
    key = name_key(name)
    return _GOVERNMENT.sub("", key) if _GOVERNMENT.search(key) else None


def printed_shapes(name: str, places: tuple[str, ...]) -> Iterator[str]:
    """The keys under which an agency may stand in a document: its name with the places above it before it, or without them.

    ``places`` are those above it, nearest first: (青溪县, 安平市, 某省). 「青溪县白石镇人民政府」 is also printed
    白石镇人民政府, 安平市青溪县白石镇人民政府 and 某省安平市青溪县白石镇人民政府.
    """
    bare = name_key(name)
    for place in reversed(places):  # the furthest comes first in a name
        bare = bare.removeprefix(place) or bare
    yield bare
    yield name_key(name)
    before = ""
    for place in places:
        before = place + before
        yield before + bare
        yield place + bare
