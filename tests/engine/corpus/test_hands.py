"""Processes of this machine: one that the system ends is told of in a sentence, and what was done before stays."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from disclosure.corpus.build import build
from disclosure.corpus.comparing.compare import compare
from disclosure.corpus.dataset import Dataset
from disclosure.corpus.engines import local
from disclosure.corpus.hands import processes
from disclosure.errors import DisclosureError
from engine.cli.command_line import gongkai
from engine.corpus.sets import named
from engine.corpus.years import honest, write


def doubled_or_ended(number: int) -> int:
    """Twice the number; three is too much for the process."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def take(numbers: tuple[int, ...], taken: list[int]) -> None:
    """Give the numbers to two processes, and note what comes back."""
    for _place, made in processes(2)(doubled_or_ended, ((number,) for number in numbers)):
        taken.append(made)


def test_a_process_that_the_system_ends_is_told_of_and_what_was_given_before_stays():
    taken: list[int] = []

    with pytest.raises(DisclosureError, match="内存") as refused:
        take((0, 1, 3, 3), taken)

    assert "--workers" in str(refused.value)
    assert "for want of memory" in refused.value.message.text("en")
    assert taken
    assert set(taken) <= {0, 2}


def kill_workers_once(there: Path, stop: threading.Event) -> None:
    """As a system does that lacks memory: from when a file is there, no worker lives long."""
    while not stop.is_set():
        for child in multiprocessing.active_children() if there.is_file() else ():
            with suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
        time.sleep(0.005)


def test_the_command_says_so_and_goes_on_where_it_was(tmp_path):
    files = named(write(tmp_path / "reports", honest(5, 2)))
    for name in ("set", "undisturbed"):
        build(tmp_path / name, files, local(2), chunk=3)
    stop = threading.Event()
    killer = threading.Thread(target=kill_workers_once, args=(tmp_path / "set/comparing/texts/00000.parquet", stop))
    killer.start()

    try:
        ended = gongkai("corpus", "compare", str(tmp_path / "set"), "--workers", "2")
    finally:
        stop.set()
        killer.join()

    assert ended.status not in (0, 1)
    assert "工作进程中途被系统终止" in ended.err
    assert "Traceback" not in ended.err + ended.out
    assert not Dataset(tmp_path / "set").is_compared
    assert (tmp_path / "set/comparing/texts/00000.parquet").is_file(), "what was made is kept"

    assert gongkai("corpus", "compare", str(tmp_path / "set"), "--workers", "2").status == 0
    compare(tmp_path / "undisturbed", processes(1))
    found, expected = (Dataset(tmp_path / name).files("findings")[-1].read_bytes() for name in ("set", "undisturbed"))
    assert found == expected
