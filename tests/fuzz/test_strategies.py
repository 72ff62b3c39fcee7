"""The readers on texts and pages put together at random from what reports are made of: no crash, and nothing out of the air."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.errors import UnreadableError
from disclosure.examine import examine_bytes
from disclosure.form import editions

LABELS = sorted(
    {
        f"{label}{row.note}"
        for edition in editions()
        for table in edition.tables.values()
        for row in table.rows
        for label in (*row.printed_labels, *(group.label.zh for group in row.groups))
    }
    | {
        column.label.zh
        for edition in editions()
        for table in edition.tables.values()
        for block in table.blocks
        for column in block.columns
    }
)
NUMBERS = st.one_of(
    st.integers(0, 3000).map(str),
    st.text("0123456789", min_size=1, max_size=24),
    st.sampled_from(
        ["", "/", "-", "〇", "１２", "1,234", "12件", "86000元", "+6", "减2", "9（其中修订4件）", "300余", "1.5", "1 234"]
    ),
)
BETWEEN = st.sampled_from(
    ["", "", " ", "\t", "|", " | ", "\n", "\n\n", "\n\t", "||\n", "|||\n", "\n|\n", "\n- 3 -\n", "\x0c", "\r\n"]
)
WORDS = st.sampled_from(
    [
        "一、总体情况\n",
        "二、主动公开政府信息情况\n",
        "2022年收到申请12件，其中自然人8件。\n",
        "青禾镇人民政府2022年政府信息公开工作年度报告\n",
    ]
)
TEXTS = st.lists(st.one_of(st.sampled_from(LABELS), NUMBERS, NUMBERS, BETWEEN, BETWEEN, WORDS), max_size=60).map("".join)
CELLS = st.builds(
    lambda text, rows, columns: f"<td rowspan={rows} colspan={columns}>{text}</td>",
    st.one_of(st.sampled_from(LABELS), NUMBERS),
    st.sampled_from([1, 1, 1, 2, 9, -1, 70000]),
    st.sampled_from([1, 1, 1, 3, 0, 70000]),
)  # fmt: skip
PAGES = st.lists(st.lists(CELLS, max_size=9).map(lambda cells: f"<tr>{''.join(cells)}</tr>"), max_size=12).map(
    lambda rows: f"<html><body><table>{''.join(rows)}</table></body></html>"
)


def digits_of(text: str) -> str:
    return "".join(character for character in text if character.isdigit() or character in "零〇")


def reads(text: str, name: str) -> None:
    """A text is read or refused; and no number is read that is not printed."""
    try:
        report = examine_bytes(text.encode(), name).report
    except UnreadableError:
        return
    printed = digits_of(text)
    for cell in report.cells:
        if cell.value is not None:
            assert cell.as_printed
            assert digits_of(cell.as_printed) in printed, cell


@given(TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_read_or_refused_and_no_number_comes_out_of_the_air(text):
    reads(text, "a.txt")


@given(PAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_page_is_read_or_refused_and_no_number_comes_out_of_the_air(page):
    reads(page, "a.html")


@pytest.mark.deep
@given(TEXTS)
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_very_many_texts_are_read_or_refused(text):
    reads(text, "a.txt")


@pytest.mark.deep
@given(PAGES)
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_very_many_pages_are_read_or_refused(page):
    reads(page, "a.html")
