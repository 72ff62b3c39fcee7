"""One file → one report: blocks, the edition that fits its tables, the aligned cells, the parts and what the text says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from disclosure.blocks import Block, Document, Grid, Paragraph
from disclosure.form import (
    CellKind,
    DocumentType,
    Edition,
    Oddity,
    ProcessingFees,
    Report,
    Source,
    Table,
    editions,
)
from disclosure.form.listing import with_table
from disclosure.reading import facts
from disclosure.reading.confirming import with_confidence
from disclosure.reading.formats import format_of
from disclosure.reading.json import read_report_json
from disclosure.reading.kinds import file_kind
from disclosure.reading.outline import outline, sections_of
from disclosure.reading.several import first_report
from disclosure.reading.spoken import as_spoken
from disclosure.reading.tables.aligned import Aligned
from disclosure.reading.tables.alignment import align, says_more, tables_of
from disclosure.reading.tables.indicators import Indicators, read_indicators, with_barred_rows
from disclosure.reading.tables.ordering import in_official_order
from disclosure.reading.tables.run_together import with_loose_rows
from disclosure.reading.unframing import unframed

#: No table of indicators has so many cells: a document with as many of a prescribed form need not be searched for one.
_MOST_INDICATORS = 160


def read_report(data: bytes, name: str, known: Sequence[Edition] | None = None, *, modern: bytes | None = None) -> Report:
    """The annual report in a file.

    ``known`` are the editions of the form to try, by default those that come with the program; ``modern`` is what somebody has
    had a converter make of a file of an old kind. Raises :class:`UnreadableError` where the file cannot be read at all.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"'):
        return replace(read_report_json(data, known or editions()), source=_source(data, name, "application/json"))
    kind = format_of(data)
    blocks = format_of(modern).read(modern) if modern is not None else kind.read(data)
    return report_of(blocks, _source(data, name, kind.media_type), known or editions())


def _source(data: bytes, name: str, media_type: str) -> Source:
    return Source(name, hashlib.sha256(data).hexdigest(), media_type)


def report_of(document: Document, source: Source, known: Sequence[Edition]) -> Report:
    """The report that a document of any format holds; of several the first one."""
    blocks, second = first_report(unframed(document.blocks, known))
    old = next((form for form in known if not form.is_prescribed), None)
    if old and any(isinstance(block, Paragraph) and block.text.count("|") > 1 for block in blocks):
        blocks = with_barred_rows(blocks, old)
    if old:
        blocks = with_loose_rows(blocks, old, broken_off=document.broken_off)
    grids = [block for block in blocks if isinstance(block, Grid)]
    edition, tables = _best_edition(grids, [form for form in known if form.is_prescribed])
    listed = _indicators(grids, known, sum(aligned.rows_found for aligned in tables.values()))
    if listed:
        edition, tables = listed.edition, {}
        owned = frozenset(map(id, listed.grids))
        parts = outline(blocks, edition)
        home = next((part.form.number for part in parts if part.form and owned.intersection(map(id, part.blocks))), None)
        edition = with_table(edition, next(iter(edition.tables.values())), home)
    else:
        owned = frozenset(id(grid) for of in tables_of(grids, edition).values() for grid in of) if edition else frozenset()
        parts = outline(blocks, edition or _shape_of(blocks, known))
    preamble, sections, oddities = sections_of(parts, owned)
    if edition is not None and not edition.is_prescribed:
        oddities = []  # a title of one's own is odd only where titles are prescribed
    if second:
        oddities.append(Oddity("second_report", ("preamble",), second.place, {"title": second.text}))
    said, heard = as_spoken(preamble, sections)
    title, titled = facts.title_lines(said)
    texts = ["".join(line.text for line in said.lines[titled.stop :]), *(section.text for section in heard)]
    period = facts.period_of(texts)
    cells = listed.cells if listed else tuple(cell for aligned in tables.values() for cell in aligned.cells)
    report = Report(
        source=source,
        document_type=DocumentType.ANNUAL_REPORT,
        agency=facts.agency_of(title, said, heard),
        year=facts.year_of(title, period, texts) or (listed.year if listed else None),
        edition=edition,
        period=period,
        published_on=facts.published_on(heard),
        contact=facts.contact_of(said, heard),
        preamble=replace(preamble, title="".join("".join(preamble.lines[at].text.split()) for at in titled)),
        sections=sections,
        cells=cells,
        extra_rows=tuple(row for aligned in tables.values() for row in aligned.extra_rows),
        oddities=(*_not_read(document), *oddities, *(oddity for aligned in tables.values() for oddity in aligned.oddities)),
    )
    report = with_confidence(report, document.sure, document.spelt)
    found = file_kind(title, blocks, sections, report.cells, frozenset() if listed else owned)
    if found.kind or found.type is not DocumentType.ANNUAL_REPORT:
        other = Oddity("other_document", ("document",), facts={"kind": found.kind})
        report = replace(report, document_type=found.type, oddities=(*report.oddities, other))
    if found.type is DocumentType.NOT_AN_ANNUAL_REPORT:
        return replace(report, edition=None, cells=(), extra_rows=())  # its figures are no agency's year
    return replace(report, processing_fees=_fees(report))


