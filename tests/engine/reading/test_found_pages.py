"""Whole reports as pages of sites are found: each oddity of such pages leaves every cell as it was printed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest

from disclosure.blocks import Grid
from disclosure.reading import read_report
from disclosure.samples import Layout, Spec, Truth, invent
from disclosure.samples.parts import blocks_of
from engine.samples.test_read_back import cells_differing

TRUTHS = [invent(Spec("青禾镇", year, 7, Layout.FOUND_HTML, busy=0.4)) for year in (2020, 2023)]
ABOUT_PAGE = (("索引号：", "000-2023-1"), ("发布日期：", "2024-01-20"), ("浏览次数：", "128"))
ABOUT = f"<table>{''.join(f'<tr><td>{name}</td><td>{value}</td></tr>' for name, value in ABOUT_PAGE)}</table>"


def page(truth: Truth, head: str = '<meta charset="utf-8">') -> str:
    """The report as a plain page."""
    return f"<html><head>{head}</head><body>{''.join(_block(block) for block in blocks_of(truth))}</body></html>"


def _block(block) -> str:
    if not isinstance(block, Grid):
        return f"<p>{escape(block.text)}</p>"
    rows = (
        "".join(f"<td rowspan={cell.row_span} colspan={cell.column_span}>{escape(cell.text)}</td>" for cell in row)
        for row in block.rows
    )
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


ODDITIES: dict[str, Callable[[str], str]] = {
    "data rows span fewer columns than their heads": lambda text: text.replace("colspan=3", "colspan=2"),
    "data rows span more": lambda text: text.replace("colspan=3", "colspan=4"),
    "heads span fewer columns than there are": lambda text: text.replace("colspan=7", "colspan=6"),
    "a label reaches too far down": lambda text: text.replace("rowspan=3", "rowspan=4"),
    "a label does not reach far enough": lambda text: text.replace("rowspan=8", "rowspan=5"),
    "cells and rows are not closed": lambda text: text.replace("</td>", "").replace("</tr>", ""),
    "every table stands in a frame": lambda text: text.replace("<table border=1>", "<table><tr><td><table border=1>").replace(
        "</table>", "</table></td></tr></table>"
    ),
    "everything stands in one cell": lambda text: text.replace("<body>", "<body><table><tr><td>").replace(
        "</body>", "</td></tr></table></body>"
    ),
    "a table about the page stands before it": lambda text: text.replace("<body>", f"<body>{ABOUT}"),
    "the path of the page stands before it": lambda text: text.replace("<body>", "<body><p>首页</p><p>信息公开年报</p>"),
    "all cells are heads": lambda text: text.replace("<td", "<th").replace("</td>", "</th>"),
    "sounds stand behind characters": lambda text: text.replace("项", "项(xiàng)"),
    "tags are in capitals": lambda text: text.replace("<td", "<TD").replace("</td>", "</TD>").replace("<tr>", "<TR>"),
    "rows stand in sections of a table": lambda text: text.replace("<table border=1>", "<table border=1><tbody>").replace(
        "</table>", "</tbody></table>"
    ),
    "editors' marks stand in cells": lambda text: text.replace("</td>", "<o:p></o:p>&nbsp;</td>"),
}


@pytest.mark.parametrize("truth", TRUTHS, ids=["2019", "2021"])
@pytest.mark.parametrize("oddity", ODDITIES)
def test_an_oddity_of_pages_leaves_every_cell_as_printed(oddity, truth):
    data = ODDITIES[oddity](page(truth)).encode()
    report = read_report(data, "a.html")

    assert cells_differing(data, truth) == []
    assert [part.number for part in report.sections] == [1, 2, 3, 4, 5, 6]
    assert (report.agency, report.year) == (truth.report.agency, truth.report.year)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "gb18030"), ("", "gb18030"), ('<meta charset="big5">', "gb18030"),
        ('<meta charset="gb2312">', "utf-8"),
        ('<meta charset="utf-8">', "utf-16"), ("", "utf-8-sig"),
    ],
)  # fmt: skip
def test_a_wrong_or_missing_encoding_leaves_every_cell_as_printed(head, encoding):
    assert cells_differing(page(TRUTHS[1], head).encode(encoding), TRUTHS[1]) == []


@pytest.mark.parametrize("truth", TRUTHS, ids=["2019", "2021"])
def test_a_page_cut_anywhere_says_nothing_that_was_not_printed(truth):
    data = page(truth).encode()
    printed = {at: cell.value for at, cell in truth.expected.items()}
    last_number_broken = 0
    for end in range(1500, len(data), 431):
        read = read_report(data[:end], "a.html")
        wrong = [cell for cell in read.cells if cell.value is not None and cell.value != printed[cell.at]]
        assert len(wrong) <= 1, (end, wrong)
        last_number_broken += len(wrong)
    assert last_number_broken <= 3, "only the number in which a page breaks off may be shorter"


def test_a_table_about_the_page_is_no_part_of_the_report():
    report = read_report(ODDITIES["a table about the page stands before it"](page(TRUTHS[1])).encode(), "a.html")

    assert report.extra_rows == ()
    assert not any("128" in (cell.as_printed or "") for cell in report.cells if cell.place and cell.place.startswith("table 1 "))
