"""A report as people get it: on a page, as a file, as text to paste (页面、文件、文本)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from disclosure.blocks import Grid
from disclosure.checks.examination import Examination
from disclosure.figures import Figure
from disclosure.form import Line, Report
from disclosure.writing import compose, write_report
from disclosure.writing.compose import form_of
from disclosure.writing.spans import slots
from portal.annual import signing
from portal.annual.drawing import drawn_tables
from portal.annual.models import SignedReport

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def document_of(report: Report, figures: Mapping[str, Figure] | None = None, marked: Sequence[str] = ()) -> dict[str, Any]:
    """A report as pages show it: title, preamble, parts each with its table, and tables that belong to no part."""
    tables = {table.key: table for table in drawn_tables(report, figures, marked=marked)}
    sections = []
    for section in report.sections:
        form = form_of(section, report.edition) if report.edition else None
        sections.append((section, tables.pop(form.table, None) if form and form.table else None))
    return {
        "title": report.preamble.title,
        "preamble": _without_title(report.preamble.lines, report.preamble.title),
        "sections": sections,
        "rest": list(tables.values()),
        "published_on": report.published_on,
        "agency": report.agency,
    }


def _without_title(lines: Sequence[Line], title: str) -> Sequence[Line]:
    """The preamble without the first lines that are the title, which is shown anyway."""
    read = ""
    for place, line in enumerate(lines):
        read += "".join(line.text.split())
        if read == "".join(title.split()):
            return lines[place + 1 :]
    return lines


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
