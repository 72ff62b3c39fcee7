"""Leading through the steps of a comparison; each thing that was made is kept until the whole is done."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from disclosure.checks.registry import rule_book_mark
from disclosure.corpus.arrow import arrow_schema
from disclosure.corpus.comparing import pairing
from disclosure.corpus.comparing.finding import Beside, Row, find
from disclosure.corpus.comparing.gathering import gather
from disclosure.corpus.comparing.subjects import Work
from disclosure.corpus.comparing.texts import compare as compare_texts
from disclosure.corpus.comparing.texts import sketch
from disclosure.corpus.dataset import Dataset, DatasetError, existing, write_whole
from disclosure.corpus.extras import load
from disclosure.corpus.hands import Hands
from disclosure.corpus.schema import tables
from disclosure.language import _

#: Pairs of texts that a worker compares at a time.
_PAIRS = 2000
#: What goes through the parts one by one.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found: reports looked at, findings, and whether nothing had changed since the last."""

    reports: int
    findings: int
    was_known: bool = False


def compare(
    folder: Path,
    hands: Hands,
    edition_files: Sequence[Path] = (),
    *,
    threads: int = 1,
    planned: Callable[[int], Callable[[int], None]] = lambda _count: lambda _done: None,
) -> Compared:
    """Hold all reports of a data set against each other, and add what the rules across years and agencies say of them.

    Interrupted at any moment, it goes on where it was; nothing is done where reports and rules are those of the last time. Needs
    memory for a part of the data set a worker, and what ``pairing.MEMORY`` says for DuckDB. ``planned`` is told how much work
    there is and gives what is called with what is done. Raises :class:`DatasetError` where there is no data set, it was read
    with other editions, or somebody else is writing it.
    """
    dataset = existing(folder)
    load("datasketch")
    with dataset.locked():
        _same_editions(dataset, edition_files)
        if dataset.is_compared and dataset.manifest.rules == rule_book_mark():
            return _counted(dataset, was_known=True)
        work = Work(folder.absolute(), tuple(str(file) for file in edition_files), bool(dataset.manifest.settings["unmasked"]))
        _Comparison(dataset, work, hands, threads, planned(_ROUNDS * len(dataset.manifest.parts))).run()
        return _counted(dataset, was_known=False)


def _same_editions(dataset: Dataset, files: Sequence[Path]) -> None:
    if [hashlib.sha256(file.read_bytes()).hexdigest() for file in files] != list(dataset.manifest.settings["editions"]):
        raise DatasetError(_("数据集 {folder} 是用别的格式文件建的。请给出建它时用的 --edition。", folder=dataset.folder))


def _counted(dataset: Dataset, *, was_known: bool) -> Compared:
    pq = load("pyarrow.parquet")
    across = dataset.files("findings")[-1]
    reports = sum(pq.read_metadata(file).num_rows for file in dataset.files("reports"))
    return Compared(reports, pq.read_metadata(across).num_rows, was_known)


