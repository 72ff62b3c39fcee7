"""What was decided on a case beside its events, as one sheet of its archive (办理审批单)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from disclosure.blocks import Block, Document, Grid, GridCell, Paragraph
from disclosure.letters.filling import written
from disclosure.records.exemptions import exemptions
from portal.applications.handling.models import Check
from portal.applications.models import Application


def approval_sheet(application: Application, words: Mapping[str, Any]) -> Document | None:
    """The check with its parts, assignments, approvals, fees and notes; None where there is nothing of these."""
    blocks: list[Block] = []
    for part in (_check, _parts, _assignments, _extensions, _fees, _notes):
        blocks += part(application, words)
    converted = application.conversions.select_related("item").first()
    if converted:
        blocks.append(Paragraph(words["conversion"].format(title=converted.item.title), style="note"))
    if not blocks:
        return None
    return Document((Paragraph(words["approval_sheet"], style="title"), *blocks), title=words["approval_sheet"])


def _table(title: str, heading: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[float, ...]) -> Iterator[Block]:
    if rows:
        yield Paragraph(title, style="heading")
        first = tuple(GridCell(text, header=True, align="center") for text in heading)
        yield Grid((first, *(tuple(GridCell(text, align="left") for text in row) for row in rows)), widths=widths)


def _day(at: datetime | None) -> str:
    return written(timezone.localtime(at).date()) if at else ""


def _check(application: Application, words: Mapping[str, Any]) -> Iterator[Block]:
    made = Check.objects.filter(application=application).select_related("by").first()
    if made is None:
        return
    said, rows = made.said(), []
    for row, ground in exemptions().grounds.items():
        found = said.get(row)
        if found is None:
            continue
        lifted = str(found.get("lifted", "")).strip()
        conclusion = words["not_applies"]
        if found["applies"]:
            conclusion = words["lifted"].format(reason=lifted) if lifted else words["applies"]
        law = "、".join(each.short() for each in ground.citations(timezone.localtime(made.at).date()))
        rows.append([ground.name.zh, law, conclusion, str(found.get("remark", ""))])
    yield from _table(words["check"], words["check_rows"], rows, (3.4, 3.4, 2.6, 4.0))
    yield Paragraph(words["checked_by"].format(by=made.by, at=_day(made.at)), style="note")


def _parts(application: Application, words: Mapping[str, Any]) -> Iterator[Block]:
    known = exemptions().grounds
    rows = []
    for part in application.parts.all():
        withheld = words["withheld"].format(ground=known[part.ground].name.zh) if part.ground else words["disclosed"]
        rows.append([part.label, withheld, part.reason])
    yield from _table(words["parts"], words["part_rows"], rows, (4.4, 4.4, 4.6))


def _assignments(application: Application, words: Mapping[str, Any]) -> Iterator[Block]:
    rows = [
        [_day(each.at), " ".join(filter(None, [each.unit, str(each.person or "")])), written(each.due_on),
         str(each.get_state_display()), each.answer]
        for each in application.assignments.select_related("person")
    ]  # fmt: skip
    yield from _table(words["assignments"], words["assignment_rows"], rows, (2.6, 2.8, 2.6, 1.8, 3.6))


def _extensions(application: Application, words: Mapping[str, Any]) -> Iterator[Block]:
    rows = []
    for each in application.extension_requests.select_related("asked_by", "decided_by"):
        decided = ""
        if each.approved is not None:
            decided = words["approved" if each.approved else "refused"].format(by=each.decided_by, opinion=each.opinion)
        rows.append([f"{each.asked_by} {_day(each.asked_at)}", str(each.days), each.reason, f"{decided} {_day(each.decided_at)}"])
    yield from _table(words["extensions"], words["extension_rows"], rows, (3.2, 1.4, 5.0, 3.8))


def _fees(application: Application, words: Mapping[str, Any]) -> Iterator[Block]:
    rows = [
        [str(fee.get_standard_display()), str(fee.computed), str(fee.amount), fee.notice_number, str(fee.received),
         "；".join(filter(None, [fee.waiver_reason, fee.cancelled_reason]))]
        for fee in application.fees.select_related("letter")
    ]  # fmt: skip
    yield from _table(words["fees"], words["fee_rows"], rows, (2.0, 1.8, 2.2, 3.4, 1.8, 2.2))


def _notes(application: Application, words: Mapping[str, Any]) -> Iterator[Block]:
    rows = [[_day(note.at), str(note.by), note.text] for note in application.notes.select_related("by")]
    yield from _table(words["notes"], words["note_rows"], rows, (2.8, 2.2, 8.4))
