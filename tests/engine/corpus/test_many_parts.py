"""A data set of very many reports has thousands of parts: what is done for each must not grow with how many there are."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from disclosure.corpus.build import build
from disclosure.corpus.chunk import Settings
from disclosure.corpus.comparing.compare import compare
from disclosure.corpus.dataset import TABLES, Dataset, existing
from disclosure.corpus.engines import local
from disclosure.corpus.hands import processes
from disclosure.corpus.plan import plan
from disclosure.corpus.query import asked
from disclosure.reading.sources import Provenances

#: Four million files, two hundred a part.
MANY = 20_000


@pytest.fixture
def dataset(tmp_path) -> Dataset:
    (tmp_path / "a.txt").write_text("通知：明天放假。", encoding="utf-8")
    build(tmp_path / "set", [("a.txt", tmp_path / "a.txt")], local(1))
    return Dataset(tmp_path / "set")


@pytest.fixture
def few_open_files() -> Iterator[None]:
    """No more than a modest system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_part_is_added_to_twenty_thousand_in_a_moment(dataset):
    made = {table: dataset.part_file("00000", table).read_bytes() for table in TABLES}
    dataset.save(replace(dataset.manifest, parts={f"{number:05d}": f"{number:016x}" for number in range(MANY)}))
    began = time.process_time()

    for number in range(MANY, MANY + 10):
        dataset.commit(number, made, {f"{number}.txt": (1, 2)})

    assert (time.process_time() - began) / 10 < 1, "20,000 of them take some minutes among the hours of reading"
    assert (dataset.folder / "manifest.json").stat().st_size < 32 * MANY
    assert len(Dataset(dataset.folder).manifest.parts) == MANY + 10
    assert next(Dataset(dataset.folder).free_numbers()) == MANY + 10


def test_more_parts_than_files_may_be_open_are_asked(dataset, few_open_files):
    """Each file is opened when its turn comes, and closed."""
    _multiplied(dataset, 1000)

    with asked(existing(dataset.folder), "SELECT count(*) AS n FROM reports") as answer:
        (row,) = [row for batch in answer for row in batch.to_pylist()]

    assert row["n"] == 1000


@pytest.mark.deep
def test_more_parts_than_files_may_be_open_are_compared(dataset, few_open_files):
    _multiplied(dataset, 1000)

    assert compare(dataset.folder, processes(1)).reports == 1000
    assert Dataset(dataset.folder).is_compared


def _multiplied(dataset: Dataset, count: int) -> None:
    """The one part so many times, as links to its files."""
    for number in range(1, count):
        part = dataset.part_file(f"{number:05d}", "reports").parent
        part.mkdir()
        for table in TABLES:
            dataset.part_file(part.name, table).hardlink_to(dataset.part_file("00000", table))
        (part / "files.json").write_text(f'[["{number}.txt", 1, 2, null, null, null]]', encoding="utf-8")
    dataset.save(replace(dataset.manifest, parts={f"{number:05d}": f"{number:016x}" for number in range(count)}))


def test_of_known_files_a_plan_keeps_nothing(tmp_path):
    """A build over a million files of which few are new must not hold what it knows of all the others."""
    (tmp_path / "a.txt").write_text("通知。", encoding="utf-8")
    files = [(f"{number:05d}.txt", tmp_path / "a.txt") for number in range(1000)]
    first = plan(files, {}, Provenances())
    held = {entry.name: ("00000", entry.stamp) for chunk in first.chunks for entry in chunk}

    again = plan([*files, ("new.txt", tmp_path / "a.txt")], held, Provenances())

    assert [entry.name for chunk in again.chunks for entry in chunk] == ["new.txt"]
    assert (again.known, again.gone, again.stale) == (1000, 0, {})


def test_numbers_for_parts_written_anew_are_looked_up_once(dataset, monkeypatch):
    """A new register writes every part anew: to look for a free number each time would take the square of their number."""
    _multiplied(dataset, 50)
    asked_for = []
    free = Dataset.free_numbers
    monkeypatch.setattr(Dataset, "free_numbers", lambda own: asked_for.append(own) or free(own))
    register = dataset.folder.parent / "register.csv"
    register.write_text("code,name,kind,level,parent,from,to\n", encoding="utf-8")

    build(dataset.folder, [], local(1), Settings(register=str(register)))

    assert len(Dataset(dataset.folder).manifest.parts) == 50
    assert len(asked_for) <= 3
