"""The whole comparison of two reports as a value: tables with their changes, parts with their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure.checks.likeness import boilerplate
from disclosure.comparing.figures import FigureChange, changes_of
from disclosure.comparing.sentences import Change, Pair, pairs_of, sentences_of
from disclosure.form import Report, Section
from disclosure.language import Label, Message, _
from disclosure.privacy import masked


@dataclass(frozen=True)
class TableCompared:
    """A table of the form with all its cells in both reports."""

    key: str
    title: Label
    figures: tuple[FigureChange, ...]

    @property
    def changed(self) -> tuple[FigureChange, ...]:
        """The cells that differ."""
        return tuple(figure for figure in self.figures if not figure.is_same)

    @property
    def same(self) -> int:
        """How many cells are the same."""
        return len(self.figures) - len(self.changed)


@dataclass(frozen=True)
class SectionCompared:
    """A part of the report with its sentences side by side."""

    title: str | Message
    pairs: tuple[Pair, ...]

    def count(self, change: Change) -> int:
        """How many sentences became this."""
        return sum(pair.change is change for pair in self.pairs)

    @property
    def kept_share(self) -> int | None:
        """Of the later report's own words, in percent, those of sentences taken over word for word; None where it has none.

        What everybody writes alike, because law and form give the words, does not count.
        """
        own = [pair for pair in self.pairs if pair.after and not boilerplate().search(pair.after)]
        length = sum(len(pair.after) for pair in own)
        kept = sum(len(pair.after) for pair in own if pair.change is Change.SAME)
        return round(kept * 100 / length) if length else None


@dataclass(frozen=True)
class Comparison:
    """Two reports, the earlier or first one ``before``, with what differs. Personal numbers are masked."""

    before: Report
    after: Report
    tables: tuple[TableCompared, ...]
    sections: tuple[SectionCompared, ...]

    @property
    def changed(self) -> int:
        """How many cells differ."""
        return sum(len(table.changed) for table in self.tables)

    @property
    def compared(self) -> int:
        """How many cells were compared."""
        return sum(len(table.figures) for table in self.tables)

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many sentences became what."""
        return {change: sum(section.count(change) for section in self.sections) for change in Change}


def compare(before: Report, after: Report) -> Comparison:
    """Two reports beside each other: two years of one agency, two agencies of one year, or two versions of one report."""
    old, new = masked(before), masked(after)
    return Comparison(old, new, tuple(_tables(old, new)), tuple(_sections(old, new)))


def name_of(report: Report) -> str:
    """What a report is called: its agency and year as far as it tells them, else its file."""
    name = " ".join(str(part) for part in (report.agency, report.year) if part)
    return name or report.source.file.replace("\\", "/").rpartition("/")[2]


def names_of(comparison: Comparison) -> tuple[str, str]:
    """What the two are called; with the files where that would be the same."""
    both = (name_of(comparison.before), name_of(comparison.after))
    if both[0] != both[1]:
        return both
    files = [report.source.file.replace("\\", "/").rpartition("/")[2] for report in (comparison.before, comparison.after)]
    return (f"{both[0]}（{files[0]}）", f"{both[1]}（{files[1]}）") if files[0] != files[1] else both


def _tables(before: Report, after: Report) -> Iterator[TableCompared]:
    forms = [report.edition for report in (after, before) if report.edition]
    for key in dict.fromkeys(key for form in forms for key in form.tables):
        title = next(form.tables[key].title for form in forms if key in form.tables)
        figures = tuple(changes_of(before, after, key))
        if figures:
            yield TableCompared(key, title, figures)


def _sections(before: Report, after: Report) -> Iterator[SectionCompared]:
    """The parts that belong together: by the form's number, local ones by their title, in the order of the later report."""
    old, new = dict(_parts(before)), dict(_parts(after))
    for key in _merged(list(old), list(new)):
        was, now = old.get(key), new.get(key)
        section = now or was
        pairs = pairs_of(_sentences(was), _sentences(now))
        if section is not None and pairs:
            printed = "" if key == section.key else section.printed or section.title
            yield SectionCompared(printed or _("报告开头"), pairs)


def _parts(report: Report) -> Iterator[tuple[str, Section]]:
    met: set[str] = set()
    for section in report.all_sections():
        key = str(section.number) if section.number is not None else section.title or section.key
        key = section.key if section is report.preamble else key  # its title names agency and year
        # A part that is printed twice is compared by its order.
        while key in met:
            key += "+"
        met.add(key)
        yield key, section


def _merged(old: list[str], new: list[str]) -> list[str]:
    """The keys of both in the later order; one that only the earlier has stands behind the one it stood behind."""
    merged = list(new)
    for place, key in enumerate(old):
        if key not in merged:
            before = next((other for other in reversed(old[:place]) if other in merged), None)
            merged.insert(merged.index(before) + 1 if before else 0, key)
    return merged


def _sentences(section: Section | None) -> list[str]:
    """The sentences of a part; a row of a table in the text is one."""
    found = []
    for line in section.lines if section else ():
        found += [" ".join(line.text.split())] if line.is_table_row else sentences_of(line.text)
    return found
