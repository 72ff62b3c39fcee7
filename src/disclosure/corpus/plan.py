"""What a build has to do: which files are new or changed, which went, and how they are cut into chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.corpus.dataset import Stamp
from disclosure.errors import DisclosureError
from disclosure.language import Message
from disclosure.reading.archives import Member, Refusal
from disclosure.reading.sources import Place, Provenance, Provenances

#: Files of a chunk: what is lost when a worker is killed, and what a part of the data set holds.
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read: the name to show, where it is, what is noted of its source, how it looks from outside."""

    name: str
    path: Place
    noted: Provenance | None = None
    stamp: Stamp = ()

    @property
    def was_seen(self) -> bool:
        """Whether there was a file when the build was planned: one that is missing is looked for again each time."""
        return bool(self.stamp) and self.stamp[0] is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """The chunks to read, in order; the parts to write anew because files in them changed or are to be dropped.

    ``known`` counts files that are in the data set as they are, ``gone`` those in it that were not given.
    """

    chunks: tuple[tuple[Entry, ...], ...]
    stale: Mapping[str, frozenset[str]]
    known: int
    gone: int
    complaints: tuple[Message, ...]

    @property
    def count(self) -> int:
        """How many files are to be read."""
        return sum(map(len, self.chunks))


def plan(
    files: Iterable[tuple[str, Place]],
    held: Mapping[str, tuple[str, Stamp]],
    sources: Provenances,
    *,
    drop: bool = False,
    chunk: int = CHUNK,
) -> Plan:
    """Compare the files given (name, path) with those that the data set holds (name: part, stamp).

    The chunks do not depend on how many workers there are, nor on which of them an interrupted build had finished: what is left
    after whole chunks are taken away falls into the same chunks again.
    """
    complaints: list[Message] = []
    given = dict(sorted(files))
    fresh = []  # of a file that is known nothing is kept: there may be a million of them
    for name, path in given.items():
        entry = _entry(name, path, sources, complaints)
        if name not in held or held[name][1] != entry.stamp or not entry.was_seen:
            fresh.append(entry)
    gone = [name for name in held if name not in given]
    stale: dict[str, set[str]] = {}
    for name in [*(entry.name for entry in fresh if entry.name in held), *(gone if drop else ())]:
        stale.setdefault(held[name][0], set()).add(name)
    return Plan(
        tuple(_cut(fresh, chunk)),
        {part: frozenset(names) for part, names in sorted(stale.items())},
        len(given) - len(fresh),
        len(gone),
        tuple(complaints),
    )


def _entry(name: str, path: Place, sources: Provenances, complaints: list[Message]) -> Entry:
    try:
        noted = sources.of(path)
    except DisclosureError as error:  # the note is wrong, not the file: it is read, and the note mended later
        complaints.append(error.message)
        noted = None
    told = (noted.url, _text(noted.captured_on), _text(noted.published_on)) if noted else (None, None, None)
    if isinstance(path, Refusal):
        return Entry(name, path, None, (None, None, *told))
    if isinstance(path, Member):
        return Entry(name, path, noted, (path.size, path.checksum, *told))
    try:
        seen = path.stat()
    except OSError:  # it will be a row that says so, and be tried again next time
        return Entry(name, path, noted, (None, None, *told))
    return Entry(name, path, noted, (seen.st_size, seen.st_mtime_ns, *told))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _cut(entries: Sequence[Entry], size: int) -> Iterator[tuple[Entry, ...]]:
    for start in range(0, len(entries), size):
        yield tuple(entries[start : start + size])
