"""Several reports side by side: each with its agency's report of the year before, and those of other agencies of its year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from disclosure.agencies.kinds import is_township, own_name
from disclosure.checks.agency_keys import agency_key, same_agency
from disclosure.checks.figures import Filled, filled
from disclosure.checks.finding import Beside
from disclosure.checks.likeness import Likeness
from disclosure.checks.subject import Subject
from disclosure.form import DocumentType, Report


@dataclass(frozen=True)
class Peers:
    """The reports of one year, to be looked up rather than gone through: a data set may hold tens of thousands."""

    subjects: tuple[Subject, ...] = ()

    def with_table(self, table: str, figures: Filled, report: Report) -> Report | None:
        """The first of another agency whose table has the very same figures."""
        key = agency_key(report)
        same = self._tables(table).get(figures, ())
        return next((one for one in same if not same_agency(agency_key(one), key)), None)

    @cached_property
    def townships(self) -> Mapping[str, Report]:
        """The reports of townships by the town's own name (黑水镇); of several of one name the first."""
        found: dict[str, Report] = {}
        for subject in self.subjects:
            name = township_name(subject.report)
            if name:
                found.setdefault(name, subject.report)
        return found

    def _tables(self, table: str) -> Mapping[Filled, Sequence[Report]]:
        if table not in self._indexed:
            index: dict[Filled, list[Report]] = {}
            for subject in self.subjects:
                index.setdefault(filled(subject.report, table), []).append(subject.report)
            self._indexed[table] = index
        return self._indexed[table]

    @cached_property
    def _indexed(self) -> dict[str, Mapping[Filled, Sequence[Report]]]:
        return {}


def township_name(report: Report) -> str | None:
    """A township's own name (黑水镇); None where the report is not a township's."""
    return own_name(report.agency) if report.agency and is_township(report.agency) else None


def is_comparable(report: Report) -> bool:
    """Whether a report can have neighbours: it is an annual report, and tells whose and of which year."""
    return report.document_type is DocumentType.ANNUAL_REPORT and bool(agency_key(report)) and bool(report.year)


@dataclass(frozen=True)
class Neighbours:
    """What a rule across years or agencies looks at (邻近报告): one report, and what it is compared with.

    ``before`` is the same agency's report of the year before, ``peers`` are the reports of the same year, ``likeness`` knows
    which texts of all of them are near-duplicates. Findings are about ``subject`` alone: each report gets its own.
    """

    subject: Subject
    before: Subject | None = None
    peers: Peers = field(default_factory=Peers)
    likeness: Likeness = field(default_factory=Likeness)

    @property
    def report(self) -> Report:
        """The report that findings are about."""
        return self.subject.report


def beside(report: Report, at: str, words: object) -> Beside:
    """The other side of a finding: what another report says at an address."""
    return Beside(report.agency, report.year, report.source.file, at, str(words))


def neighbourhoods(subjects: Sequence[Subject]) -> Iterator[Neighbours]:
    """Each report with its neighbours, in the order given. One without agency or year has none, nor has what is no report.

    Of several reports of one agency and year, each is compared with the last given of the year before.
    """
    by_year: dict[int, _Year] = defaultdict(_Year)
    for subject in subjects:
        key, year = agency_key(subject.report), subject.report.year
        if is_comparable(subject.report) and key and year:
            by_year[year].add(key, subject)
    likeness = Likeness([subject.report for of_year in by_year.values() for subject in of_year.subjects])
    peers = {year: Peers(tuple(of_year.subjects)) for year, of_year in by_year.items()}
    for subject in subjects:
        key, year = agency_key(subject.report), subject.report.year
        if is_comparable(subject.report) and key and year:
            before = by_year[year - 1].of(key) if year - 1 in by_year else None
            yield Neighbours(subject, before, peers[year], likeness)
        else:
            yield Neighbours(subject)


class _Year:
    """The reports of a year by agency."""

    def __init__(self) -> None:
        self.subjects: list[Subject] = []
        self._latest: dict[str, Subject] = {}
        #: Names by their last two characters: a longer form of a name ends like it.
        self._endings: dict[str, set[str]] = defaultdict(set)

    def add(self, key: str, subject: Subject) -> None:
        self.subjects.append(subject)
        self._latest[key] = subject
        self._endings[key[-2:]].add(key)

    def of(self, key: str) -> Subject | None:
        """The report of the same name, else of the only name that one of the two is a longer form of."""
        if key in self._latest:
            return self._latest[key]
        longer = [name for name in self._endings.get(key[-2:], ()) if same_agency(name, key)]
        return self._latest[longer[0]] if len(longer) == 1 else None
