"""A letter as a value: what it says, paragraph by paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from disclosure.language import Message


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a letter; ``key`` is the paragraph of the template that it came from."""

    key: str
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it would be sent: who writes, title, number, paragraphs, day. ``missing`` keeps it from being signed."""

    kind: str
    agency: str
    title: str
    number: str
    lines: tuple[Line, ...]
    on: date
    files: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    missing: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()

    @property
    def text(self) -> str:
        """All its paragraphs."""
        return "\n".join(line.text for line in self.lines)

    @property
    def enclosures(self) -> str:
        """The files that go with it, in a line."""
        return "附件：" + "；".join(self.files)
