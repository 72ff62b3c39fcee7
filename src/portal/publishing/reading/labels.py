"""The names that platforms give to the fields of an item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml

_DATA = Path(__file__).parent.parent / "data" / "import_labels.yaml"
_IN_BRACKETS = re.compile(r"[（(\[【].*?[）)\]】]")
_NOISE = re.compile(r"[\s\u3000:：*＊_-]+")


@cache
def data() -> Mapping[str, Any]:
    """The data file as it stands."""
    found: Mapping[str, Any] = load_yaml(_DATA)
    return found


@cache
def _fields() -> Mapping[str, str]:
    return {plain(label): field for field, labels in data()["fields"].items() for label in labels}


def plain(label: str) -> str:
    """A label without blanks, colons, marks and what stands in brackets, in small letters."""
    return _NOISE.sub("", _IN_BRACKETS.sub("", label)).lower()


def field_named(label: str) -> str | None:
    """The field that a platform's label means, None where it is none of ours."""
    return _fields().get(plain(label)) if len(label) < 40 else None


def variants(field: str) -> list[str]:
    """What a field may be called."""
    return list(data()["fields"][field])
