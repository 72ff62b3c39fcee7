"""Several reports side by side: each with its agency's report of the year before, and those of other agencies of its year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.checks.agencies import short_name
from disclosure.checks.finding import Beside
from disclosure.checks.likeness import Likeness
from disclosure.checks.subject import Subject
from disclosure.form import Report


@dataclass(frozen=True)
class Neighbours:
    """What a rule across years or agencies looks at (邻近报告): one report, and what it is compared with.

    ``before`` is the same agency's report of the year before, ``peers`` are other agencies' of the same year, ``likeness`` knows
    which texts of all of them are near-duplicates. Findings are about ``subject`` alone: each report gets its own.
    """

    subject: Subject
    before: Subject | None = None
    peers: tuple[Subject, ...] = ()
    likeness: Likeness = field(default_factory=Likeness)

    @property
    def report(self) -> Report:
        """The report that findings are about."""
        return self.subject.report


def beside(report: Report, at: str, words: object) -> Beside:
    """The other side of a finding: what another report says at an address."""
    return Beside(report.agency, report.year, report.source.file, at, str(words))


def neighbourhoods(subjects: Sequence[Subject]) -> Iterator[Neighbours]:
    """Each report with its neighbours, in the order given. One without agency or year has none.

    Of several reports of one agency and year, each is compared with the last given of the year before.
    """
    by_agency: dict[tuple[str, int], list[Subject]] = defaultdict(list)
    by_year: dict[int, list[Subject]] = defaultdict(list)
    for subject in subjects:
        key, year = _agency(subject.report), subject.report.year
        if key and year:
            by_agency[key, year].append(subject)
            by_year[year].append(subject)
    likeness = Likeness([subject.report for year in by_year.values() for subject in year])
    for subject in subjects:
        key, year = _agency(subject.report), subject.report.year
        if not key or not year:
            yield Neighbours(subject)
            continue
        peers = tuple(other for other in by_year[year] if _agency(other.report) != key)
        yield Neighbours(subject, _before(key, year, by_agency), peers, likeness)


def _before(key: str, year: int, by_agency: dict[tuple[str, int], list[Subject]]) -> Subject | None:
    """The report of the year before: of the same name, else of the only name that one of the two is a longer form of."""
    same = by_agency.get((key, year - 1))
    if same:
        return same[-1]
    longer = [found for (name, of), found in by_agency.items() if of == year - 1 and (name.endswith(key) or key.endswith(name))]
    return longer[0][-1] if len(longer) == 1 else None


def _agency(report: Report) -> str | None:
    """What tells agencies apart: the code where it is known, else the name without 人民政府."""
    return report.agency_code or (short_name(report.agency) if report.agency else None)
