"""What a template may fill in (填充项): the names that stand between braces, and the sentences that letters share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from disclosure.data import load_yaml, only_keys
from disclosure.language import Label

_FOLDER = Path(__file__).parent
_KEYS = {"name", "en", "means", "sample"}
#: A fact in a template: {申请人}.
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a template may fill in, with what it means and what a preview shows in its place."""

    key: str
    name: str
    label: Label
    means: Label
    sample: str


@cache
def facts() -> Mapping[str, Fact]:
    """All facts by the Chinese name that stands in templates. Raises :class:`DataError`."""
    entries = load_yaml(_FOLDER / "facts.yaml")["facts"]
    found = {}
    for key, entry in entries.items():
        only_keys(entry, _KEYS, required=_KEYS, where=f"facts.yaml {key}")
        name = entry["name"]
        found[name] = Fact(key, name, Label(name, entry["en"]), Label(entry["means"], entry["en"]), str(entry["sample"]))
    return found


@cache
def samples_of(kind: str) -> Mapping[str, str]:
    """What a preview of this kind of letter shows for each fact, by the key of the fact. Raises :class:`DataError`."""
    known = {fact.key: fact.sample for fact in facts().values()}
    own = load_yaml(_FOLDER / "facts.yaml")["of_kind"].get(kind, {})
    only_keys(own, set(known), required=(), where=f"facts.yaml {kind}")
    return known | {key: str(sample) for key, sample in own.items()}


@cache
def _words() -> Mapping[str, str]:
    words: Mapping[str, str] = load_yaml(_FOLDER / "words.yaml")
    return words


def words(key: str, **filled: object) -> str:
    """A sentence that letters share, filled in."""
    return _words()[key].format(**filled)


def names_in(text: str) -> Iterator[str]:
    """The names of the facts that a text fills in, in order."""
    yield from PLACEHOLDER.findall(text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its facts filled in; ``values`` by Chinese name. What somebody typed is not read as a template again."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def closed(text: str) -> str:
    """What somebody typed, closed with a full stop; nothing stays nothing."""
    typed = text.strip()
    return typed if not typed or typed[-1] in "。！？；：.!?" else f"{typed}。"
