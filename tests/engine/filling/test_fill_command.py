"""``gongkai report fill``: figures into a form, the rest named, a status that tells whether anything was left."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from disclosure.reading import read_report
from disclosure.samples import Layout, Spec, invent, render
from engine.cli.command_line import gongkai
from engine.filling.blank_forms import docx, forms, html, xlsx

FORMS = {entry.name: entry for entry in forms()}


def given(folder, name="official-2021", make=html, year=2022):
    """A blank form and a report, as files."""
    blank, report = folder / f"空表.{make.__name__}", folder / "年报.docx"
    blank.write_bytes(make(FORMS[name]))
    report.write_bytes(render(invent(Spec("渡口坪镇", year, 5, Layout.DOCX, busy=0.4), report.name)))
    return str(blank), str(report)


def test_a_form_is_filled_from_a_report(tmp_path):
    blank, report = given(tmp_path)
    out = tmp_path / "填好.html"

    ran = gongkai("report", "fill", blank, "--from", report, "-o", str(out))

    assert ran.status == 0
    assert ran.lines[0].startswith("填入200格")
    mine, theirs = read_report(out.read_bytes(), "a"), read_report((tmp_path / "年报.docx").read_bytes(), "b")
    assert {cell.at: cell.value for cell in theirs.cells} == {cell.at: mine.value(cell.at) for cell in theirs.cells}


def test_of_another_edition_the_rest_is_named_and_the_status_says_so(tmp_path):
    blank, report = given(tmp_path, "official-2019", docx)

    ran = gongkai("report", "fill", blank, "--from", report, "-o", str(tmp_path / "填好.docx"))

    assert ran.status == 1
    assert "只填两版都有的格" in ran.out
    assert "  规章（3格）：表样里没有找到这一格" in ran.lines
    assert "  政府集中采购（2格）" in ran.lines


def test_the_same_call_gives_the_same_bytes(tmp_path):
    blank, report = given(tmp_path, make=docx)
    made = [tmp_path / "一.docx", tmp_path / "二.docx"]
    for out in made:
        gongkai("report", "fill", blank, "--from", report, "-o", str(out))

    assert made[0].read_bytes() == made[1].read_bytes()


def test_another_format_is_refused_before_any_work(tmp_path):
    blank, report = given(tmp_path)

    ran = gongkai("report", "fill", blank, "--from", report, "-o", str(tmp_path / "填好.docx"))

    assert ran.status == 2
    assert "“.html”" in ran.err


@pytest.mark.parametrize("out", ["填好.docx", "填好.txt"])
def test_a_form_of_a_kind_that_cannot_be_filled_is_said_first(tmp_path, out):
    """Not that the ending of -o is wrong: doing what that says would lead nowhere."""
    _blank, report = given(tmp_path)
    (tmp_path / "空表.txt").write_text("年度报告\n", encoding="utf-8")

    ran = gongkai("report", "fill", str(tmp_path / "空表.txt"), "--from", report, "-o", str(tmp_path / out))

    assert ran.status == 3
    assert "只能填 .docx、.xlsx 和 .html 的表样" in ran.err
    assert not (tmp_path / out).exists()


def test_a_report_without_figures_fills_nothing(tmp_path):
    blank, _report = given(tmp_path)

    ran = gongkai("report", "fill", blank, "--from", blank, "-o", str(tmp_path / "填好.html"))

    assert ran.status == 3
    assert "没有可填的" in ran.err
    assert not (tmp_path / "填好.html").exists()


def test_a_form_that_cannot_be_read_is_named(tmp_path):
    _blank, report = given(tmp_path)
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 broken")

    ran = gongkai("report", "fill", str(broken), "--from", report, "-o", str(tmp_path / "填好.docx"))

    assert ran.status == 3
    assert "坏.docx" in ran.err


def test_in_english(tmp_path):
    blank, report = given(tmp_path)

    ran = gongkai("--lang", "en", "report", "fill", blank, "--from", report, "-o", str(tmp_path / "out.html"))

    assert ran.lines[0].startswith("200 cells filled in")


def test_a_workbook(tmp_path):
    blank, report = given(tmp_path, make=xlsx)
    out = tmp_path / "填好.xlsx"

    ran = gongkai("report", "fill", blank, "--from", report, "-o", str(out))

    assert ran.lines[0].startswith("填入200格")
    values = {cell.value for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row}
    assert {cell.value for cell in read_report((tmp_path / "年报.docx").read_bytes(), "b").cells} <= values
