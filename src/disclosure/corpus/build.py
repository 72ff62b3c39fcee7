"""Building a data set: files in, parts out; again with more files, only those are read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from disclosure.agencies import Register, read_register, register_csv
from disclosure.corpus.arrow import parquet
from disclosure.corpus.chunk import Settings
from disclosure.corpus.codes import coded
from disclosure.corpus.dataset import TABLES, Dataset, DatasetError, Stamp
from disclosure.corpus.engines import Engine
from disclosure.corpus.extras import load
from disclosure.corpus.plan import CHUNK, Plan, plan
from disclosure.language import Message, _
from disclosure.reading.sources import Place, Provenances

_REGISTER = "register.csv"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    Files read now, of them unreadable, known before, dropped, in the set but not given; notes of sources not understood.
    """

    read: int
    unread: int
    known: int
    dropped: int
    gone: int
    complaints: tuple[Message, ...]


def build(
    folder: Path,
    files: Iterable[tuple[str, Place]],
    engine: Engine,
    settings: Settings | None = None,
    *,
    sources: Provenances | None = None,
    drop: bool = False,
    chunk: int = CHUNK,
    planned: Callable[[Plan], Callable[[int], None]] = lambda _plan: lambda _count: None,
) -> Built:
    """Read the files (name, path) that the data set in ``folder`` does not hold as they are; make the set where there is none.

    Interrupted at any moment, it goes on where it was: what is committed is not read again. ``drop`` takes files out that are
    in the set and were not given. ``planned`` is told the plan and gives what is called with the number of files read.
    Raises :class:`DatasetError` where the set was built with other settings, or somebody else is writing it.
    """
    settings = settings or Settings()
    load("pyarrow.parquet")
    dataset = Dataset(folder)
    with dataset.locked():
        register = _settle(dataset, settings)
        todo = plan(files, dataset.stamps(), sources or Provenances(), drop=drop, chunk=chunk)
        done = planned(todo)
        free = dataset.free_numbers()
        for part, names in todo.stale.items():
            _without(dataset, part, names, next(free))
        settings = replace(settings, register=str(folder / _REGISTER) if register else None)
        numbers = list(islice(dataset.free_numbers(), len(todo.chunks)))
        unread = 0
        for place, found in engine(todo.chunks, settings, done) if todo.chunks else ():
            dataset.commit(numbers[place], found.tables, found.stamps)
            unread += found.unread
    return Built(todo.count, unread, todo.known, todo.gone if drop else 0, 0 if drop else todo.gone, todo.complaints)


def _settle(dataset: Dataset, settings: Settings) -> Register | None:
    """Compare the settings with those of the set and keep them; give the register that codes come from.

    A new register gives all rows their codes anew, without a file being read again.
    """
    wanted: dict[str, Any] = {
        "unmasked": settings.unmasked,
        "editions": [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in settings.edition_files],
    }
    held = dict(dataset.manifest.settings)
    kept = held.pop("register", None)
    if dataset.exists and held != wanted:
        raise DatasetError(
            _("数据集 {folder} 是用另外的设置建的（遮盖与格式要一致）。请换一个文件夹，或用原来的设置。", folder=dataset.folder)
        )
    if settings.register is None:
        register = read_register(dataset.folder / _REGISTER) if kept else None
    else:
        register = read_register(Path(settings.register))
    text = register_csv(register).encode() if register else None
    digest = hashlib.sha256(text).hexdigest() if text else None
    if not dataset.exists or digest != kept:
        dataset.keep(_REGISTER, text)
        for part, number in zip(tuple(dataset.manifest.parts), dataset.free_numbers(), strict=False):
            _rewrite(dataset, part, number, lambda found: coded(found, register))
        dataset.save(replace(dataset.manifest, settings={**wanted, "register": digest}))
    return register


def _without(dataset: Dataset, part: str, names: frozenset[str], number: int) -> None:
    """Write a part anew under a free number, without some of its files."""
    pa, pc = load("pyarrow"), load("pyarrow.compute")
    dropped = pa.array(sorted(names), pa.string())

    def kept(found: Mapping[str, Any]) -> dict[str, Any]:
        return {name: table.filter(pc.invert(pc.is_in(table["file"], value_set=dropped))) for name, table in found.items()}

    _rewrite(dataset, part, number, kept, names)


def _rewrite(
    dataset: Dataset,
    part: str,
    number: int,
    change: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    without: frozenset[str] = frozenset(),
) -> None:
    """Put a changed copy of a part into the set instead of it, under a free number."""
    found = change(dataset.tables_of(part))
    stamps: Mapping[str, Stamp] = {name: stamp for name, stamp in dataset.stamps_of(part).items() if name not in without}
    tables = {name: parquet(found[name]) for name in TABLES}
    dataset.commit(number, tables, stamps, instead_of=(part,))
