"""One file → one report, whatever the file is."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from disclosure.errors import UnreadableError
from disclosure.examine import examine_bytes
from disclosure.form import CellKind, DocumentType, Report
from disclosure.reading import read_report
from disclosure.samples import sample_files

SAMPLES = dict(sample_files())
PIECES = [
    piece for data in SAMPLES.values() if not data.startswith(b"PK") for piece in data.decode("utf-8", "replace").split("\n")
][:400]


def read(data: bytes) -> Report | None:
    """The report, or None where the file is refused; any other exception is a mistake of ours."""
    try:
        return read_report(data, "file")
    except UnreadableError:
        return None


@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b'{"')
@example(b'{"schema": "gongkai.report/1"}')
@example(b"<html>")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(("9" * 5000 + "\t9\n行政许可\t" + "9" * 5000).encode())
@settings(max_examples=300, deadline=None)
def test_random_bytes_are_read_or_refused(data):
    read(data)


@given(
    st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=8), max_size=40),
    st.sampled_from(["\n", "\n\n", "\t", ""]),
)
@settings(max_examples=100, deadline=None)
def test_pieces_of_reports_in_any_order_are_read_or_refused(pieces, between):
    report = read(between.join(pieces).encode("utf-8", "replace"))
    for cell in report.cells if report else ():
        assert (cell.value is not None) == (cell.kind in (CellKind.NUMBER, CellKind.INFERRED))
        assert cell.because or cell.kind not in (CellKind.UNREADABLE, CellKind.ABSENT, CellKind.INFERRED)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_report_cut_anywhere_loses_cells_and_gains_none(data):
    """Truncation: what is missing is missing; what is left is read as before, or not at all."""
    name = data.draw(st.sampled_from(sorted(name for name in SAMPLES if name.endswith(".txt"))))
    whole = SAMPLES[name]
    cut = whole[: data.draw(st.integers(0, len(whole)))].decode("utf-8", "ignore")
    cut = cut[: cut.rfind("\n") + 1]
    full, report = read_report(whole, name), read(cut.encode())
    if report and report.edition is full.edition:
        for cell in report.cells:
            if cell.kind is CellKind.NUMBER:
                assert cell.value == full.value(cell.at), cell.at


@pytest.mark.parametrize("data", [b"", b"   \n", b"\xef\xbb\xbf", b"\x00" * 50])
def test_an_empty_file_is_said_to_be_empty(data):
    with pytest.raises(UnreadableError, match="空"):
        read_report(data, "empty.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "PDF 已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "旧版 Office"),
        (b"\x89PNG....", "图片"),
        (b"\xff\xd8\xff....", "图片"),
        (b"Rar!....", "RAR"),
        (b"7z\xbc\xaf....", "7z"),
    ],
)
def test_kinds_of_file_that_are_not_read_are_named_with_what_to_do(data, said):
    with pytest.raises(UnreadableError, match=said):
        read_report(data, "file")


@pytest.mark.parametrize(
    "text", ["今天天气很好。", "一、二、三", "关于报送2022年政府信息公开工作年度报告的通知\n\n请于1月31日前报送。"]
)
def test_a_text_that_is_no_report_is_said_to_be_none(text):
    report = read_report(text.encode(), "notice.txt")

    assert report.document_type is DocumentType.NOT_AN_ANNUAL_REPORT
    assert report.edition is None
    assert report.cells == ()


def test_a_text_without_any_heading_is_no_trouble():
    assert examine_bytes("只有一句话。".encode(), "note.txt").findings


def test_a_blank_form_is_told_from_a_report():
    rows = "行政许可\t\t\n行政处罚\t\t\n行政强制\t\t\n"
    text = f"政府信息公开工作年度报告\n{rows}第二十条第（五）项\t\t\n信息内容\t本年处理决定数量\t\n"

    assert read_report(text.encode(), "form.txt").document_type is DocumentType.BLANK_FORM


@pytest.mark.parametrize(
    "encode",
    [lambda text: text.encode("gb18030"), lambda text: text.encode("utf-16"), lambda text: text.replace("\n", "\r\n").encode()],
)
def test_encoding_and_line_ends_change_nothing(encode):
    name = next(name for name in SAMPLES if name.endswith(".txt"))
    text = SAMPLES[name].decode("utf-8-sig")

    assert [(cell.at, cell.value) for cell in read_report(encode(text), name).cells] == [
        (cell.at, cell.value) for cell in read_report(text.encode(), name).cells
    ]
