"""A report as people get it: on a page, as a file, as text to paste (页面、文件、文本)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from disclosure.blocks import Grid
from disclosure.checks.examination import Examination
from disclosure.figures import Figure
from disclosure.form import Report, Section
from disclosure.spans import slots
from disclosure.writing import compose, write_report
from disclosure.writing.compose import form_of
from portal.annual import signing
from portal.annual.drawing import drawn_tables
from portal.annual.form_filling import FilledForm
from portal.annual.models import SignedReport

_FILLED = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text; ``marked`` where a finding quotes it."""

    text: str
    marked: bool = False


Quotes = Sequence[tuple[str, int, int]]


def document_of(
    report: Report, figures: Mapping[str, Figure] | None = None, marked: Sequence[str] = (), quotes: Quotes = ()
) -> dict[str, Any]:
    """A report as pages show it: title, preamble, parts each with its table, and tables that belong to no part.

    ``marked`` are addresses and ``quotes`` words that findings speak of.
    """
    tables = {table.key: table for table in drawn_tables(report, figures, marked=marked)}
    sections = []
    for section in report.sections:
        form = form_of(section, report.edition) if report.edition else None
        table = tables.pop(form.table, None) if form and form.table else None
        sections.append((section, list(_lines(section, quotes)), table))
    preamble = list(_lines(report.preamble, quotes))
    return {
        "title": report.preamble.title,
        "preamble": preamble[_lines_of_title(report.preamble) :],
        "sections": sections,
        "rest": list(tables.values()),
        "published_on": report.published_on,
        "agency": report.agency or "",
        "is_empty": not (preamble or sections or report.cells),
    }


def _lines_of_title(preamble: Section) -> int:
    """How many of the first lines are the title, which is shown anyway."""
    read = ""
    for place, line in enumerate(preamble.lines, 1):
        read += "".join(line.text.split())
        if read == "".join(preamble.title.split()):
            return place
    return 0


def _lines(section: Section, quotes: Quotes) -> Iterator[list[Stretch]]:
    """The lines of a section, each cut where quoted words begin and end."""
    here = [(start, end) for key, start, end in quotes if key == section.key]
    for offset, line in section.starts():
        cuts = {0, len(line.text)}
        cuts |= {min(max(edge - offset, 0), len(line.text)) for quote in here for edge in quote}
        edges = sorted(cuts)
        yield [
            Stretch(line.text[first:last], any(start <= offset + first and offset + last <= end for start, end in here))
            for first, last in pairwise(edges)
        ]


def as_text(report: Report) -> str:
    """The report as plain text with tables separated by tabs, to be pasted into another platform's editor."""
    lines = []
    for block in compose(report).blocks:
        if isinstance(block, Grid):
            lines += ["\t".join("" if slot.is_continued else slot.cell.text for slot in row) for row in slots(block)]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def report_file(signed: SignedReport, suffix: str) -> HttpResponse:
    """A signed version as .docx, .html, or the very JSON that was signed. Raises :class:`Http404` for another suffix."""
    if suffix not in MEDIA:
        raise Http404
    if suffix == "json":
        body = (signed.content + "\n").encode()
    else:
        body = write_report(Examination(signing.report_of_version(signed), (), ()), f".{suffix}")
    answer = HttpResponse(body, content_type=MEDIA[suffix])
    name = f"{signed.report.agency.name}{signed.report.year}年政府信息公开工作年度报告.{suffix}"
    header = content_disposition_header(suffix != "html", name)
    if header:
        answer.headers["Content-Disposition"] = header
    return answer


def filled_file(filled: FilledForm) -> HttpResponse:
    """A filled form to be saved; a page too is saved and never shown here, for it is somebody else's."""
    answer = HttpResponse(filled.data, content_type=_FILLED.get(filled.name.rpartition(".")[2], "application/octet-stream"))
    if header := content_disposition_header(True, filled.name):
        answer.headers["Content-Disposition"] = header
    return answer
