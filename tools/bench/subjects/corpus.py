"""Twenty thousand files into a data set, from the start of the command to its end."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.book import KEPT
from bench.processes import Used, used
from bench.reports import files
from bench.section import Bar, Measure, Section, figure, prose, table

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
_COUNT = 20_000
_MOST_SECONDS = 180
_SUMMARY = """SELECT count(*) AS files, count(DISTINCT sha256) AS different, count(error) AS unread,
    sum(cells_read) AS cells, sum(errors + warnings + notices) AS findings FROM reports"""


def build(folder: Path, dataset: Path, workers: int, *more: str, cores: int | None = None) -> Used:
    """Build a data set anew."""
    shutil.rmtree(dataset, ignore_errors=True)
    return again(folder, dataset, workers, *more, cores=cores)


def again(folder: Path, dataset: Path, workers: int, *more: str, cores: int | None = None) -> Used:
    """Build on what is there."""
    return used([GONGKAI, "corpus", "build", str(folder), "-o", str(dataset), "--workers", str(workers), *more], cores)


def summary(dataset: Path) -> Mapping[str, int]:
    """What stands in a data set."""
    asked = [GONGKAI, "corpus", "query", str(dataset), _SUMMARY, "--format", "jsonl"]
    found: Mapping[str, int] = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    return found


def rows(dataset: Path) -> str:
    """A digest of all Parquet files of a data set."""
    digest = hashlib.sha256()
    for path in sorted(dataset.rglob("*.parquet")):
        digest.update(str(path.relative_to(dataset)).encode() + path.read_bytes())
    return digest.hexdigest()


def measure(share: float) -> Section:
    """On one core, on two, with the distributed engine; and once more when nothing is new."""
    count = max(40, round(_COUNT * share))
    folder = files(count)
    kinds = Counter(path.suffix for path in folder.rglob("*.*"))
    place = KEPT / "sets"
    runs: dict[str, Used] = {}
    told: dict[str, str] = {}
    for name, workers, cores, more in (("1 core", 1, 1, ()), ("2 cores", 2, 2, ()),
                                       ("2 cores, distributed engine", 2, 2, ("--engine", "distributed"))):  # fmt: skip
        print(f"{name} …", flush=True)
        runs[name] = build(folder, place / str(workers) / (more[-1] if more else "local"), workers, *more, cores=cores)
        told[name] = rows(place / str(workers) / (more[-1] if more else "local"))
    two = place / "2" / "local"
    runs["2 cores, nothing new"] = again(folder, two, 2, cores=2)
    found = summary(two)
    same = len(set(told.values())) == 1
    text = _text(count, kinds, runs, found, [_megabytes(folder), _megabytes(two)])
    part = () if count == _COUNT else (f"{_COUNT:,} files; this run read a share of them, to try it out.",)
    return Section(f"A corpus of {count:,} files", text, _measures(runs, count), _bars(runs, found, count, same=same), part)


def _text(count: int, kinds: Mapping[str, int], runs: Mapping[str, Used], found: Mapping[str, int], sizes: Sequence[str]) -> str:
    mixed = ", ".join(f"{number:,} {suffix}" for suffix, number in sorted(kinds.items()))
    lines = [
        [name, figure(run.seconds), figure(run.processor), figure(count / run.seconds), figure(run.megabytes)]
        for name, run in runs.items()
    ]
    text = (
        f"`gongkai corpus build` over {count:,} invented reports ({mixed}; every other Word file with 250 KB of XML, each PDF of "
        "three pages), from the start of the command to its end. Each report is invented for itself: "
        f"{found['different']:,} of {found['files']:,} files differ, and nothing is remembered of one for another. "
        f"{found['unread']:,} could not be read; {found['cells']:,} numbers and {found['findings']:,} findings came out. "
        f"{sizes[0]} of files became {sizes[1]} of Parquet. "
        "What a kill costs is proved by tests (`tests/engine/corpus/test_kill.py`, `test_engines.py`), not measured."
    )
    return f"{prose(text)}\n\n{table(['', 's', 's of the processors', 'files a second', 'MB of memory, all processes'], lines)}"


def _megabytes(folder: Path) -> str:
    return f"{sum(path.stat().st_size for path in folder.rglob('*') if path.is_file()) / 2**20:,.0f} MB"


def _measures(runs: Mapping[str, Used], count: int) -> list[Measure]:
    one, two, many, idle = (run.seconds for run in runs.values())
    return [
        Measure("corpus.two_cores", two, "s", "1 core", two / one),
        Measure("corpus.one_core", one, "s"),
        Measure(
            "corpus.processor_a_file",
            runs["2 cores"].processor / count * 1000,
            "ms",
            "1 core",
            runs["2 cores"].processor / runs["1 core"].processor,
        ),
        Measure("corpus.distributed", many, "s", "2 local processes", many / two),
        Measure("corpus.nothing_new", idle, "s", "the first build", idle / two),
        Measure("corpus.files_a_second", count / two, "1/s", "1 core", one / two),
        Measure("corpus.memory", runs["2 cores"].megabytes, "MB", "1 core", runs["2 cores"].megabytes / runs["1 core"].megabytes),
    ]


def _bars(runs: Mapping[str, Used], found: Mapping[str, int], count: int, *, same: bool) -> list[Bar]:
    seconds = runs["2 cores"].seconds
    full = count == _COUNT
    return [
        Bar("20,000 files on two cores in under three minutes", f"{seconds:.0f} s", seconds < _MOST_SECONDS if full else None),
        Bar("every file is a row, and none is counted twice", f"{found['files']:,} rows, {found['different']:,} different",
            found["files"] == found["different"] == count),
        Bar("the same bytes with one worker, with two, and with the distributed engine", "compared", same),
    ]  # fmt: skip
