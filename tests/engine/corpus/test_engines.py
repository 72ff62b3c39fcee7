"""The distributed engine gives the same bytes as the local one, also when a worker is killed midway."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from disclosure.corpus.build import build
from disclosure.corpus.engines import distributed, local
from disclosure.errors import DisclosureError
from engine.corpus.sets import named, parquet_bytes, write_reports

CHUNK = 4


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    write_reports(folder, 48)
    return folder


@pytest.fixture(scope="module")
def expected(reports, tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("sets") / "local"
    build(folder, named(reports), local(2), chunk=CHUNK)
    return parquet_bytes(folder)


@contextmanager
def running(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the distributed engine."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def worker(address: str, place: Path) -> tuple[str, ...]:
    return ("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(place))


@contextmanager
def a_scheduler(place: Path) -> Iterator[str]:
    """The address of a scheduler that runs."""

    file = place / "scheduler.json"
    with running("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)):
        for _try in range(600):
            if file.is_file() and file.stat().st_size:
                break
            time.sleep(0.05)
        yield json.loads(file.read_text(encoding="utf-8"))["address"]


def test_one_of_two_workers_is_killed_midway_and_the_rows_are_the_same(reports, expected, tmp_path):
    with (
        a_scheduler(tmp_path) as address,
        running(*worker(address, tmp_path / "one")) as first,
        running(*worker(address, tmp_path / "two")) as second,
    ):
        read: list[int] = []

        def planned(_plan: object) -> Callable[[int], None]:
            def done(count: int) -> None:
                read.append(count)
                if len(read) == 3:
                    first.send_signal(signal.SIGKILL)

            return done

        done = build(tmp_path / "set", named(reports), distributed(address, 2), chunk=CHUNK, planned=planned)

        assert first.wait(timeout=10) == -signal.SIGKILL
        assert second.poll() is None
    assert (done.read, done.unread, sum(read)) == (48, 0, 48)
    assert parquet_bytes(tmp_path / "set") == expected


def test_without_a_scheduler_workers_are_started_here(reports, expected, tmp_path):
    build(tmp_path / "set", named(reports), distributed(None, 1), chunk=CHUNK)

    assert parquet_bytes(tmp_path / "set") == expected


def test_a_scheduler_that_does_not_answer_is_named(reports, tmp_path):
    with pytest.raises(DisclosureError, match=r"127\.0\.0\.1:9"):
        build(tmp_path / "set", named(reports)[:1], distributed("tcp://127.0.0.1:9", 1, patience="1s"))
