"""Inventing a report: an office that does not exist, figures that add up, text that agrees, defects where asked for."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from disclosure.errors import DataError
from disclosure.form import Edition, edition_for_year
from disclosure.language import _
from disclosure.samples.defects import defect_named, lose_a_number
from disclosure.samples.draft import Draft
from disclosure.samples.figures import invent_figures
from disclosure.samples.narrative import gather_facts, write_text
from disclosure.samples.truth import Layout, Quirk, Truth
from disclosure.samples.words import agency_named


@dataclass(frozen=True, slots=True)
class Spec:
    """What is wanted of an invented report.

    ``busy`` (0 to 1) is the share of rows in which something happened; 0 makes a report of a year without applications.
    ``largest`` is the largest count of applications of one kind.
    ``edition`` is the one in force for the year unless given, as where a report still follows an earlier form.
    """

    agency: str
    year: int
    seed: int
    layout: Layout = Layout.TAB_ROWS
    busy: float = 0.15
    largest: int = 6
    quirks: tuple[Quirk, ...] = ()
    defects: tuple[str, ...] = ()
    edition: Edition | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.agency}-{self.year}.{self.layout.suffix}"


def invent(spec: Spec, name: str | None = None) -> Truth:
    """An invented report; the same ``spec`` gives the same report.

    Raises :class:`DataError` where no edition is in force for the year, or an agency or defect is unknown.
    """
    edition = spec.edition or edition_for_year(spec.year)
    if edition is None:
        raise DataError(_("{year}年没有年度报告格式，不能虚构该年的报告", year=spec.year))
    random = Random(f"{spec.agency}{spec.year}{spec.seed}")  # noqa: S311 - invention, not secrecy
    agency = agency_named(spec.agency)
    figures = invent_figures(edition, random, spec.busy, spec.largest)
    draft = Draft(edition, agency, spec.year, random, figures, contact=agency.contact)
    chosen = [defect_named(key) for key in spec.defects]
    gather_facts(draft)
    for defect in chosen:
        if defect.moment == "facts":
            defect.put_in(draft)
    write_text(draft)
    for defect in chosen:
        if defect.moment == "text":
            defect.put_in(draft)
    if Quirk.NUMBER_LOST in spec.quirks:
        lose_a_number(draft)
    return Truth(
        name=name or spec.name,
        report=draft.to_report(),
        layout=spec.layout,
        quirks=frozenset(spec.quirks),
        defects=spec.defects,
        families=frozenset(defect.family for defect in chosen),
    )
