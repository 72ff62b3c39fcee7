"""Reading one chunk of files into the bytes of its three tables: what every engine does, on this machine or another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from disclosure.agencies import Register, read_register
from disclosure.corpus.arrow import arrow_tables, parquet
from disclosure.corpus.codes import coded
from disclosure.corpus.dataset import Stamp
from disclosure.corpus.plan import Entry
from disclosure.corpus.rows import Rows, rows_of
from disclosure.examine import unreadable
from disclosure.isolation import Examiner, Limits, bytes_of
from disclosure.language import CHINESE, Message, speaking


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are read: whether personal numbers are shown, further editions of the form, the register, limits for a file."""

    unmasked: bool = False
    edition_files: tuple[str, ...] = ()
    register: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Part:
    """A chunk that was read: the bytes of each table, the files' stamps, and how many could not be read."""

    tables: Mapping[str, bytes]
    stamps: Mapping[str, Stamp]
    unread: int


class ChunkReader:
    """Reads chunk after chunk with one limited child process, which is replaced when a file brings it down. A context manager."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._examiner = Examiner([Path(path) for path in settings.edition_files], settings.limits)
        self._register: Register | None = read_register(Path(settings.register)) if settings.register else None

    def __enter__(self) -> ChunkReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._examiner.__exit__(kind, error, trace)

    def read(self, chunk: Sequence[Entry], done: Callable[[], object] = lambda: None) -> Part:
        """The part that a chunk gives; ``done`` is called after each file. Nothing that is in a file stops it."""
        rows = []
        with speaking(CHINESE):
            for entry in chunk:
                rows.append(self._rows(entry))
                done()
        found: dict[str, Any] = coded(arrow_tables(rows), self._register)
        return Part(
            {name: parquet(table) for name, table in found.items()},
            {entry.name: entry.stamp for entry in chunk},
            sum(row.report["error"] is not None for row in rows),
        )

    def _rows(self, entry: Entry) -> Rows:
        data = bytes_of(entry.path)
        if isinstance(data, Message):
            return rows_of(b"", unreadable(entry.name, b"", data, entry.noted), unmasked=self._settings.unmasked)
        found = self._examiner.only(data, entry.name, rows_of, entry.noted, unmasked=self._settings.unmasked)
        assert isinstance(found, Rows)  # noqa: S101 - for the type checker: what we asked for
        return found
