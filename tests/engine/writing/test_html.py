"""The web page: whole, accessible, and safe whatever stands in the report."""

import pytest
from lxml import html

from disclosure.blocks import Document, Grid, GridCell, Paragraph
from disclosure.reading.web.html import read_html
from disclosure.writing import compose
from disclosure.writing.html import write_html
from engine.writing.reports import AGENCY, report, shape


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(write_html(compose(report())))


def test_the_same_report_gives_the_same_bytes():
    assert write_html(compose(report())) == write_html(compose(report()))


def test_the_page_names_its_language_title_and_width(page):
    assert page.get("lang") == "zh-CN"
    assert page.findtext("head/title") == f"{AGENCY}2022年政府信息公开工作年度报告"
    assert page.xpath("//meta[@name='viewport']")
    assert html.document_fromstring(write_html(Document((), language="en"))).get("lang") == "en"


def test_headings_are_headings_in_order(page):
    assert [element.tag for element in page.iter("h1", "h2")] == ["h1", *["h2"] * 6]


def test_every_table_has_a_caption_and_can_be_reached_by_keyboard(page):
    assert [table.findtext("caption") for table in page.iter("table")] == [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]
    for region in page.xpath("//div[@role='region']"):
        assert region.get("tabindex") == "0"
        assert page.get_element_by_id(region.get("aria-labelledby")).tag == "caption"


def test_every_heading_cell_says_for_what_it_speaks(page):
    scopes = {"".join(cell.itertext()).strip(): cell.get("scope") for cell in page.iter("th")}

    assert scopes["规章"] == "row"
    assert scopes["（三）不予公开"] == "row"
    assert scopes["申请人情况"] == "col"
    assert None not in scopes.values()


def test_table_three_has_a_head_and_table_two_none():
    page = html.document_fromstring(write_html(compose(report())))

    assert [len(table.findall("thead/tr")) for table in page.iter("table")] == [0, 3, 3]


def test_no_address_is_fetched(page):
    assert page.xpath("//script | //link | //img | //@src") == []
    assert "url(" not in "".join(page.xpath("//style/text()"))


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "{{ 7*7 }}", "</style><b>"])
def test_words_of_a_report_stay_words(words):
    document = Document((Paragraph(words, style="title"), Paragraph(words), Grid(((GridCell(words),),))), title=words)
    page = html.document_fromstring(write_html(document))

    assert page.xpath("//script | //img | //b") == []
    assert page.findtext(".//p") == words
    assert shape(read_html(write_html(document))) == shape(document)


def test_merged_cells_read_back():
    grid = Grid(((GridCell("甲", row_span=2, column_span=2), GridCell("乙")), (GridCell("丙"),), tuple(map(GridCell, "123"))))

    assert shape(read_html(write_html(Document((grid,))))) == shape(Document((grid,)))
