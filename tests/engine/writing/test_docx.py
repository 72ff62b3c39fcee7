"""The Word file itself: official page and fonts, real merges, the same bytes each time."""

import io
import zipfile

import pytest
from lxml import etree

from disclosure.blocks import Document, Grid, GridCell, Paragraph
from disclosure.reading.word.docx import read_docx
from disclosure.writing import compose
from disclosure.writing.docx import write_docx
from disclosure.writing.look import Look, Typeface
from engine.writing.reports import AGENCY, report, shape

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


@pytest.fixture(scope="module")
def written():
    return write_docx(compose(report()))


def test_the_same_report_gives_the_same_bytes(written):
    assert write_docx(compose(report())) == written


def test_no_member_and_no_property_tells_when_or_by_what_it_was_made(written):
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        days = {member.date_time for member in package.infolist()}
        core = package.read("docProps/core.xml").decode()

    assert days == {(1980, 1, 1, 0, 0, 0)}
    assert "python" not in core
    assert "created" not in core
    assert AGENCY in core


def test_page_and_margins_are_those_of_gb_t_9704(written):
    section = part(written).find(f".//{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")

    def millimetres(element, name):
        return round(int(element.get(W + name)) / 1440 * 25.4)

    assert [millimetres(size, name) for name in ("w", "h")] == [210, 297]
    assert [millimetres(margins, name) for name in ("top", "left", "right", "bottom")] == [37, 28, 26, 35]


def test_every_style_names_its_chinese_font_and_none_a_theme(written):
    styles = part(written, "word/styles.xml").findall(f"{W}style")
    fonts = {style.find(f"{W}name").get(f"{W}val"): style.find(f".//{W}rFonts") for style in styles}

    assert {name: font.get(f"{W}eastAsia") for name, font in fonts.items() if font is not None} == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "heading 1": "黑体",
        "Signature": "仿宋_GB2312",
        "Table Text": "宋体",
    }
    assert not any("Theme" in key for font in fonts.values() if font is not None for key in font.attrib)


def test_fonts_that_an_office_lacks_have_a_stand_in(written):
    fonts = part(written, "word/fontTable.xml").findall(f"{W}font")

    assert {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val") for font in fonts}["方正小标宋简体"] == "宋体"


def test_body_text_is_indented_by_two_characters(written):
    normal = next(style for style in part(written, "word/styles.xml").findall(f"{W}style") if style.get(f"{W}default"))

    assert normal.find(f".//{W}ind").get(f"{W}firstLineChars") == "200"
    assert normal.find(f".//{W}sz").get(f"{W}val") == "32"


def test_the_operator_may_name_other_fonts():
    data = write_docx(compose(report()), Look(body=Typeface("思源宋体", "宋体")))

    assert "思源宋体" in etree.tostring(part(data, "word/styles.xml"), encoding="unicode")


def test_the_head_repeats_where_it_holds_for_the_whole_table_and_nowhere_else(written):
    repeated = [len(table.findall(f".//{W}tblHeader")) for table in part(written).iter(f"{W}tbl")]

    assert repeated == [0, 3, 3], "the first head of table two holds for its first part only"


def test_no_table_is_wider_than_the_type_area(written):
    for table in part(written).iter(f"{W}tbl"):
        assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) <= 156 / 25.4 * 1440


def test_every_row_has_cells_for_every_column_of_its_table(written):
    for table in part(written).iter(f"{W}tbl"):
        columns = len(list(table.iter(f"{W}gridCol")))
        for row in table.iter(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == columns


def test_merged_cells_are_real_merges_that_read_back():
    grid = Grid(((GridCell("甲", row_span=2, column_span=2), GridCell("乙")), (GridCell("丙"),), tuple(map(GridCell, "123"))))

    assert shape(read_docx(write_docx(Document((grid,))))) == shape(Document((grid,)))


def test_tables_that_follow_each_other_stay_two():
    grid = Grid(((GridCell("1"),),))

    assert len(read_docx(write_docx(Document((grid, grid)))).blocks) == 2


def test_hostile_characters_do_not_break_the_file():
    document = Document((Paragraph("<w:p>&amp;\x00\x0c𠮷"), Grid(((GridCell("]]>\x1f"),),))))

    assert shape(read_docx(write_docx(document))) == ["<w:p>&amp;𠮷", [[("]]>", 1, 1)]]]


def test_a_tab_is_a_tab_and_a_line_end_a_line_end():
    document = Document((Paragraph("甲\t乙"), Grid(((GridCell("上\n下"),),))))

    assert shape(read_docx(write_docx(document))) == shape(document)


def test_a_document_without_blocks_is_still_a_document():
    assert read_docx(write_docx(Document(()))).blocks == ()
