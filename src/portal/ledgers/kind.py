"""A kind of ledger (台账种类) is a definition: one YAML file gives form, list, Excel, figures, sentence and public face."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from disclosure.language import Label


class FieldType(StrEnum):
    """What a field holds."""

    DATE = "date"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    CHOICE = "choice"
    FILE = "file"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers of a choice."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry. ``public`` ones are shown on the public page; ``headers`` are other names of its Excel column."""

    key: str
    type: FieldType
    label: Label
    required: bool = False
    public: bool = False
    hint: Label | None = None
    unit: Label | None = None
    headers: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()

    def is_headed(self, header: str) -> bool:
        """Whether a column of a spreadsheet with this header is this field's: blanks, marks and case don't matter."""
        names = (self.key, self.label.zh, self.label.en, *self.headers)
        return _plain(header) in {_plain(name) for name in names}

    def choice(self, key: str) -> Choice | None:
        """The choice with a key."""
        return next((choice for choice in self.choices if choice.key == key), None)


def _plain(header: str) -> str:
    """A header without its remarks in brackets, stars and blanks."""
    return re.sub(r"[（(].*?[）)]|[\s*＊：:]", "", header).casefold()


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """A number of the year: entries counted, or a field summed, of those whose choices are among ``where``."""

    key: str
    label: Label
    unit: Label
    sum: str | None = None
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def takes(self, data: Mapping[str, object]) -> bool:
        """Whether an entry is counted."""
        return all(data.get(key) in allowed for key, allowed in self.where.items())


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of ledger. ``day`` names the field that decides the year, ``title`` the one that an entry is called by.

    ``one_a_year`` are fields that together may stand once in a year, so that what they count is not counted twice.
    ``sentence`` is for the report's narrative, with figures in braces; it is Chinese because the report is.
    """

    key: str
    label: Label
    description: Label
    day: str
    title: str
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    figures: tuple[FigureDefinition, ...] = ()
    sentence: str = ""
    public: bool = False
    one_a_year: tuple[str, ...] = ()
    order: int = 100

    def field(self, key: str) -> Field:
        """The field with a key. Raises :class:`KeyError`."""
        return next(field for field in self.fields if field.key == key) if key in self.keys else _no_field(self, key)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its fields, in order."""
        return tuple(field.key for field in self.fields)

    @property
    def data_fields(self) -> tuple[Field, ...]:
        """The fields that stand in a spreadsheet: all but files."""
        return tuple(field for field in self.fields if field.type is not FieldType.FILE)

    @property
    def file_fields(self) -> tuple[Field, ...]:
        """The fields that hold files."""
        return tuple(field for field in self.fields if field.type is FieldType.FILE)

    @property
    def listed(self) -> tuple[Field, ...]:
        """The columns of the list."""
        return tuple(self.field(key) for key in self.columns)

    @property
    def public_fields(self) -> tuple[Field, ...]:
        """The fields that everybody may see."""
        return tuple(field for field in self.fields if field.public)


def _no_field(kind: Kind, key: str) -> Field:
    raise KeyError(f"{kind.key} has no field {key!r}")
