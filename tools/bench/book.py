"""Where the figures go: ``docs/benchmarks.md`` to be read, ``build/bench.json`` to be compared."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from bench.section import Section

PROJECT = Path(__file__).parents[2]
#: Sections of the runs before, so that one subject may be measured again without the others.
KEPT = PROJECT / "build" / "bench"
FIGURES = PROJECT / "build" / "bench.json"
BOOK = PROJECT / "docs" / "benchmarks.md"

_HEAD = """# Benchmarks

Written by `make bench` on a machine of {machine}. What stands beside a figure was measured in the same run. Times are never
asserted in a test; the figures as data are in `build/bench.json`. `make bench ONLY=reading` measures one subject again.
"""


def machine() -> str:
    """What the figures depend on: cores, memory, Python. Nothing else about the machine is anybody's business."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {gigabytes:.0f} GiB of memory, Python {platform.python_version()}"


def keep(subject: str, section: Section) -> None:
    """Keep what a subject found."""
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{subject}.json").write_text(json.dumps(section.as_data(), ensure_ascii=False), encoding="utf-8")


def kept(subjects: Iterable[str]) -> dict[str, Section]:
    """The sections that were measured, now or before, in the order of the subjects."""
    files = {subject: KEPT / f"{subject}.json" for subject in subjects}
    return {
        subject: Section.of_data(json.loads(file.read_text(encoding="utf-8")))
        for subject, file in files.items()
        if file.is_file()
    }


def write(sections: Mapping[str, Section], *, whole: bool) -> None:
    """Write the figures; and the book, where every subject is there in full size (``whole``)."""
    measures = [asdict(measure) for section in sections.values() for measure in section.measures]
    FIGURES.write_text(json.dumps(measures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if whole:
        BOOK.write_text(book(sections, machine()), encoding="utf-8")


def book(sections: Mapping[str, Section], made_on: str) -> str:
    """The text of the book."""
    parts = [_HEAD.format(machine=made_on)]
    for section in sections.values():
        lines = [f"## {section.title}", section.text.strip()]
        if section.bars:
            lines.append("\n".join(f"- {bar.line}" for bar in section.bars))
        if section.left_out:
            lines.append("\n".join(f"- Left out: {sentence}" for sentence in section.left_out))
        parts.append("\n\n".join(lines) + "\n")
    return "\n".join(parts)
