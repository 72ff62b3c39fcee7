"""What a closed file holds, in order, bound into one PDF with an index of its pages (第四十五条: 归档)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.data import load_yaml
from disclosure.errors import DisclosureError
from disclosure.isolation.errand import run
from disclosure.language import CHINESE, speaking
from disclosure.letters.filling import written
from disclosure.redaction import as_pdf
from disclosure.writing.look import FORM
from disclosure.writing.pdf import write_pdf
from portal.applications.archive.approvals import approval_sheet
from portal.applications.choices import CHANNELS, applicant_kinds, outcome_label
from portal.applications.explain import story, timeline_days, why
from portal.applications.letters import pdf_file
from portal.applications.letters.files import form_document, letter_of
from portal.applications.letters.given import is_void, struck_events
from portal.applications.models import Application, Attachment

_FILE = Path(__file__).with_name("archive.yaml")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One piece of the file: what it is, its number, its day, and its pages; ``content`` None where it cannot be bound in."""

    title: str
    number: str
    on: str
    content: bytes | None


def archived(application: Application) -> bytes:
    """The file as one PDF. Raises :class:`DisclosureError`."""
    from django.utils import translation

    with translation.override("zh-hans"), speaking(CHINESE):
        sheets = list(_sheets(application))
        counts = [run("pages", sheet.content) if sheet.content else 0 for sheet in sheets]
        index = _index(application, sheets, counts, 1)
        pages = run("pages", index)
        if pages > 1:
            index = _index(application, sheets, counts, pages)
        content: bytes = run("bind", [index, *(sheet.content for sheet in sheets if sheet.content)])
    return content


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = load_yaml(_FILE)
    return words


def _sheets(application: Application) -> Iterator[Sheet]:
    words, arrived = _words(), written(application.arrived_on)
    yield Sheet(words["sheet"], application.receipt_number, arrived, write_pdf(_case_sheet(application), FORM))
    yield Sheet(words["form"], "", arrived, write_pdf(form_document(application.agency, application), FORM))
    approvals = approval_sheet(application, words)
    if approvals is not None:
        yield Sheet(words["approval_sheet"], "", written(application.closed_on), write_pdf(approvals, FORM))
    struck = struck_events(application)
    for letter in application.letters.filter(state="signed").select_related("event").order_by("made_on", "pk"):
        title = letter_of(letter).title + (words["void"] if is_void(letter, struck) else "")
        yield Sheet(title, letter.document_number, written(letter.made_on), pdf_file(letter))
    for file in application.attachments.all():
        yield Sheet(_titled(file), "", written(_day(file)), _pages_of(file))


def _titled(file: Attachment) -> str:
    return str(_words()["attachment"]).format(title=file.title) + (_words()["given"] if file.for_applicant else "")


def _day(file: Attachment) -> date:
    from django.utils import timezone

    return timezone.localtime(file.added_at).date()


def _pages_of(file: Attachment) -> bytes | None:
    """A file as a PDF; None where it is of a kind that has no pages, or is damaged."""
    content = file.content()
    try:
        if content.startswith(_PICTURES):
            made: bytes = run("picture", content)
            return made
        found = as_pdf(content, file.title)
        run("pages", found)
    except DisclosureError:
        return None
    return found


def _row(*cells: str, header: bool = False) -> tuple[GridCell, ...]:
    return tuple(GridCell(text, header=header, align="center" if header else "left") for text in cells)


def _index(application: Application, sheets: Sequence[Sheet], counts: Sequence[int], before: int) -> bytes:
    """卷内文件目录: each piece with the pages on which it stands in this PDF."""
    words = _words()
    rows, page = [_row(*words["index"], header=True)], before + 1
    for place, (sheet, count) in enumerate(zip(sheets, counts, strict=True), start=1):
        where = f"{page}" if count == 1 else f"{page}—{page + count - 1}" if count else words["apart"]
        rows.append(_row(str(place), sheet.title, sheet.number, sheet.on, where))
        page += count
    blocks: list[Block] = [
        Paragraph(f"{application.agency.name}\n{words['cover']}", style="title"),
        Paragraph(words["numbered"].format(number=application.receipt_number, pages=page - 1), style="note"),
        Grid(tuple(rows), widths=(1.0, 5.0, 3.9, 3.3, 1.7)),
    ]
    if not all(counts):
        blocks.append(Paragraph(words["apart_note"], style="note"))
    return write_pdf(Document(tuple(blocks), title=f"{words['cover']} {application.receipt_number}"), FORM)


def _facts(application: Application) -> Iterator[tuple[str, str]]:
    values = {
        "receipt_number": application.receipt_number, "name": application.name,
        "applicant_kind": str(dict(applicant_kinds()).get(application.applicant_kind, "")),
        "channel": str(dict(CHANNELS).get(application.channel, "")), "arrived_on": written(application.arrived_on),
        "received_on": written(application.received_on), "asked": application.asked,
        "asked_number": application.asked_number, "due_on": written(application.due_on),
        "outcome": outcome_label(application.outcome), "closed_on": written(application.closed_on),
    }  # fmt: skip
    for key, label in _words()["facts"].items():
        yield label, values[key]


def _event_rows(application: Application) -> Iterator[tuple[GridCell, ...]]:
    words = _words()
    yield _row(*words["events"], header=True)
    for line in story(application):
        taken_back = words["struck"].format(number=line.struck_by) if line.struck_by else ""
        said = "；".join(filter(None, (line.detail, line.event.note, taken_back)))
        by = str(line.event.by) if line.event.by else ""
        yield _row(str(line.event.sequence), written(line.event.on), line.name, said, by)


def _case_sheet(application: Application) -> Document:
    """案卷登记表: who asked for what, what happened, and why the reply was due on its day."""
    words = _words()
    days = [_row(*words["days"], header=True)]
    days += [_row(written(day.on), day.kind, day.count, day.events) for day in timeline_days(application)]
    facts = tuple((_row(label, header=True)[0], _row(value)[0]) for label, value in _facts(application))
    return Document(
        (
            Paragraph(words["case_sheet"], style="title"),
            Grid(facts, widths=(2.6, 9.0)),
            Paragraph(words["course"], style="heading"),
            Grid(tuple(_event_rows(application)), widths=(1.0, 2.8, 2.8, 5.0, 1.8)),
            Paragraph(words["clock"], style="heading"),
            *(Paragraph(text, style="note") for text in why(application)),
            Grid(tuple(days), widths=(2.8, 3.6, 4.0, 2.6)),
        ),
        title=words["case_sheet"],
    )
