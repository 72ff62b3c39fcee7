"""Reports as wholes: parts that belong together, what was taken over, pages and data about it."""

from __future__ import annotations

import json
import re

import pytest
from lxml import html

from disclosure.comparing import Change, compare, comparison_json, comparison_page, names_of
from disclosure.language import speaking
from disclosure.reading import read_report
from disclosure.samples import Layout, Spec, invent, render
from engine.cli.command_line import gongkai


def made(year, seed, *defects, agency="渡口坪镇"):
    return render(invent(Spec(agency, year, seed, Layout.DOCX, busy=0.2, defects=defects), f"{year}.docx"))


@pytest.fixture(scope="module")
def two_years():
    return compare(*(read_report(made(year, seed), f"{year}.docx") for year, seed in ((2022, 5), (2023, 6))))


def test_all_cells_and_all_sentences_are_there(two_years):
    before, after = two_years.before, two_years.after
    cells = {figure.at for table in two_years.tables for figure in table.figures}

    assert {cell.at for cell in (*before.cells, *after.cells) if cell.value is not None} <= cells
    for figure in (figure for table in two_years.tables for figure in table.figures):
        assert figure.is_same == (before.value(figure.at) == after.value(figure.at))
    for report, side in ((before, "before"), (after, "after")):
        said = re.sub(r"\s", "", "".join(section.text for section in report.all_sections()))
        shown = "".join(getattr(pair, side) for section in two_years.sections for pair in section.pairs)
        assert sorted(said) == sorted(re.sub(r"\s", "", shown))


def test_parts_that_belong_together_stand_together(two_years):
    assert [str(section.title)[:4] for section in two_years.sections][:2] == ["报告开头", "一、总体"]
    assert two_years.sections[0].count(Change.NUMBERS) >= 1


def test_what_law_and_form_word_is_not_counted_as_taken_over(two_years):
    shares = [section.kept_share for section in two_years.sections]

    assert all(share is None or 0 <= share <= 100 for share in shares)
    same = compare(two_years.after, two_years.after)
    assert {section.kept_share for section in same.sections} <= {100, None}


def test_the_page_says_all_of_it_and_needs_nothing_else(two_years):
    page = html.document_fromstring(comparison_page(two_years).decode())
    shown = re.sub(r"\s", "", page.text_content())

    for section in two_years.sections:
        for pair in section.pairs:
            assert re.sub(r"\s", "", pair.after) in shown
            assert re.sub(r"\s", "", pair.before) in shown or pair.change is Change.SAME
    assert len(page.xpath("//table[@class='compared']/tbody/tr")) == two_years.changed
    assert not page.xpath("//script | //link[@href!='data:,'] | //img")


def test_the_page_has_no_holes_for_what_a_report_may_hold():
    text = "某镇2022年政府信息公开工作年度报告\n一、总体情况\n<script>alert(1)</script>公开{}条。\n"
    both = [read_report(text.format(count).encode(), f"<script>{count}.txt") for count in (3, 4)]
    page = comparison_page(compare(*both)).decode()

    assert "alert(1)" in page
    assert "<script" not in page


def test_the_same_comparison_gives_the_same_bytes(two_years):
    assert comparison_page(two_years) == comparison_page(two_years)
    assert comparison_json(two_years) == comparison_json(two_years)


def test_personal_numbers_are_masked():
    reports = [read_report(made(2022, seed, "personal_mobiles"), "a.docx") for seed in (5, 6)]
    text = comparison_page(compare(*reports)).decode() + comparison_json(compare(*reports))

    assert "****" in text
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)


def test_two_drafts_of_one_report_are_told_apart_by_their_files():
    one, other = (read_report(made(2022, 5), name) for name in ("初稿.docx", "定稿.docx"))

    assert [name.rpartition("（")[2] for name in names_of(compare(one, other))] == ["初稿.docx）", "定稿.docx）"]


def test_the_page_in_english(two_years):
    with speaking("en"):
        page = comparison_page(two_years).decode()

    assert '<html lang="en">' in page
    assert "Only numbers changed" in page


@pytest.fixture
def files(tmp_path):
    for name, data in (("前.docx", made(2022, 5)), ("后.docx", made(2023, 6))):
        (tmp_path / name).write_bytes(data)
    return str(tmp_path / "前.docx"), str(tmp_path / "后.docx")


def test_the_command_prints_figures_and_sentences(files, two_years):
    ran = gongkai("report", "diff", *files)

    assert ran.status == 0
    assert f"比对{two_years.compared}格，{two_years.changed}格不同" in ran.out
    assert "只改了数字" in ran.out
    for section in two_years.sections:
        for pair in section.pairs:
            assert pair.change is Change.SAME or (pair.after in ran.out and pair.before in ran.out)


@pytest.mark.parametrize("option", ["-o", "--output", "--html"])
def test_the_command_writes_a_page(files, tmp_path, two_years, option):
    ran = gongkai("report", "diff", *files, option, str(tmp_path / "比对.html"))

    assert ran.lines[-1].startswith("已写到")
    assert len(html.parse(str(tmp_path / "比对.html")).xpath("//tbody/tr")) == two_years.changed


def test_the_command_prints_data(files, two_years):
    found = json.loads(gongkai("report", "diff", *files, "--json").out)

    assert found["schema"] == "gongkai.diff/1"
    assert len(found["changed_cells"]) == two_years.changed
    assert {key: sum(part["counts"][key] for part in found["sections"]) for key in found["sections"][0]["counts"]} == {
        change.value: count for change, count in two_years.counts.items()
    }


def test_a_file_that_is_no_report_is_named(files, tmp_path):
    (tmp_path / "通知.txt").write_text("关于开会的通知\n请于下午三点到会。\n", encoding="utf-8")

    ran = gongkai("report", "diff", files[0], str(tmp_path / "通知.txt"))

    assert ran.status == 3
    assert "通知.txt" in ran.err
