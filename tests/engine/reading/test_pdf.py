"""PDF files with a text layer: what we write comes back, what cannot be read is refused with what to do."""

from __future__ import annotations

import io
import json

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import pdf_files
from disclosure.blocks import Grid, Paragraph
from disclosure.errors import UnreadableError
from disclosure.examine import examine_bytes
from disclosure.form import Cell, CellKind, editions
from disclosure.reading import read_report
from disclosure.reading.paged.pdf import read_pdf
from disclosure.samples import Layout, Spec, generate, invent, render, sample_files
from disclosure.writing import compose
from disclosure.writing.pdf import write_pdf
from engine.cli.command_line import gongkai
from engine.writing.reports import filled, good_values, report, with_cell, without_row

#: Setting a page takes a tenth of a second: few examples in make test, hundreds in make deep.
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
MANY = settings(FEW, max_examples=400)
ARTICLE_20 = ["第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "12"]


def figures(whole):
    """Kind and value of every cell that the document has."""
    return {cell.at: (cell.kind, cell.value) for cell in whole.cells if cell.kind is not CellKind.ABSENT}


def read_back(whole):
    return read_report(write_pdf(compose(whole)), "report.pdf")


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_pdf(data).blocks if isinstance(block, Paragraph)]


def grids(data: bytes) -> list[list[list[str]]]:
    return [
        [["".join(cell.text.split()) for cell in row] for row in block.rows]
        for block in read_pdf(data).blocks
        if isinstance(block, Grid)
    ]


def test_the_good_figures_of_a_city_come_back():
    whole = report(values=good_values(), year=2025)
    back = read_back(whole)

    assert figures(back) == figures(whole)
    assert (back.edition, back.year, back.agency) == (whole.edition, whole.year, whole.agency)
    assert back.oddities == ()
    assert [(part.number, part.title) for part in back.sections] == [(part.number, part.title) for part in whole.sections]


def test_a_row_that_was_not_there_is_not_there_again():
    whole = without_row(report(), "applications", "not_processed.publication")

    assert figures(read_back(whole)) == figures(whole)


@pytest.mark.parametrize("mark", ["/", "-", "无", "—"])
def test_a_mark_comes_back_as_a_mark(mark):
    at = "applications.granted.natural_person"
    back = read_back(with_cell(report(), Cell(at, CellKind.MARK, None, mark)))

    assert (back.cell(at).kind, back.cell(at).as_printed) == (CellKind.MARK, mark)


@FEW
@given(st.sampled_from(editions()).flatmap(filled))
def test_any_figures_come_back(whole):
    assert figures(read_back(whole)) == figures(whole)


@pytest.mark.deep
@MANY
@given(st.sampled_from(editions()).flatmap(filled))
def test_very_many_figures_come_back(whole):
    assert figures(read_back(whole)) == figures(whole)


@pytest.mark.parametrize("name", ["桐花里街道-2020.txt", "青禾镇-2022.txt"])
def test_the_commands_write_a_pdf_and_read_the_same_tables_in_it(name, tmp_path):
    """The editions of 2019 and of 2021, as somebody at the terminal does it."""
    source, made = tmp_path / name, tmp_path / "made.pdf"
    source.write_bytes(dict(sample_files())[name])
    assert gongkai("report", "write", str(source), "-o", str(made)).status == 0

    before, after = (json.loads(gongkai("report", "read", str(path), "--format", "jsonl").out) for path in (source, made))

    assert (after["tables"], after["form"]) == (before["tables"], before["form"])
    assert [(row["label"], row["values"]) for row in after["extra_rows"]] == [
        (row["label"], row["values"]) for row in before["extra_rows"]
    ]


@pytest.mark.deep
@pytest.mark.parametrize("layout", [Layout.PDF, Layout.WORD_DUMP])
def test_generated_reports_of_every_kind_come_back_from_a_pdf(layout):
    """Blanks, marks, decimals, collapsed rows, extra rows: whatever other reports hold, written as PDF and read again."""
    for name, data, _truth in generate(300, 77, (layout,)):
        whole = read_report(data, name)
        back = read_back(whole)

        assert figures(back) == figures(whole), name
        assert [row.values for row in back.extra_rows] == [row.values for row in whole.extra_rows], name


def test_places_name_page_table_row_and_cell():
    back = read_back(report(values=good_values(), year=2025))
    by_place = {cell.place: cell for cell in back.cells}

    assert all(place and place.startswith("page ") for place in by_place)
    assert len(by_place) == len(back.cells)
    assert back.cell("article_20.licences.decisions").place.endswith("row 7 cell 2")
    assert all(line.place.startswith("page ") for section in back.sections for line in section.lines)


def test_the_findings_of_a_report_are_those_of_the_same_report_as_a_web_page():
    spec = Spec("青禾镇", 2022, 3, Layout.PDF, busy=0.4, defects=("broken_sum", "application_count"))
    truth = invent(spec)
    printed = examine_bytes(render(truth), "a.pdf")
    page = examine_bytes(render(invent(Spec(**{**_fields(spec), "layout": Layout.HTML}))), "a.html")

    assert [(found.rule, found.at) for found in printed.findings] == [(found.rule, found.at) for found in page.findings]


