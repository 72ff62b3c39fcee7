"""``python -m bench [SUBJECT …]``: measure, say it, write it down."""

from __future__ import annotations

import argparse
import importlib
import pkgutil

from bench import book, subjects
from bench.section import Section

#: In the order of the book.
_ORDER = ("reading", "corpus")


def known() -> list[str]:
    """The subjects there are: those named above first, then the others by name."""
    found = sorted(module.name for module in pkgutil.iter_modules(subjects.__path__))
    return sorted(found, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))


def measured(subject: str, share: float) -> Section:
    """What a subject finds; ``share`` below 1 makes it smaller, for trying out."""
    section: Section = importlib.import_module(f"bench.subjects.{subject}").measure(share)
    return section


def main() -> None:
    """Measure the subjects named, or all; a run on a share of the full size says so and leaves the book as it is."""
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("subjects", nargs="*", choices=[*known(), []], metavar="SUBJECT", help=", ".join(known()))
    asked.add_argument("--share", type=float, default=1.0, help="a share of the full size, as 0.05, to try something out")
    chosen = asked.parse_args()
    print(book.machine())
    for subject in chosen.subjects or known():
        section = measured(subject, chosen.share)
        print(f"\n{section.title}\n\n{section.text.strip()}\n")
        for line in (*(bar.line for bar in section.bars), *(f"left out: {sentence}" for sentence in section.left_out)):
            print(line)
        if chosen.share == 1:
            book.keep(subject, section)
    if chosen.share != 1:
        print("\nOnly a share of the full size: nothing is written down.")
        return
    sections = book.kept(known())
    book.write(sections, whole=len(sections) == len(known()))


if __name__ == "__main__":
    main()
