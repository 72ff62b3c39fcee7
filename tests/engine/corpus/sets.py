"""What the tests of data sets share: a folder of invented reports, a data set of it, and what stands in one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from disclosure.corpus.build import Built, build
from disclosure.corpus.chunk import Settings
from disclosure.corpus.dataset import TABLES, Dataset
from disclosure.corpus.engines import Chunk, Engine, local
from disclosure.samples import Layout, Truth, generate

LAYOUTS = (Layout.DOCX, Layout.HTML, Layout.WORD_DUMP, Layout.TAB_ROWS)


def write_reports(folder: Path, count: int, seed: int = 5) -> dict[str, Truth]:
    """Invented reports written to a folder: their truths by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    truths = {}
    for name, data, truth in generate(count, seed, LAYOUTS):
        (folder / name).write_bytes(data)
        truths[name] = truth
    return truths


def named(folder: Path) -> list[tuple[str, Path]]:
    """The files of a folder with their bare names, so that data sets of different folders compare."""
    return [(path.name, path) for path in sorted(folder.iterdir())]


def built(dataset: Path, folder: Path, engine: Engine | None = None, settings: Settings | None = None, **options: Any) -> Built:
    return build(dataset, named(folder), engine or local(1), settings, chunk=options.pop("chunk", 5), **options)


def rows(dataset: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table as the Parquet files hold them."""
    return [row for path in Dataset(dataset).files(table) for row in pq.read_table(path).to_pylist()]


def by_file(dataset: Path) -> dict[str, dict[str, Any]]:
    return {row["file"]: row for row in rows(dataset, "reports")}


def parquet_bytes(dataset: Path) -> dict[str, bytes]:
    """Every Parquet file of a data set with its place in it."""
    found = Dataset(dataset)
    return {str(path.relative_to(dataset)): path.read_bytes() for table in TABLES for path in found.files(table)}


def noting(engine: Engine, asked: list[str]) -> Engine:
    """An engine that notes which files it was asked to read."""

    def read(chunks: Sequence[Chunk], settings: Settings, done: Callable[[int], None]) -> Any:
        asked.extend(entry.name for chunk in chunks for entry in chunk)
        return engine(chunks, settings, done)

    return read
