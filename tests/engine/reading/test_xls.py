"""Old workbooks (.xls, .et): read like new ones, and walked through before a library follows their chains."""

from __future__ import annotations

import base64
import struct
import zlib
from random import Random

import pytest

from disclosure.blocks import Grid
from disclosure.errors import UnreadableError
from disclosure.form import CellKind
from disclosure.isolation import Examiner
from disclosure.reading import read_report
from disclosure.reading.formats import XLS, format_of
from disclosure.reading.workbook.ole import MAGIC, opened
from disclosure.reading.workbook.xls import read_xls
from disclosure.samples import Layout, generate
from disclosure.samples.grids import grid_of
from disclosure.spans import slots
from engine.reading.old_workbooks import OldSheet, old_workbook, ole

SMALL = OldSheet("表三", {(0, 0): "标题", (2, 0): "规章", (2, 1): 3.0, (2, 2): (7,), (3, 0): 44926, (3, 1): 1.5, (3, 2): "/"})


def as_old_workbook(truth) -> bytes:
    """The tables of an invented report, one sheet each, their numbers sometimes text."""
    sheets = []
    random = Random(truth.name)  # noqa: S311 - invention, not secrecy
    for table in truth.report.edition.tables.values():
        grid = grid_of(truth.report, table)
        values: dict[tuple[int, int], object] = {}
        merged = []
        for row, line in enumerate(slots(grid)):
            for slot in line:
                if slot.is_continued:
                    continue
                text = slot.cell.text
                is_number = text.isdigit() and len(text) < 9 and random.random() < 0.8
                if text:
                    values[row, slot.column] = float(text) if is_number else text
                if slot.cell.row_span > 1 or slot.cell.column_span > 1:
                    last = (row + slot.cell.row_span - 1, slot.column + slot.cell.column_span - 1)
                    merged.append((row, last[0], slot.column, last[1]))
        if any(truth.report.cell(at) for at in table.addresses()):
            sheets.append(OldSheet(f"表{len(sheets) + 1}", values, merged))
    return old_workbook(sheets)


def test_cells_show_their_numbers_results_of_formulas_and_days():
    sheet = OldSheet(SMALL.name, SMALL.values, merged=[(0, 0, 0, 2)], days=frozenset({(3, 0)}))
    paragraph, grid = read_xls(old_workbook([sheet, OldSheet("底稿", {(0, 0): 9}, hidden=True)])).blocks

    assert (paragraph.text, paragraph.place) == ("标题", "sheet 表三 A1")
    assert [[cell.text for cell in row] for row in grid.rows] == [["规章", "3", "7"], ["2022-12-31", "1.5", "/"]]
    assert grid.rows[0][1].place == "sheet 表三 B3"


def test_every_cell_of_generated_old_workbooks_is_read_as_printed():
    for _name, _data, truth in generate(40, 31, (Layout.TAB_ROWS,)):
        report = read_report(as_old_workbook(truth), "a.xls")
        read = {cell.at: (cell.kind, cell.value) for cell in report.cells if cell.kind is not CellKind.ABSENT}
        printed = {at: (cell.kind, cell.value) for at, cell in truth.expected.items() if cell.kind is not CellKind.ABSENT}
        assert read == printed, truth.name


def test_an_old_workbook_is_known_by_what_is_in_it():
    assert format_of(old_workbook([SMALL])) is XLS


@pytest.mark.parametrize("stream", ["EncryptedPackage", "PowerPoint Document"])
def test_what_else_comes_in_such_a_container_is_named(stream):
    with pytest.raises(UnreadableError, match=r"密码|演示文稿"):
        format_of(ole({stream: b"x"}))


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: data[:700],
        lambda data: data[:2500],
        lambda data: data[:512] + b"\0" * 5000,  # every sector follows itself
        lambda _data: MAGIC + b"x" * 100,
        lambda data: data[:0x44] + struct.pack("<II", 0, 1) + data[0x4C:],
        lambda data: data[:0x30] + struct.pack("<I", 0x00FFFFFF) + data[0x34:],
    ],
)
def test_a_broken_container_is_refused_and_led_nowhere(broken):
    with pytest.raises(UnreadableError, match="请"):
        read_xls(broken(old_workbook([SMALL])))


def test_a_sheet_that_spreads_over_everything_is_refused():
    with pytest.raises(UnreadableError, match="单元格"):
        read_xls(old_workbook([OldSheet("a", {(0, 0): "甲", (65_535, 255): 1})]))


