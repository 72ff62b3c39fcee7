"""What a check says: a form, filled in. It never prints, saves or decides what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from disclosure.form import Number
from disclosure.language import Label, Message


class Severity(StrEnum):
    """How sure a finding is.

    ``error``: the arithmetic or the law is broken for certain; ``warning``: almost certainly wrong, a person should look;
    ``notice``: may have a good reason.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> Label:
        """The word for users."""
        return _LABELS[self]


_LABELS = {
    Severity.ERROR: Label("错误", "Error"),
    Severity.WARNING: Label("需核对", "To verify"),
    Severity.NOTICE: Label("提示", "Notice"),
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the report that a finding speaks of: characters ``start`` to ``end`` of the text of section ``section``."""

    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Beside:
    """The other side of a finding that lies in another report: whose, of which year, in which file, where, and its words."""

    agency: str | None
    year: int | None
    file: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or may be, with a report (问题).

    ``at`` holds addresses: of cells (``applications.received.total``), of sections (``sections.1``, ``preamble``), or
    ``document``. ``quotes`` point at the very words. ``place`` is where it stands in the source (``line 92``).
    ``law`` is the citation in words, ``law_key`` the key under which ``disclosure.law.cite`` gives its text.
    ``beside`` quotes the other reports that a rule across years or agencies compared this one with.
    """

    rule: str
    severity: Severity
    message: Message
    at: tuple[str, ...] = ("document",)
    expected: Number | str | None = None
    found: Number | str | None = None
    law: str | None = None
    law_key: str | None = None
    quotes: tuple[Quote, ...] = ()
    place: str | None = None
    advice: Message | None = None
    beside: tuple[Beside, ...] = ()
