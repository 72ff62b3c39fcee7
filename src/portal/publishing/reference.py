"""What this room has as data: topics of the law, channels, the columns that a new agency starts with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.language import Label

FOLDER = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Topic:
    """One item of Article 20 (or Article 21) of the Regulations. ``key`` is "20.1" to "20.15", or "21"."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to put information before the public (公开渠道); ``online``: a placement there has an address."""

    key: str
    label: Label
    online: bool = False


@dataclass(frozen=True, slots=True)
class StandardColumn:
    """A column that every new agency gets; ``update_within`` in days, None where nothing is to be expected."""

    key: str
    kind: str
    label: Label
    update_within: int | None = None


@cache
def topics() -> tuple[Topic, ...]:
    """The topics of Articles 20 and 21, in the order of the law."""
    return tuple(Topic(entry["key"], _label(entry)) for entry in _entries("topics", {"key", "zh", "en"}))


@cache
def channels() -> tuple[Channel, ...]:
    """The channels, the most usual first."""
    entries = _entries("channels", {"key", "zh", "en", "online"})
    return tuple(Channel(entry["key"], _label(entry), entry.get("online", False)) for entry in entries)


@cache
def standard_columns() -> tuple[StandardColumn, ...]:
    """The columns of a new agency, in their order."""
    entries = _entries("columns", {"key", "kind", "zh", "en", "update_within"})
    return tuple(StandardColumn(entry["key"], entry["kind"], _label(entry), entry.get("update_within")) for entry in entries)


def topic_label(key: str) -> str:
    """The words of a topic in the language of the page; the key itself where the law no longer has it."""
    return next((str(topic.label) for topic in topics() if topic.key == key), key)


def channel_label(key: str) -> str:
    """The words of a channel in the language of the page."""
    return next((str(channel.label) for channel in channels() if channel.key == key), key)


def _label(entry: dict[str, Any]) -> Label:
    return Label(entry["zh"], entry["en"])


def _entries(name: str, keys: set[str]) -> list[dict[str, Any]]:
    """The entries of a data file, their keys checked. Raises :class:`disclosure.errors.DataError`."""
    found: list[dict[str, Any]] = load_yaml(FOLDER / f"{name}.yaml")[name]
    for entry in found:
        only_keys(entry, keys, required={"key", "zh", "en"}, where=f"{name}.yaml {entry.get('key')}")
    return found
