"""Reading and checking one file: time and memory by format, beside the floor and beside other programs."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.book import KEPT
from bench.competitors import COMPETITORS, interpreter_of, version_of
from bench.files import KINDS, Kind, written
from bench.section import Bar, Measure, Section, figure, prose, table
from bench.word import xml_bytes
from disclosure.isolation import ALLOCATOR

_RUNNER = Path(__file__).parents[1] / "runner.py"
#: Files that are measured, files before them that warm a process, and processes of which a file's best time counts.
_FILES, _WARM, _ROUNDS = 24, 6, 5
#: Other programs take longer and vary less.
_ROUNDS_OF_OTHERS = 2
_FLOOR, _READING, _OURS = "floor", "gongkai_reading", "gongkai"


@dataclass(frozen=True)
class Run:
    """What one process found: the best time of each file in ms, its peak of memory in MB."""

    times: Sequence[float]
    peak: float

    @property
    def ms(self) -> float:
        """The median over the files."""
        return statistics.median(self.times)

    def ratios(self, other: Run) -> list[float]:
        """How many times the time of another run, file by file."""
        return [mine / theirs for mine, theirs in zip(self.times, other.times, strict=True)]

    def times_of(self, other: Run) -> float:
        """The median of those."""
        return statistics.median(self.ratios(other))


def run(python: str, reader: str, rounds: int, files: Sequence[Path]) -> Run | str:
    """Let a reader of ``runner`` read the files in so many processes of its own; a sentence where it cannot."""
    best: list[float] = []
    peak = 0.0
    for _round in range(rounds):
        command = [python, str(_RUNNER), reader, str(_WARM), *map(str, files)]
        # The time of all threads is counted; memory is kept as our program's reading process keeps it, for every reader alike.
        alone = {**os.environ, **ALLOCATOR, "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=alone)
        try:
            told = json.loads(done.stdout.splitlines()[-1])
        except (IndexError, ValueError):
            return f"{reader} ended with {done.returncode}: {(done.stderr.strip().splitlines() or [''])[-1]}"
        if "failed" in told:
            return f"{reader}: {told['failed']}"
        if not all(told["found"]):
            return f"{reader} found nothing in a file"
        best = list(map(min, best or told["ms"], told["ms"]))
        peak = max(peak, told["peak"])
    return Run(best, peak)


def measure(share: float) -> Section:
    """Every kind of file, by everyone."""
    count, rounds = max(3, round(_FILES * share)), max(1, round(_ROUNDS * share))
    left_out: list[str] = []
    pythons = {competitor: interpreter_of(competitor) for competitor in COMPETITORS}
    left_out += [python for python in pythons.values() if isinstance(python, str)]
    found: dict[str, dict[str, Run]] = {}
    sizes: dict[str, float] = {}
    for kind in KINDS:
        files = written(kind, _WARM + count, KEPT / "files")
        sizes[kind.key] = statistics.median(_size(path.read_bytes()) for path in files[_WARM:])
        wanted = [(sys.executable, kind.floor, _FLOOR, rounds), (sys.executable, _READING, _READING, rounds),
                  (sys.executable, _OURS, _OURS, rounds)]  # fmt: skip
        wanted += [
            (str(python), competitor.name, competitor.name, min(rounds, _ROUNDS_OF_OTHERS))
            for competitor, python in pythons.items()
            if kind.key in competitor.kinds and isinstance(python, Path)
        ]
        runs: dict[str, Run] = {}
        for python, reader, called, times in wanted:
            print(f"{kind.key}: {called} …", flush=True)
            one = run(python, reader, times, files)
            if isinstance(one, str):
                left_out.append(f"{kind.title}: {one}")
                if called == _READING:
                    break  # a kind that we don't read is of no interest here
            else:
                runs[called] = one
        if _OURS in runs:
            found[kind.key] = runs
    others = {one.name: version_of(one) for one, python in pythons.items() if isinstance(python, Path)}
    return Section("Reading and checking one file", _text(found, sizes, others, count), _measures(found), _bars(found), left_out)


def _size(data: bytes) -> float:
    """KB that are to be parsed."""
    return (xml_bytes(data) if data.startswith(b"PK") and b"word/document.xml" in data else len(data)) / 1024


def _text(found: Mapping[str, Mapping[str, Run]], sizes: Mapping[str, float], others: Mapping[str, str], count: int) -> str:
    kinds = {kind.key: kind for kind in KINDS}
    times = [_times(kinds[key], sizes[key], runs, list(others)) for key, runs in found.items()]
    memory = [
        [kinds[key].title, *(figure(runs[who].peak) if who in runs else "–" for who in (_FLOOR, _OURS, *others))]
        for key, runs in found.items()
    ]
    versions = ", ".join(f"{name} {version}" for name, version in others.items()) or "none"
    text = (
        f"The same {count} invented reports in every kind of file. A process that has read {_WARM} others reads each of them "
        "once; its imports are not counted. Times are of the processor, single-threaded, the best of several processes. *Floor* "
        "is merely unzipping and parsing the XML (Word), parsing the page (lxml), opening all sheets (calamine), taking the text "
        "out (PDFium). *Checked* is reading and checking together, and what ratios are of. "
        f"Other programs (here {versions}) only read."
    )
    head = [
        "ms a file, median",
        "KB",
        "floor",
        "read",
        "checked",
        "× floor (worst)",
        *others,
        *(f"{one} / checked" for one in others),
    ]
    about_memory = "Peak memory of the process in MB, Python and libraries included:"
    return "\n\n".join([prose(text), table(head, times), about_memory, table(["MB", "floor", "gongkai", *others], memory)])


def _times(kind: Kind, kb: float, runs: Mapping[str, Run], others: Sequence[str]) -> list[str]:
    ours, floor = runs[_OURS], runs.get(_FLOOR)
    beside = f"{ours.times_of(floor):.1f} ({max(ours.ratios(floor)):.1f})" if floor and kind.floor != "decode" else "–"
    return [
        kind.title,
        f"{kb:.0f}",
        figure(floor.ms) if floor else "–",
        figure(runs[_READING].ms) if _READING in runs else "–",
        figure(ours.ms),
        beside,
        *(figure(runs[name].ms) if name in runs else "–" for name in others),
        *(f"{runs[name].times_of(ours):.0f}" if name in runs else "–" for name in others),
    ]


def _measures(found: Mapping[str, Mapping[str, Run]]) -> list[Measure]:
    measures = []
    for key, runs in found.items():
        ours = runs[_OURS]
        name = f"reading.{key}"
        measures += [
            Measure(f"{name}.checked", ours.ms, "ms", who, ours.times_of(other))
            for who, other in runs.items()
            if who not in (_OURS, _READING)
        ]
        measures += [
            Measure(f"{name}.{who}", other.ms, "ms", "checked", other.times_of(ours))
            for who, other in runs.items()
            if who != _OURS
        ]
        measures += [
            Measure(f"{name}.memory", ours.peak, "MB", who, ours.peak / other.peak)
            for who, other in runs.items()
            if who not in (_OURS, _READING)
        ]
    return measures


def _bars(found: Mapping[str, Mapping[str, Run]]) -> list[Bar]:
    bars = []
    word = found.get("word", {})
    if _OURS in word and _FLOOR in word:
        worst = max(word[_OURS].ratios(word[_FLOOR]))
        bars.append(
            Bar("Word files of 250 KB of XML within 4 × the floor, read and checked", f"{worst:.1f} × at the worst", worst <= 4)
        )
    for key, what in (
        ("docx", "smaller Word files"),
        ("html", "web pages"),
        ("txt", "text"),
        ("md", "Markdown"),
        ("xlsx", "workbooks"),
    ):
        if key in found:
            ms = found[key][_OURS].ms
            bars.append(Bar(f"{what} within 10 ms at the median", f"{ms:.1f} ms", ms <= 10))
    for name, least in (("docling", 5), ("markitdown", 20)):
        said = f"at least {least} × faster than {name} on the same Word files"
        if name in word:
            faster = word[name].times_of(word[_OURS])
            bars.append(Bar(said, f"{faster:.0f} ×", faster >= least))
        else:
            bars.append(Bar(said, "not installed", None))
    return bars
