"""A command run to its end, with what it and its children used."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.2


@dataclass(frozen=True)
class Used:
    """Seconds from start to finish and of the processors, the most memory of all processes together in MB, what was printed."""

    seconds: float
    processor: float
    megabytes: float
    printed: str


def used(command: Sequence[str], cores: int | None = None) -> Used:
    """Run a command, on so many cores alone where that is asked for. Raises where it fails."""
    start, before = time.perf_counter(), _processor()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=_on(cores)) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(_EVERY)
        took = time.perf_counter() - start
        printed = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return Used(took, _processor() - before, peak / 2**20, printed)


def _processor() -> float:
    """Seconds that the processors worked for processes of ours that ended, and for theirs."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _on(cores: int | None) -> Callable[[], None] | None:
    """What keeps a process and its children on the first of our cores."""
    if cores is None:
        return None
    chosen = sorted(os.sched_getaffinity(0))[:cores]
    return lambda: os.sched_setaffinity(0, chosen)


def _memory(pid: int) -> int:
    """Bytes of a process and everything below it; of what several of them share each has its part (PSS)."""
    parents = dict(_parents())
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(map(_bytes_of, family))


def _parents() -> Iterator[tuple[int, int]]:
    """Every process with the one that started it."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:  # it ended while we looked
                continue
            yield int(entry.name), int(stat.rpartition(")")[2].split()[1])


def _bytes_of(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
