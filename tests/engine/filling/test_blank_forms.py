"""Thirty blank forms: every cell that can be told is filled in, none wrongly, and nothing else of the file changes."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree
from lxml import html as pages
from openpyxl import load_workbook

from disclosure.filling import fill
from disclosure.form import CellKind, editions
from disclosure.reading import read_report
from engine.filling.blank_forms import blank, docx, forms, full_report, html, key, xlsx
from engine.reading.word_files import W

FORMS = {entry.name: entry for entry in forms()}
KINDS = {"docx": docx, "html": html, "xlsx": xlsx}


def texts(kind: str, data: bytes) -> list[str]:
    """What stands in each cell of a file, in the order of the file, read by nothing of ours."""
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        cells = [cell for cell in root.iter(f"{{{W}}}tc") if cell.find(f".//{{{W}}}tc") is None]
        return ["".join(text.text or "" for text in cell.iter(f"{{{W}}}t")).strip() for cell in cells]
    if kind == "xlsx":
        sheets = load_workbook(io.BytesIO(data)).worksheets
        area = [(sheet, row, column) for sheet in sheets for row in range(1, 80) for column in range(1, 30)]
        values = [sheet.cell(row, column).value for sheet, row, column in area]
        return ["" if value is None else str(value) for value in values]
    root = pages.document_fromstring(data.decode("gb18030"))
    return ["".join(cell.itertext()).strip() for cell in root.iter("td") if cell.find(".//td") is None]


def printed(report, address: str, kind: str) -> str:
    """A figure as it is to stand in its cell: with its sign in a column of changes."""
    sign = "+" if kind != "xlsx" and report.edition.split(address)[2].kind == "change" else ""
    return f"{sign}{report.value(address)}"


@pytest.fixture(scope="module", params=[(name, kind) for name in FORMS for kind in KINDS], ids="-".join)
def filled(request):
    name, kind = request.param
    entry, make = FORMS[name], KINDS[kind]
    report = full_report(entry.edition)
    data = make(entry, blank)
    return entry, kind, report, data, fill(data, report, editions())


def test_every_cell_that_can_be_told_has_its_figure_and_no_other_has_one(filled):
    entry, kind, report, data, made = filled
    placeable = entry.placeable()
    before, after, keys = texts(kind, data), texts(kind, made.data), texts(kind, KINDS[kind](entry, key))

    assert len(before) == len(after) == len(keys)
    wrong = [
        (address, old, new)
        for address, old, new in zip(keys, before, after, strict=True)
        if new != (printed(report, address, kind) if address in placeable else old)
    ]
    assert not wrong
    assert {one.at for one in made.placed} == placeable
    assert len(placeable) > 100


def test_what_was_not_placed_is_named_with_a_reason(filled):
    _entry, _kind, report, _data, made = filled
    placed, left = {one.at for one in made.placed}, {one.at for one in made.left}

    assert placed | left == {cell.at for cell in report.cells}
    assert not placed & left
    assert all(str(one.why) for one in made.left)


def test_nothing_else_changes_by_a_single_byte(filled):
    _entry, kind, report, data, made = filled
    numbers = "|".join(re.escape(printed(report, cell.at, kind)) for cell in report.cells).encode()
    if kind == "xlsx":
        only_cells_came(data, made.data, {one.place.rpartition(" ")[::2]: one.text for one in made.placed})
        return
    if kind == "html":
        assert only_came(numbers, data, made.data, (b"", b"&nbsp;", "　".encode("gb18030")))
        return
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(made.data)) as after:
        assert before.namelist() == after.namelist()
        for name in before.namelist():
            if name != "word/document.xml":
                assert before.read(name) == after.read(name)
        xml, original = after.read("word/document.xml"), before.read("word/document.xml")
    run = rb'<w:r>(?:<w:rPr><w:b/><w:sz w:val="18"/></w:rPr>)?<w:t>(?:%b)</w:t></w:r>' % numbers
    in_empty = rb'(?<=<w:p)>%b</w:p>|(?<=<w:p w:rsidR="00B")>%b</w:p>' % (run, run)
    pattern = rb'%b|%b|(?<=<w:t xml:space="preserve">)(?:%b)' % (in_empty, run, numbers)
    assert only_came(pattern, original, xml, (b"", b"/>", b" />", b"  "))


def only_cells_came(before: bytes, after: bytes, placed) -> None:
    """That a workbook differs only by numbers in the cells placed, whose look and everything else are as they were."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            if name.startswith("xl/worksheets/sheet"):
                tags = (re.sub(rb'<c r="[A-Z]+[0-9]+"[^>]*?(/>|>.*?</c>)', b"", part.read(name)) for part in (old, new))
                assert next(tags) == next(tags)
            else:
                assert old.read(name) == new.read(name), name
    one, other = load_workbook(io.BytesIO(before)), load_workbook(io.BytesIO(after))
    for sheet in one:
        for row in other[sheet.title].iter_rows():
            for cell in row:
                was = sheet[cell.coordinate]
                if (f"sheet {sheet.title}", cell.coordinate) not in placed and not hasattr(was, "is_merged"):
                    assert cell.value == was.value
                assert (cell.style_id, cell.number_format) == (was.style_id, was.number_format)


def only_came(pattern: bytes, before: bytes, after: bytes, instead: tuple[bytes, ...]) -> bool:
    """Whether a file differs from the one before only by what the pattern fits, where one of ``instead`` stood."""
    at = 0
    pieces = re.split(pattern, after)
    assert len(pieces) > 100
    for number, piece in enumerate(pieces):
        gap = next((gap for gap in sorted(instead, key=len, reverse=True) if before.startswith(gap + piece, at)), None)
        if gap is None or (number == 0 and gap):
            return False
        at += len(gap) + len(piece)
    return at == len(before)


def test_the_filled_form_reads_as_the_reports_tables(filled):
    entry, kind, report, _data, made = filled
    read = read_report(made.data, f"表.{kind}")

    assert read.edition is not None
    assert read.edition.key == entry.edition.key
    for address in entry.placeable():
        cell = read.cell(address)
        assert cell is not None, address
        assert (cell.kind, cell.value) == (CellKind.NUMBER, report.value(address)), address
