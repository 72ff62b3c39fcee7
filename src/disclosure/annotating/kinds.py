"""The files in which findings come back: the author's own Word file with comments, a workbook, a letter.

A report that came as something else than a Word file is laid out as one first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.annotating.anchors import anchors_of
from disclosure.annotating.letter import Sender, letter
from disclosure.annotating.word_comments import Note, with_comments
from disclosure.annotating.words import comment_lines
from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Quote
from disclosure.checks.fingerprint import fingerprints
from disclosure.checks.registry import in_order
from disclosure.errors import DisclosureError
from disclosure.form import Edition, Report
from disclosure.language import _
from disclosure.privacy import masked
from disclosure.reading import read_report
from disclosure.reading.formats import DOCX

#: What can be made, by the name under which it is asked for.
KINDS = ("docx", "xlsx", "letter")


class UnknownKindError(DisclosureError):
    """Findings are to be written into a kind of file that we do not make."""

    def __init__(self, suffix: str) -> None:
        super().__init__(
            _(
                "不能写成“{suffix}”；批注写成 .docx，核对表写成 .xlsx，函（--letter）写成 .docx。",
                suffix=suffix or _("（无后缀）"),
            )
        )


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file with the findings in it, and how many there are.

    ``is_own`` says that it is the author's own file and not one laid out anew.
    """

    data: bytes
    is_own: bool
    count: int


def made_of(
    data: bytes,
    examination: Examination,
    known: Sequence[Edition],
    *,
    kind: str,
    sender: Sender | None = None,
    more: Sequence[Finding] = (),
    without: frozenset[str] = frozenset(),
) -> Annotated:
    """The file of a ``kind`` of :data:`KINDS` for the report in ``data``; in the language in force.

    ``more`` are findings that the report alone does not show (other years, other agencies), ``without`` the fingerprints of
    its own that somebody dismissed. Raises :class:`UnreadableError`, :class:`UnknownKindError`.
    """
    examination = _chosen(examination, more, without)
    if kind == "docx":
        return annotated(data, examination, known)
    if kind not in KINDS:
        raise UnknownKindError(kind)
    if kind == "xlsx":
        from disclosure.annotating.marked_workbook import marked_workbook  # the library behind it is slow to load

        return Annotated(marked_workbook(examination), is_own=False, count=len(examination.findings))
    return Annotated(letter_file(examination, sender), is_own=False, count=len(examination.findings))


def _chosen(examination: Examination, more: Sequence[Finding], without: frozenset[str]) -> Examination:
    """The examination with further findings and without dismissed ones, in order of the report."""
    if not more and not without:
        return examination
    report, own = examination.report, examination.findings
    kept = [finding for finding, mark in zip(own, fingerprints(report, own), strict=True) if mark not in without]
    return replace(examination, findings=in_order(report, (*kept, *more)))


def annotated(data: bytes, examination: Examination, known: Sequence[Edition] | None = None) -> Annotated:
    """The file ``data``, from which ``examination`` was made, with a comment at each finding's place.

    What is no Word file is laid out as one, personal numbers masked, and annotated there. Raises :class:`UnreadableError`.
    """
    is_own = examination.report.source.media_type == DOCX.media_type
    if not is_own:
        data, examination = _laid_out(examination, known)
    notes = [
        Note(comment_lines(finding, examination, number), anchors_of(finding, examination.report))
        for number, finding in enumerate(examination.findings, 1)
    ]
    return Annotated(with_comments(data, notes), is_own, len(notes))


def _laid_out(examination: Examination, known: Sequence[Edition] | None) -> tuple[bytes, Examination]:
    """The report as a Word file of ours, with the findings of the original: places are those of the new file."""
    from disclosure.writing.compose import compose
    from disclosure.writing.docx import write_docx

    examination = replace(examination, report=masked(examination.report))
    data = write_docx(compose(examination.report))
    read = read_report(data, examination.report.source.file, known)
    before = examination.report
    moved = (replace(one, place=None, quotes=tuple(_moved(one.quotes, before, read))) for one in examination.findings)
    return data, Examination(read, (), tuple(moved))


def _moved(quotes: Sequence[Quote], before: Report, after: Report) -> Iterator[Quote]:
    """The quotations where the same words stand in the report laid out anew: as near as can be to where they stood."""
    for quote in quotes:
        old, new = before.section(quote.section), after.section(quote.section)
        words = old.text[quote.start : quote.end] if old else ""
        places = [match.start() for match in re.finditer(re.escape(words), new.text)] if new and words else []
        if places:
            start = min(places, key=lambda place: abs(place - quote.start))
            yield Quote(quote.section, start, start + len(words))


def letter_file(examination: Examination, sender: Sender | None = None) -> bytes:
    """The letter about a report as a .docx."""
    from disclosure.writing.docx import write_docx

    return write_docx(letter(examination, sender))
