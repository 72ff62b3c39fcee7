"""What a closed file holds, in order, bound into one PDF with an index of its pages (第四十五条: 归档)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.errors import DisclosureError
from disclosure.isolation.errand import run
from disclosure.language import CHINESE, speaking
from disclosure.letters.filling import written
from disclosure.redaction import as_pdf
from disclosure.writing.look import FORM
from disclosure.writing.pdf import write_pdf
from portal.applications.choices import CHANNELS, applicant_kinds, outcome_label
from portal.applications.explain import story, timeline_days, why
from portal.applications.letters import pdf_file
from portal.applications.letters.files import form_document, letter_of
from portal.applications.models import Application, Attachment

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


def _sheets(application: Application) -> Iterator[Sheet]:
    yield Sheet(
        "案卷登记表", application.receipt_number, written(application.arrived_on), write_pdf(_case_sheet(application), FORM)
    )
    form = write_pdf(form_document(application.agency, application), FORM)
    yield Sheet("政府信息公开申请表", "", written(application.arrived_on), form)
    for letter in application.letters.filter(state="signed").order_by("made_on", "pk"):
        yield Sheet(letter_of(letter).title, letter.document_number, written(letter.made_on), pdf_file(letter))
    for file in application.attachments.all():
        yield Sheet(_titled(file), "", written(_day(file)), _pages_of(file))


def _titled(file: Attachment) -> str:
    return f"附件：{file.title}" + ("（随答复提供）" if file.for_applicant else "")


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
    rows, page = [_row("序号", "文件名称", "文号", "日期", "页号", header=True)], before + 1
    for place, (sheet, count) in enumerate(zip(sheets, counts, strict=True), start=1):
        where = f"{page}" if count == 1 else f"{page}—{page + count - 1}" if count else "另存"
        rows.append(_row(str(place), sheet.title, sheet.number, sheet.on, where))
        page += count
    blocks: list[Block] = [
        Paragraph(f"{application.agency.name}\n政府信息公开申请案卷", style="title"),
        Paragraph(f"受理编号：{application.receipt_number}　　共{page - 1}页", style="note"),
        Grid(tuple(rows), widths=(1.0, 6.0, 3.4, 2.6, 1.6)),
    ]
    if not all(counts):
        blocks.append(Paragraph("页号栏注明“另存”的文件不能转换成页面，请以电子文件随卷保存。", style="note"))
    return write_pdf(Document(tuple(blocks), title=f"案卷 {application.receipt_number}"), FORM)


def _case_sheet(application: Application) -> Document:
    """案卷登记表: who asked for what, what happened, and why the reply was due on its day."""
    facts = [
        ("受理编号", application.receipt_number), ("申请人", application.name),
        ("申请人类别", str(dict(applicant_kinds()).get(application.applicant_kind, ""))),
        ("申请渠道", str(dict(CHANNELS).get(application.channel, ""))), ("提交（收到）日期", written(application.arrived_on)),
        ("收到申请之日", written(application.received_on)), ("所需信息", application.asked), ("文号", application.asked_number),
        ("答复期限", written(application.due_on)), ("办理结果", outcome_label(application.outcome)),
        ("办结日期", written(application.closed_on)),
    ]  # fmt: skip
    events = [_row("序号", "日期", "事项", "说明", "记录人", header=True)]
    for line in story(application):
        notes = [line.detail, line.event.note, f"（已由第{line.struck_by}条更正）" if line.struck_by else ""]
        by = str(line.event.by) if line.event.by else ""
        events.append(_row(str(line.event.sequence), written(line.event.on), line.name, "；".join(filter(None, notes)), by))
    days = [_row("日期", "日历", "计算", "事项", header=True)]
    days += [_row(written(day.on), day.kind, day.count, day.events) for day in timeline_days(application)]
    return Document(
        (
            Paragraph("政府信息公开申请案卷登记表", style="title"),
            Grid(
                tuple((GridCell(label, header=True), GridCell(value, align="left")) for label, value in facts), widths=(2.6, 9.0)
            ),
            Paragraph("办理经过", style="heading"),
            Grid(tuple(events), widths=(1.0, 2.8, 2.8, 5.0, 1.8)),
            Paragraph("期限说明", style="heading"),
            *(Paragraph(text, style="note") for text in why(application)),
            Grid(tuple(days), widths=(2.8, 3.6, 4.0, 2.6)),
        ),
        title="政府信息公开申请案卷登记表",
    )
