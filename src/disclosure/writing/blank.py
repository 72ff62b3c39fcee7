"""The official form with nothing in it (空表), as a report whose cells are all blank."""

from __future__ import annotations

from disclosure.form import Cell, CellKind, DocumentType, Edition, Report, Section, Source


def blank_form(edition: Edition) -> Report:
    """A form of an edition: every part by its official title, every cell that the edition prints, nothing filled in."""
    cells = (Cell(at, CellKind.BLANK) for table in edition.tables.values() if not table.optional for at in table.addresses())
    sections = (
        Section(f"sections.{form.number}", form.number, form.title.zh, "") for form in edition.sections if form.number is not None
    )
    return Report(Source("", "", ""), DocumentType.BLANK_FORM, edition=edition, sections=tuple(sections), cells=tuple(cells))
