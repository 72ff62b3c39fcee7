"""Damaged and hostile forms: each ends soon, with a form filled in rightly or with a reason."""

from __future__ import annotations

import time

import pytest

from disclosure.errors import UnreadableError
from disclosure.filling import fill
from disclosure.form import editions
from engine.filling.blank_forms import docx, forms, full_report, html, xlsx
from engine.reading.word_files import tbl, tc, word, zipped

ENTRY = forms()[0]
REPORT = full_report(ENTRY.edition)
MAKERS = {"docx": docx, "html": html, "xlsx": xlsx}


def filled_or_refused(data: bytes) -> int:
    """How many cells were filled in; 0 where the file was refused with a reason."""
    try:
        made = fill(data, REPORT, editions())
    except UnreadableError as error:
        return -bool(not str(error))
    numbers = [one.text for one in made.placed]
    assert len(set(numbers)) == len(numbers)
    assert {one.at: one.text for one in made.placed}.items() <= {cell.at: str(cell.value) for cell in REPORT.cells}.items()
    return len(numbers)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_form_that_is_cut_off_anywhere(kind):
    data = MAKERS[kind](ENTRY)
    step = max(1, len(data) // 40)

    counts = [filled_or_refused(data[:end]) for end in range(0, len(data), step)]

    assert all(count >= 0 for count in counts)
    assert filled_or_refused(data) == 203


@pytest.mark.parametrize("kind", MAKERS)
def test_a_form_with_a_byte_changed_anywhere(kind):
    data = MAKERS[kind](ENTRY)
    step = max(1, len(data) // 60)

    for at in range(0, len(data), step):
        assert filled_or_refused(data[:at] + bytes([data[at] ^ 0x5A]) + data[at + 1 :]) >= 0


def test_many_rows_of_one_cell_each_end_soon():
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 100_000, 2))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    began = time.perf_counter()

    assert filled_or_refused(workbook(sheet.encode())) == 0
    assert time.perf_counter() - began < 10


LINK = '<Relationship Id="a" Target="worksheets/s.xml"/>'


def sheet_of(links: str) -> str:
    """The entry of the only sheet."""
    return f'<sheet xmlns:r="{links}" name="表" sheetId="1" r:id="a"/>'


def workbook(sheet: bytes) -> bytes:
    """A workbook with one sheet of these bytes."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns="{main}"><sheets>{sheet_of(links)}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{LINK}</Relationships>',
            "xl/worksheets/s.xml": sheet,
        }
    )


def test_a_table_of_many_empty_rows_ends_soon():
    labels = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（七）总计")
    head = tc("") + tc("自然人") + tc("商业企业") + tc("总计")
    rows = [tc(label) + "<w:tc><w:p/></w:tc>" * 3 for label in labels * 2_000]
    began = time.perf_counter()

    assert filled_or_refused(word(tbl(head, *rows))) == 0
    assert time.perf_counter() - began < 10