def test_a_password_is_said_to_be_one():
    data = old_workbook([SMALL])
    place = data.index(struct.pack("<HH", 0xE0, 20))

    with pytest.raises(UnreadableError, match="密码"):
        read_xls(data[:place] + struct.pack("<HH", 0x2F, 20) + data[place + 4 :])


def test_old_workbooks_with_changed_bytes_are_read_or_explained_in_time():
    data = old_workbook([SMALL])
    random = Random(7)  # noqa: S311 - noise, not secrecy
    with Examiner() as examiner:
        for _time in range(25):
            changed = bytearray(data)
            for _change in range(random.randint(1, 40)):
                changed[random.randrange(8, len(changed))] = random.randrange(256)
            found = examiner.examine(bytes(changed), "a.xls")
            assert found.findings
            assert "自己出了错" not in str(found.findings[0].message)


def test_small_chains_and_the_directory_are_listed():
    assert list(opened(old_workbook([SMALL])).streams) == ["Workbook"]
    assert isinstance(read_xls(old_workbook([SMALL])).blocks[1], Grid)


#: An old workbook with a few bytes changed, over which the library panics instead of saying what is wrong.
PANIC = (
    "c-rk)L2DC16n-<ilg%p8v{r@q2NVJdLJlpodJzvYVO!LLkfw!Y4-KSREvAKn&_GMPc=I4g{(#hj2kW&Wh){dbb9(5-lP3kitZ(M+"
    "+D+C&M3A=32b0<P-kZ1Yy?Hws=HvEIr~R_93w;;|3%a2TnFPnMW#d5}P#%WrG45S#p~0boo5h992zZnG;HWiJ>)nA7_!Edfk>Z<h"
    "3~o_{uo-;DO3+sGJywC!OsXhVM>anfS#W_BmmkZkQ!_zvIU9m>!^Tsa59yLaMPR$-dbR1jzGL&#NHT4Q6@&Yg(&Wz6H#zT<fbR>Q"
    "S7zt-1r`Z57H+J$!F8VmIjxVL0oz*dELrFwk6x+pb%Ge4h?N-Y_xSu3o1cot0@&pT-&>pVZS|FB^OHy`WBB{!QR(icQ~_Dq8U}Rj"
    "W<j!YAtEgzcN!xPN1Lm`3-sASLi;@4D3oj7`^Bx5cPq9Q2oij%wWf1HdvY{b4OB3e&Mii;=zW$%I7Ez9+bx@4&=%FF%RsVADoGoD"
    "$)E6_RaAOw9!x9$=l$&`Doi_(iY$idB15TQB)0nUVn_Cqj7Tw=6yx-~=4>>_0Y;UuCikTBO(~0nPk_qDk>Pr4Vi$oF`n?h<uSCi#"
    "k?@LEUG#XhhgHqGA?fQ1H!wID_zydh-e1g)bl`TRSl{eO27};7bm%jgFfcGMF!)ED0m0(C1UBHDZsITKHq_xB%)u=7b?pBZ!@ybc"
    "K4ajCd9!x$ogUX`NYJNJ5#7)@(K@O2(_E7sS^NSW-B#N"
)


def test_damage_over_which_the_library_panics_is_damage():
    with pytest.raises(UnreadableError):
        read_xls(zlib.decompress(base64.b85decode(PANIC)))


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        ((0, 0x4000_0006, 0, 8), "单元格"),
        ((0, 0xFF00_0006, 0xFFFF, 0xFFFF), "单元格"),
        ((9, 3, 0, 8), "损坏"),
        ((0, 3, 9, 8), "损坏"),
    ],
)
def test_a_sheet_that_spreads_over_everything_by_its_own_word_is_refused_before_memory_is_taken_for_it(says, answer):
    book = bytearray(as_old_workbook(next(truth for _name, _data, truth in generate(1, 3, (Layout.XLSX,)))))
    struct.pack_into("<2I2H", book, book.index(struct.pack("<HH", 0x0200, 14)) + 4, *says)

    with pytest.raises(UnreadableError, match=answer):
        read_xls(bytes(book))


def test_a_sheet_that_the_records_before_it_hide_is_looked_at_where_the_library_finds_it():
    book = bytearray(old_workbook([SMALL]))
    end = book.index(struct.pack("<HH", 0x0A, 0))
    spread = book.index(struct.pack("<HH", 0x0200, 14))
    struct.pack_into("<H", book, end + 2, spread + 64 - end)  # the end of the first part swallows the head of the sheet
    struct.pack_into("<I", book, spread + 8, 0x4000_0006)

    with pytest.raises(UnreadableError, match="单元格"):
        read_xls(bytes(book))
