"""A report's figures put into a form that somebody sent: found, assigned, written, and read again before it is handed out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from disclosure.blocks import Block, Document, Grid, Paragraph
from disclosure.errors import UnreadableError
from disclosure.filling.figures import Left, Placed, assign, settle_formulas
from disclosure.filling.opened import Opened, Writes
from disclosure.form import Edition, Report, Source
from disclosure.language import _
from disclosure.reading.formats import DOCX, HTML, damaged_part, format_of
from disclosure.reading.report import report_of
from disclosure.reading.tables.locating import find_cells
from disclosure.reading.tables.values import squeeze
from disclosure.reading.workbook.package import is_workbook


class FillingError(UnreadableError):
    """A form that was filled in does not read as it should: it is not handed out."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with figures in it: its bytes, its edition, what was placed, and what was not with the reason.

    ``same`` counts cells in which the figure stood already; ``empty`` are cells of the form that the report does not have.
    """

    data: bytes
    edition: Edition
    placed: tuple[Placed, ...]
    left: tuple[Left, ...]
    empty: tuple[Left, ...]
    same: int


def fill(data: bytes, report: Report, known: Sequence[Edition], *, overwrite: bool = False) -> Filled:
    """The form ``data`` (.docx, .xlsx or .html) with the figures of ``report``.

    A figure is placed where its own row and column stand in the form, once and for certain; the rest is named. Raises
    :class:`UnreadableError` where the file cannot be read or has no table of the annual report, :class:`FillingError` where
    it does not read as it should afterwards.
    """
    opened = open_form(data)
    grids = [block for block in opened.document.blocks if isinstance(block, Grid)]
    edition = report_of(opened.document, Source("", "", ""), known).edition
    if edition is None:
        raise UnreadableError(_("文件里没有认得的年度报告表格，无从填起。请检查是否选错了文件。"))
    assigned = assign(report, edition, find_cells(grids, edition), overwrite=overwrite, formulas=opened.formulas)
    writes = {**assigned.writes, **settle_formulas(assigned, opened.computed(assigned.writes))}
    made = _written(opened, writes) if writes else data
    _prove(opened.document, open_form(made).document, writes)
    return Filled(made, edition, tuple(assigned.placed), tuple(assigned.left), tuple(assigned.empty), assigned.same)


def _written(opened: Opened, writes: Writes) -> bytes:
    """The file with its cells filled in. Raises :class:`UnreadableError` where another part of it is damaged."""
    try:
        return opened.write(writes)
    except zipfile.BadZipFile as error:
        raise UnreadableError(damaged_part()) from error


def open_form(data: bytes) -> Opened:
    """A file to be filled in, by what is in it. Raises :class:`UnreadableError`."""
    return _opener(data)(data)


def check_kind(data: bytes) -> None:
    """Refuse a file of a kind that cannot be filled in, by its first bytes and names; nothing of it is unpacked.

    Raises :class:`UnreadableError`.
    """
    _opener(data)


def _opener(data: bytes) -> Callable[[bytes], Opened]:
    if data.startswith(b"PK") and is_workbook(data):
        return _open_workbook
    opener = _OPENERS.get(format_of(data).media_type)
    if opener is None:
        raise UnreadableError(_("只能填 .docx、.xlsx 和 .html 的表样。请用 WPS 或 Office 打开，另存为其中一种后再试。"))
    return opener


def _open_word(data: bytes) -> Opened:
    from disclosure.filling.word import open_word  # each library is only paid for by those who need it

    return open_word(data)


def _open_page(data: bytes) -> Opened:
    from disclosure.filling.page import open_page

    return open_page(data)


def _open_workbook(data: bytes) -> Opened:
    from disclosure.filling.workbook import open_workbook

    return open_workbook(data)


_OPENERS: Mapping[str, Callable[[bytes], Opened]] = {DOCX.media_type: _open_word, HTML.media_type: _open_page}


def _prove(before: Document, after: Document, writes: Writes) -> None:
    """That the filled form reads like the empty one, but for the cells that were written. Raises :class:`FillingError`."""
    expected = [_with(block, writes) for block in before.blocks]
    if list(map(_said, expected)) != list(map(_said, after.blocks)):
        raise FillingError(_("填好的文件重新读出来与预期不符，没有写出。请用 WPS 或 Office 打开表样，另存后再试。"))


def _with(block: Block, writes: Writes) -> list[tuple[str | None, str]]:
    if isinstance(block, Paragraph):
        return [(block.place, squeeze(block.text))]
    # A workbook keeps no plus before a number.
    texts = ((cell.place, squeeze(writes.get(cell.place or "", cell.text))) for row in block.rows for cell in row)
    return [(place, text.removeprefix("+")) for place, text in texts]


def _said(block: Block | list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """The places of a block with their words, white space aside."""
    return block if isinstance(block, list) else _with(block, {})