def _indicators(grids: Sequence[Grid], known: Sequence[Edition], cells_met: int) -> Indicators | None:
    """The indicators of a report of before 2019, None where it has none, or where more cells are those of a prescribed form."""
    form = next((form for form in known if not form.is_prescribed), None)
    found = read_indicators(grids, form) if form and grids and cells_met < _MOST_INDICATORS else None
    return found if found and len(found.cells) > cells_met else None


def _shape_of(blocks: Sequence[Block], known: Sequence[Edition]) -> Edition:
    """The edition by whose titles a document without tables is cut into parts: the first of those with most of them."""
    return max(known, key=lambda form: sum(part.form is not None for part in outline(blocks, form)))


def _not_read(document: Document) -> Iterator[Oddity]:
    """The pages that are pictures, where others were read, and the files laid into this one that could not be read."""
    if document.pictures:
        yield Oddity("picture_pages", (), f"page {document.pictures[0]}", {"pages": list(document.pictures)})
    yield from (Oddity("laid_in_unread", (), place, {"reason": reason}) for place, reason in document.unread)


def _best_edition(grids: Sequence[Grid], known: Sequence[Edition]) -> tuple[Edition | None, dict[str, Aligned]]:
    """The edition whose rows and columns the tables print most completely, with the cells read by it.

    The edition follows the tables, not the year: a report of 2022 may print the form of 2019.
    """
    best: tuple[int, Edition | None, dict[str, Aligned]] = (0, None, {})
    for edition in known:
        if best[1] and not _lacks_rows(best[2]) and not says_more(grids, edition, best[1]):
            continue  # it could only fit better where the tables say something that it alone knows
        owned = tables_of(grids, edition)
        owned = {key: in_official_order(edition.tables[key], grids_of) for key, grids_of in owned.items()}
        aligned = {key: align(table, owned[key]) for key, table in edition.tables.items() if owned[key] or not table.optional}
        score = sum(map(_score, aligned.values()))
        if all(_is_complete(edition.tables[key], table) for key, table in aligned.items()):
            return edition, aligned
        if score > best[0]:
            best = (score, edition, aligned)
    return best[1], best[2]


def _lacks_rows(tables: Mapping[str, Aligned]) -> bool:
    """Whether the document does not have every row of an edition."""
    return any(cell.kind is CellKind.ABSENT for aligned in tables.values() for cell in aligned.cells)


def _is_complete(table: Table, aligned: Aligned) -> bool:
    """Whether a table prints every row and every column's head of the edition and nothing else: no other need be tried."""
    heads = 0 if table.layout == "pairs" else sum(len(block.columns) for block in table.blocks)
    return (
        not aligned.extra_rows
        and aligned.columns_found >= heads
        and all(cell.kind is not CellKind.ABSENT for cell in aligned.cells)
    )


def _score(aligned: Aligned) -> int:
    """How well a table of an edition fits: columns and cells met, less those missing or left over."""
    missing = sum(oddity.kind == "missing_column" for oddity in aligned.oddities)
    absent = sum(cell.kind is CellKind.ABSENT for cell in aligned.cells)
    return 3 * aligned.columns_found + aligned.rows_found - 3 * missing - absent - len(aligned.extra_rows)


def _fees(report: Report) -> ProcessingFees | None:
    """信息处理费: from the table where there is one, else from what the text says."""
    if report.edition is None or "processing_fees" not in report.edition.tables:
        return facts.fees_stated(report.sections)
    fields = {key: report.value(f"processing_fees.{key}") for key in ("notices", "noticed_amount", "received_amount")}
    if all(value is None for value in fields.values()):
        return facts.fees_stated(report.sections)
    notices = fields["notices"]
    return ProcessingFees(int(notices) if notices is not None else None, fields["noticed_amount"], fields["received_amount"])
