"""A build may be killed at any moment: what was committed is not read again, and the data set becomes what it would have been."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from disclosure.corpus.build import build
from disclosure.corpus.dataset import Dataset
from disclosure.corpus.engines import local
from engine.corpus.sets import built, named, noting, parquet_bytes, rows, write_reports

WORKERS, CHUNK = 2, 4

#: A build in a process of its own, which writes down each file as it is read.
BUILD = """
import sys
from pathlib import Path
from engine.corpus.sets import named
from disclosure.corpus.build import build
from disclosure.corpus.engines import local

reports, dataset, noted = map(Path, sys.argv[1:])
with noted.open("ab", buffering=0) as file:
    build(dataset, named(reports), local({workers}), chunk={chunk}, planned=lambda plan: lambda count: file.write(b"." * count))
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    write_reports(folder, 40)
    return folder


@pytest.fixture(scope="module")
def undisturbed(reports, tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("sets") / "undisturbed"
    build(folder, named(reports), local(WORKERS), chunk=CHUNK)
    return parquet_bytes(folder)


def killed_after(parts: int, reports: Path, dataset: Path, noted: Path) -> None:
    """Start a build and kill it as soon as so many parts are committed."""
    command = [sys.executable, "-c", BUILD.format(workers=WORKERS, chunk=CHUNK), *map(str, (reports, dataset, noted))]
    with subprocess.Popen(command, env=environment()) as process:
        while process.poll() is None and (not dataset.is_dir() or len(Dataset(dataset).manifest.parts) < parts):
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)


def environment() -> dict[str, str]:

    tests = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join([tests, *filter(None, sys.path)])}


def test_a_killed_build_goes_on_where_it_was(reports, undisturbed, tmp_path):
    dataset, noted = tmp_path / "set", tmp_path / "noted"
    killed_after(3, reports, dataset, noted)
    committed = {row["file"] for row in rows(dataset, "reports")}
    assert 3 * CHUNK <= len(committed) < 40, "it was killed midway"
    asked: list[str] = []

    build(dataset, named(reports), noting(local(WORKERS), asked), chunk=CHUNK)

    assert committed.isdisjoint(asked), "no committed file is read again"
    assert len(noted.read_bytes()) - len(committed) <= WORKERS * CHUNK, "at most one chunk a worker was read for nothing"
    assert parquet_bytes(dataset) == undisturbed


def test_a_build_killed_again_and_again_ends_with_the_same_bytes(reports, undisturbed, tmp_path):
    dataset, noted = tmp_path / "set", tmp_path / "noted"
    for parts in (1, 2, 5):
        killed_after(parts, reports, dataset, noted)

    build(dataset, named(reports), local(WORKERS), chunk=CHUNK)

    assert parquet_bytes(dataset) == undisturbed
    assert len(noted.read_bytes()) <= 40 + 3 * WORKERS * CHUNK


def test_what_a_killed_build_left_behind_is_cleared_and_never_counted(reports, tmp_path):
    built(tmp_path / "set", reports)
    before = parquet_bytes(tmp_path / "set")
    half = tmp_path / "set" / "parts" / "00077.new"
    half.mkdir()
    (half / "reports.parquet").write_bytes(b"half of a fi")
    whole = tmp_path / "set" / "parts" / "00078"
    whole.mkdir()
    (whole / "reports.parquet").write_bytes(b"moved into place, and then the manifest was not written")

    assert parquet_bytes(tmp_path / "set") == before
    built(tmp_path / "set", reports)

    assert parquet_bytes(tmp_path / "set") == before
    assert not half.exists()
    assert not whole.exists()