def _fields(spec: Spec) -> dict[str, object]:
    return {name: getattr(spec, name) for name in spec.__slots__}


def test_text_is_read_in_the_order_of_the_page_not_of_the_file():
    lines = [
        pdf_files.text(72, 100, "一、总体情况"), pdf_files.text(72, 130, "第一段说的是工作。"),
        pdf_files.text(72, 160, "二、别的"),
        pdf_files.text(300, 400, "右边"), pdf_files.text(72, 190, "最后一段。"),
    ]  # fmt: skip

    assert texts(pdf_files.pdf("".join(reversed(lines)))) == texts(pdf_files.pdf("".join(lines)))
    assert texts(pdf_files.pdf("".join(lines)))[:2] == ["一、总体情况", "第一段说的是工作。"]


@pytest.mark.parametrize("draw", ["lines", "bars", "one path"])
def test_rulings_are_lines_or_thin_boxes_or_one_path(draw):
    across = [(72, y, 472, y) for y in (100, 130, 160)]
    down = [(x, 100, x, 160) for x in (72, 272, 472)]
    if draw == "lines":
        rules = "".join(pdf_files.line(*one) for one in (*across, *down))
    elif draw == "bars":
        rules = "".join(
            pdf_files.bar(x, y, max(other_x - x, 0.6), max(other_y - y, 0.6)) for x, y, other_x, other_y in across + down
        )
    else:
        rules = "".join(pdf_files.line(*one).replace(" S\n", "\n") for one in (*across, *down)) + "S\n"
    words = [
        (80, 60, "第二十条第（五）项所列信息的处理情况如下表"),
        (80, 120, "信息内容"),
        (300, 120, "本年处理决定数量"),
        (80, 150, "行政许可"),
        (360, 150, "12"),
    ]
    data = pdf_files.pdf(rules + "".join(pdf_files.text(*one) for one in words))

    assert grids(data) == [[["信息内容", "本年处理决定数量"], ["行政许可", "12"]]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_with_text_turned_against_it_is_read_as_it_is_shown(turn):
    plain = pdf_files.text(72, 100, "一、总体情况") + pdf_files.text(72, 160, "二、主动公开政府信息情况的说明文字")
    matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}[turn]
    box = "[0 0 595 842]" if turn in (0, 180) else "[0 0 842 595]"
    data = pdf_files.pdf(f"q {matrix} cm {plain} Q\n", box=box, more=f"/Rotate {turn}")

    assert texts(data) == ["一、总体情况", "二、主动公开政府信息情况的说明文字"]


def test_a_scanned_file_is_said_to_be_one():
    out = io.BytesIO()
    Image.new("L", (600, 800), 200).save(out, "pdf")

    with pytest.raises(UnreadableError, match="扫描件"):
        read_pdf(out.getvalue())


def test_a_page_that_is_a_picture_among_pages_of_text_is_named():
    made, picture = pypdfium2.PdfDocument(render(invent(Spec("青禾镇", 2022, 3, Layout.PDF)))), io.BytesIO()
    Image.new("L", (600, 800), 200).save(picture, "pdf")
    made.import_pages(pypdfium2.PdfDocument(picture.getvalue()), index=1)
    out = io.BytesIO()
    made.save(out)
    (found,) = [one for one in examine_bytes(out.getvalue(), "a.pdf").findings if one.rule == "structure.picture_page"]

    assert "第2页" in str(found.message)


def test_a_file_without_anything_on_it_is_said_to_have_no_text():
    with pytest.raises(UnreadableError, match="没有文字"):
        read_pdf(pdf_files.pdf(""))


def test_fonts_that_do_not_say_what_their_characters_are_are_named():
    with pytest.raises(UnreadableError, match="字体"):
        read_pdf(
            pdf_files.pdf(pdf_files.text(72, 100, "主动公开政府信息情况，行政许可行政处罚行政强制"), font=pdf_files.SILENT_FONT)
        )


@pytest.mark.parametrize(
    ("name", "said"),
    [("locked.pdf", "密码"), ("many-pages.pdf", "200000 页"), ("no-pages.pdf", "损坏"), ("page-in-itself.pdf", "第 1 页已损坏")],
)
def test_what_cannot_be_read_is_refused_with_the_reason(name, said):
    with pytest.raises(UnreadableError, match=said) as refused:
        read_pdf(pdf_files.HOSTILE[name]())

    assert "请" in str(refused.value)


def test_a_line_of_another_program_before_the_head_is_no_hindrance():
    data = b"\r\n\r\n" + render(invent(Spec("青禾镇", 2022, 3, Layout.PDF)))

    assert read_report(data, "a.pdf").year == 2022


@pytest.mark.parametrize("year", [2020, 2023])
def test_a_torn_file_says_the_same_as_a_whole_one(year):
    truth = invent(Spec("青禾镇", year, 8, Layout.TORN_PDF, busy=0.3))
    read = read_report(render(truth), truth.name)

    assert (read.agency, read.year, read.period, read.published_on) == (
        truth.report.agency, truth.report.year, truth.report.period, truth.report.published_on,
    )  # fmt: skip
    assert read.contact.phone == truth.report.contact.phone
    assert [part.title for part in read.sections] == [part.title for part in truth.report.sections]