class _Comparison:
    """One comparison: its folder inside the data set, which holds what was made so far."""

    def __init__(self, dataset: Dataset, work: Work, hands: Hands, threads: int, done: Callable[[int], None]) -> None:
        self._dataset, self._work, self._hands, self._threads, self._done = dataset, work, hands, threads, done
        self._place = work.folder / "comparing"
        self._parts = tuple(dataset.manifest.parts)

    def run(self) -> None:
        """All steps; at the end the findings belong to the data set and the rest is cleared away."""
        self._begin()
        if self._parts:
            self._steps()
        self._dataset.commit_across(self._whole(), rule_book_mark())
        shutil.rmtree(self._place)

    def _steps(self) -> None:
        self._each(("index", "texts"), gather, ((self._work, part) for part in self._parts), self._parts)
        with self._asking(idx=self._made("index"), texts=self._made("texts")) as ask:
            for name in ("templates", "before", "same", "townships"):
                ask(name, getattr(pairing, name.upper()))
        texts, templates = self._made("texts"), self._answer("templates")
        self._each(("bands",), sketch, ((text, templates) for text in texts), self._parts)
        with self._asking(bands=self._made("bands")) as ask:
            ask("pairs", pairing.PAIRS)
        self._alike(templates)
        with self._asking(twins=self._made("twins")) as ask:
            ask("sorted-twins", pairing.TWINS)
        townships = self._answer("townships")
        pieces = ((self._work, part, beside, townships) for part, beside in self._beside())
        self._each(("findings",), find, pieces, self._parts)

    def _begin(self) -> None:
        """The folder of this comparison; what is left of one over other content, or by another version, is cleared away."""
        manifest = self._dataset.manifest
        about = json.dumps({"rules": rule_book_mark(), "parts": manifest.mark, "settings": dict(manifest.settings)})
        noted = self._place / "about.json"
        if not noted.is_file() or noted.read_text(encoding="utf-8") != about:
            shutil.rmtree(self._place, ignore_errors=True)
            self._place.mkdir()
            write_whole(noted, about.encode())

    def _each(
        self,
        kinds: Sequence[str],
        function: Callable[..., Mapping[str, bytes]],
        pieces: Iterable[tuple[Any, ...]],
        names: Sequence[str],
        count: int = 1,
    ) -> None:
        """Do a step for each name that it was not done for; the last file that is written tells that it was."""
        for kind in kinds:
            (self._place / kind).mkdir(exist_ok=True)
        todo: list[str] = []

        def missing() -> Iterator[tuple[Any, ...]]:
            for name, piece in zip(names, pieces, strict=True):
                if self._file(kinds[-1], name).is_file():
                    self._done(count)
                else:
                    todo.append(name)
                    yield piece

        for place, made in self._hands(function, missing()):
            for kind in kinds:
                write_whole(self._file(kind, todo[place]), made[kind])
            self._done(count)

    def _alike(self, templates: Path) -> None:
        """Compare the pairs, so many at a time."""
        pq = load("pyarrow.parquet")
        pairs = self._answer("pairs")
        names = [f"{number:06d}" for number in range(-(-pq.read_metadata(pairs).num_rows // _PAIRS))]
        rows = _rows(pairs)
        batches = (list(islice(rows, _PAIRS)) for _name in names)
        pieces = ((self._place / "texts", templates, batch) for batch in batches)
        self._each(("twins",), compare_texts, pieces, names, 0)
        if not names:
            write_whole(self._file("twins", "none"), compare_texts(self._place, templates, ())["twins"])

    def _beside(self) -> Iterator[tuple[str, Beside]]:
        """Each part with what belongs beside its reports: three answers in the order of parts, gone through together."""
        streams = [_Stream(self._answer(name)) for name in ("before", "sorted-twins", "same")]
        for part in self._parts:
            yield part, Beside(*(stream.of(part) for stream in streams))

    def _whole(self) -> Path:
        """The findings of all parts in one file."""
        pq = load("pyarrow.parquet")
        out = self._place / "findings.parquet"
        kinds = arrow_schema(tables()["findings"])
        with pq.ParquetWriter(out, kinds, compression="zstd", store_schema=False) as writer:
            for file in self._made("findings"):
                if file.stat().st_size:
                    writer.write_table(pq.read_table(file).cast(kinds))
        return out

    def _made(self, kind: str) -> list[Path]:
        return sorted((self._place / kind).glob("*.parquet"))

    def _file(self, kind: str, name: str) -> Path:
        return self._place / kind / f"{name}.parquet"

    def _answer(self, name: str) -> Path:
        return self._place / f"{name}.parquet"

    def _asking(self, **views: Sequence[Path]) -> Any:
        return pairing.asking(self._place, self._threads, self._answer, views)


class _Stream:
    """Rows of a Parquet file that is in the order of parts: those of each part in turn, no more than a batch ahead."""

    def __init__(self, path: Path) -> None:
        self._groups = groupby(_rows(path), key=lambda row: row["part"])
        self._next: tuple[str, list[Row]] | None = None

    def of(self, part: str) -> list[Row]:
        """The rows of a part; to be asked for in the order of parts."""
        if self._next is None:
            group = next(self._groups, None)
            self._next = (group[0], list(group[1])) if group else None
        if self._next is None or self._next[0] != part:
            return []
        found, self._next = self._next[1], None
        return found


def _rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, a batch at a time."""
    for batch in load("pyarrow.parquet").ParquetFile(path).iter_batches(_PAIRS):
        yield from batch.to_pylist()
