"""A report laid out as a document: title, preamble, parts in official order, each with its table (年度报告)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.form import CellKind, Edition, Line, Report, Section, SectionForm, Table
from disclosure.writing.tables import draw
from disclosure.writing.text import chinese_date, chinese_numeral, legal, stands_before

# Columns of a table in the narrative are as wide as their longest text in characters, within these.
_NARROWEST, _WIDEST = 4, 16


def compose(report: Report) -> Document:
    """The document of a report in the official layout, ready for any writer.

    Tables are drawn from the report's edition. A part keeps the heading under which it was printed; a part of the form
    that the report lacks is put in at its place where its table has figures. Blanks stay blank and marks stay marks.
    """
    title = report_title(report)
    blocks: list[Block] = [Paragraph(title, style="title")] if title else []
    blocks += _text(_without_title(report.preamble.lines, title))
    local = last = 0
    for section, form in _parts(report):
        # A local part with a numeral of its own moves those behind it by one.
        local += form is not None and form.number is None
        last = section.number or last
        blocks += _part(report, section, form, last + local if section.number or form else None)
    blocks += _signature(report)
    return Document(tuple(blocks), title=title)


def report_title(report: Report) -> str:
    """The title as printed, else that of the edition with agency and year; what is not known is left out of it."""
    if report.preamble.title:
        return legal(report.preamble.title)
    if report.edition is None:
        return report.agency or ""
    template = report.edition.report_title
    if report.year is None:
        template = template.replace("{year}年", "")
    return template.format(agency=report.agency or "", year=report.year)


def _without_title(lines: Sequence[Line], title: str) -> Sequence[Line]:
    """The preamble without its own first lines where they are the title, which is printed anyway."""
    seen = ""
    for index, line in enumerate(lines):
        seen += "".join(line.text.split())
        if seen == "".join(title.split()):
            return lines[index + 1 :]
    return lines


def form_of(section: Section, edition: Edition) -> SectionForm | None:
    """What the edition says of a section: by its number, else by a title that the edition lists as a local addition."""
    if section.number is not None:
        return next((form for form in edition.sections if form.number == section.number), None)
    return next((form for form in edition.extra_sections if section.title in form.printed_titles), None)


def _parts(report: Report) -> Iterator[tuple[Section, SectionForm | None]]:
    """The parts in official order; a local addition stays behind the part after which it was printed."""
    if report.edition is None:
        yield from ((section, None) for section in report.sections)
        return
    place = 0
    parts = []
    for section in report.sections:
        place = section.number or place
        parts.append((place, section, form_of(section, report.edition)))
    known = {form.key for _place, _section, form in parts if form}
    for form in (*report.edition.sections, *report.edition.extra_sections):
        if form.key not in known and form.table and draw(report.edition.table(form.table), report):
            last = form.number or max((place for place, _section, _form in parts), default=0)
            parts.append((last, Section(f"sections.{form.key}", form.number, form.title.zh, ""), form))
    yield from _each_form_once(sorted(parts, key=lambda part: part[0]))


def _each_form_once(
    parts: Sequence[tuple[int, Section, SectionForm | None]],
) -> Iterator[tuple[Section, SectionForm | None]]:
    """A part that is printed twice has its table once, at its first heading."""
    used: set[str] = set()
    for _place, section, form in parts:
        yield section, form if form and form.key not in used else None
        if form:
            used.add(form.key)


def _part(report: Report, section: Section, form: SectionForm | None, numeral: int | None) -> Iterator[Block]:
    yield Paragraph(_heading(section, numeral), style="heading")
    table = report.edition.table(form.table) if report.edition and form and form.table else None
    grids = draw(table, report) if table else ()
    first = _first_place(report, table) if grids and table else None
    behind = (index for index, line in enumerate(section.lines) if stands_before(first, line.place))
    split = next(behind, len(section.lines))
    yield from _text(section.lines[:split])
    yield from grids
    yield from _text(section.lines[split:])


def _first_place(report: Report, table: Table) -> str | None:
    return next(
        (
            cell.place
            for cell in report.cells
            if cell.place and cell.kind is not CellKind.ABSENT and cell.at.startswith(f"{table.key}.")
        ),
        None,
    )


def _heading(section: Section, numeral: int | None) -> str:
    if section.printed:
        return legal(section.printed)
    return legal((f"{chinese_numeral(numeral)}、" if numeral else "") + section.title)


def _text(lines: Sequence[Line]) -> Iterator[Block]:
    """Lines as paragraphs; neighbouring lines that are rows of a table of the narrative's own as one grid."""
    for is_table, members in groupby(lines, key=lambda line: line.is_table_row):
        if is_table:
            yield _narrative_grid([legal(line.text).split("\t") for line in members])
        else:
            yield from (Paragraph(text) for line in members if (text := legal(line.text).strip(" \u3000\n")))


def _narrative_grid(rows: Sequence[Sequence[str]]) -> Grid:
    """A table of the narrative (a list of staff, of documents); the last cell of a short row spans the rest."""
    width = max(len(row) for row in rows)
    longest = [max((len(row[index]) for row in rows if index < len(row)), default=0) for index in range(width)]
    return Grid(
        tuple(
            (
                *(GridCell(text, header=index == 0) for text in row[:-1]),
                GridCell(row[-1], column_span=width - len(row) + 1, header=index == 0),
            )
            for index, row in enumerate(rows)
        ),
        widths=tuple(float(min(max(length, _NARROWEST), _WIDEST)) for length in longest),
    )


def _signature(report: Report) -> Iterator[Paragraph]:
    """Agency and day at the end, where the report's text does not already print the day."""
    if report.published_on is None:
        return
    day = chinese_date(report.published_on)
    if any(day in section.text.replace(" ", "") for section in report.all_sections()):
        return
    if report.agency:
        yield Paragraph(legal(report.agency), style="signature")
    yield Paragraph(day, style="signature")
