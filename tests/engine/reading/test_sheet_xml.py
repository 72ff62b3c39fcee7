"""Tables that web systems export as XML of Excel 2003, usually under the name .xls."""

from __future__ import annotations

from html import escape

import pytest

from disclosure.blocks import Grid
from disclosure.errors import UnreadableError
from disclosure.form import CellKind
from disclosure.reading import read_report
from disclosure.reading.formats import SHEET_XML, format_of
from disclosure.reading.workbook.sheet_xml import read_sheet_xml
from disclosure.samples import Layout, generate
from disclosure.samples.grids import grid_of
from disclosure.spans import slots

HEAD = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook'
    ' xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
)


def book(*sheets: str) -> bytes:
    parts = (f'<Worksheet ss:Name="表{number}"><Table>{rows}</Table></Worksheet>' for number, rows in enumerate(sheets, 1))
    return f"{HEAD}{''.join(parts)}</Workbook>".encode()


def row(*cells: object, **attributes: int) -> str:
    told = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    kinds = ("Number" if isinstance(cell, int | float) else "String" for cell in cells)
    inside = (f'<Cell><Data ss:Type="{kind}">{cell}</Data></Cell>' for kind, cell in zip(kinds, cells, strict=True))
    return f"<Row{told}>{''.join(inside)}</Row>"


def grid(data: bytes) -> list[list[str]]:
    (found,) = (block for block in read_sheet_xml(data).blocks if isinstance(block, Grid))
    return [[cell.text for cell in line] for line in found.rows]


def test_cells_have_their_numbers_places_and_spans():
    data = book('<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">三、</Data></Cell><Cell ss:Index="3">'
                '<Data ss:Type="Number">3.0</Data></Cell></Row><Row><Cell ss:Index="3"><Data ss:Type="DateTime">2022-12-31T00:00'
                "</Data></Cell></Row>")  # fmt: skip
    (found,) = read_sheet_xml(data).blocks

    assert [[(cell.text, cell.row_span) for cell in line] for line in found.rows] == [
        [("三、", 2), ("", 1), ("3", 1)], [("", 1), ("2022-12-31", 1)],
    ]  # fmt: skip
    assert found.rows[0][2].place == "sheet 表1 C3"


def test_hidden_rows_and_sheets_are_not_read():
    hidden = (
        '<Worksheet ss:Name="底稿"><Table><Row><Cell><Data ss:Type="String">丙</Data></Cell></Row></Table><x:WorksheetOptions>'
    )
    hidden += "<x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    data = book(row("甲", 1) + row("底稿", 2, Hidden=1) + row("乙", 3)).replace(b"</Workbook>", hidden.encode() + b"</Workbook>")

    assert grid(data) == [["甲", "1"], ["乙", "3"]]
    assert len(read_sheet_xml(data).blocks) == 1


def test_every_cell_of_generated_exports_is_read_as_printed():
    for _name, _data, truth in generate(15, 51, (Layout.TAB_ROWS,)):
        sheets = []
        for table in truth.report.edition.tables.values():
            if any(truth.report.cell(at) for at in table.addresses()):
                sheets.append("".join(_line(line) for line in slots(grid_of(truth.report, table))))
        report = read_report(book(*sheets), "a.xls")
        read = {cell.at: (cell.kind, cell.value) for cell in report.cells if cell.kind is not CellKind.ABSENT}
        printed = {at: (cell.kind, cell.value) for at, cell in truth.expected.items() if cell.kind is not CellKind.ABSENT}
        assert read == printed, truth.name


def _line(line) -> str:
    own = [slot for slot in line if not slot.is_continued]
    cells = (
        f'<Cell ss:Index="{slot.column + 1}" ss:MergeAcross="{slot.cell.column_span - 1}"'
        f' ss:MergeDown="{slot.cell.row_span - 1}">'
        f'<Data ss:Type="{"Number" if slot.cell.text.isdigit() else "String"}">{escape(slot.cell.text)}</Data></Cell>'
        for slot in own
    )
    return f"<Row>{''.join(cells)}</Row>"


def test_it_is_known_by_what_is_in_it():
    assert format_of(book(row("甲", 1))) is SHEET_XML


@pytest.mark.parametrize(
    "data",
    [book(row("甲"))[:-40], HEAD.replace("<Workbook", "<!DOCTYPE d [<!ENTITY a 'b'>]><Workbook").encode() + b"&a;</Workbook>"],
)
def test_damaged_and_hostile_exports_are_refused_with_what_to_do(data):
    with pytest.raises(UnreadableError, match="请"):
        read_sheet_xml(data)


def test_digits_that_are_set_high_are_no_digits_of_the_number_before_them():
    high = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">12<Sup><B>1</B></Sup>件</ss:Data></Cell>'

    assert grid(book(f'<Row><Cell><Data ss:Type="String">新收</Data></Cell>{high}</Row>{row("结转", 3)}'))[0] == ["新收", "12¹件"]
