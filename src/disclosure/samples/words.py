"""The words of invented reports: offices that do not exist and sentences of our own, from ``words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError
from disclosure.form import Contact
from disclosure.language import _

_WORDS = Path(__file__).with_name("words.yaml")
_KEYS = {
    "agencies", "facts", "citations", "preamble", "overview", "documents", "disputes", "problems", "fees_since", "fees",
    "other_matters", "leaks", "nil_claim", "editor_mark", "bold_mark", "sent_twice", "old",
}  # fmt: skip
_AGENCY_KEYS = {"key", "name", "we", "office", "address", "mail"}


@dataclass(frozen=True, slots=True)
class Agency:
    """An office that does not exist. ``key`` is its short name, ``we`` what it calls itself."""

    key: str
    name: str
    we: str
    office: str
    contact: Contact


@cache
def words() -> Mapping[str, Any]:
    """Everything that stands in ``words.yaml``. Raises :class:`DataError`."""
    data: Mapping[str, Any] = load_yaml(_WORDS)
    only_keys(data, _KEYS, required=_KEYS, where=_WORDS.name)
    return data


@cache
def agencies() -> tuple[Agency, ...]:
    """The invented offices, in the order of the file."""
    return tuple(_agency(number, entry) for number, entry in enumerate(words()["agencies"], start=1))


def _agency(number: int, entry: Mapping[str, str]) -> Agency:
    only_keys(entry, _AGENCY_KEYS, required=_AGENCY_KEYS, where=_WORDS.name)
    contact = Contact(
        address=entry["address"],
        postcode="000000",
        phone=f"0000-{number:07d}",
        email=f"gongkai@{entry['mail']}.example",
    )
    return Agency(entry["key"], entry["name"], entry["we"], entry["office"], contact)


def agency_named(key: str) -> Agency:
    """The invented office with this short name. Raises :class:`DataError`."""
    for agency in agencies():
        if agency.key == key:
            return agency
    raise DataError(_("示例中没有虚构机关 {agency}；已有：{known}", agency=key, known=[known.key for known in agencies()]))


def say(choices: Sequence[str], random: Random, facts: Mapping[str, object]) -> str:
    """One of the sentences, filled with facts. Raises :class:`DataError` where it names a fact that there is not."""
    sentence = random.choice(choices)
    try:
        return sentence.format(**facts)
    except KeyError as error:
        raise DataError(_("示例语句“{sentence}”用到了没有的数据 {fact}", sentence=sentence, fact=error)) from error
