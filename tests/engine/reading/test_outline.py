"""The parts of a report, found by the words of their titles."""

from __future__ import annotations

import pytest

from disclosure.blocks import Block, Grid, GridCell, Paragraph
from disclosure.form import edition_named
from disclosure.reading import read_report
from disclosure.reading.outline import outline, sections_of

FORM = edition_named("2021")
TITLES = [section.title.zh for section in FORM.sections]
TABLE = Grid(((GridCell("规章"), GridCell("0")),))


def found(*lines: str | Grid) -> list[tuple[int | None, str]]:
    blocks: list[Block] = [line if isinstance(line, Grid) else Paragraph(line, f"line {n}") for n, line in enumerate(lines, 1)]
    _preamble, sections, _oddities = sections_of(outline(blocks, FORM), frozenset())
    return [(section.number, section.printed) for section in sections]


def oddities(*lines: str) -> list[str]:
    _preamble, _sections, odd = sections_of(outline([Paragraph(line, "line") for line in lines], FORM), frozenset())
    return [oddity.kind for oddity in odd]


def numbered(titles: list[str]) -> list[str]:
    return [f"{numeral}、{title}" for numeral, title in zip("一二三四五六", titles, strict=False)]


def test_six_titles_make_six_parts():
    assert [number for number, _printed in found(*numbered(TITLES))] == [1, 2, 3, 4, 5, 6]


def test_what_stands_before_the_first_title_is_the_preamble():
    preamble, sections, _odd = sections_of(
        outline([Paragraph("某镇年报"), Paragraph("一、总体情况"), Paragraph("正文。")], FORM), frozenset()
    )

    assert preamble.text == "某镇年报"
    assert [section.text for section in sections] == ["正文。"]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("二、行政机关主动公开政府信息情况", 2),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4),
        ("四、政府信息公开行政法复议、行政诉讼情况", 4),
        ("其它需要报告的事项", 6),
        ("、主动公开政府信息情况", 2),
        ("\xa0四、政府信息公开行政复议、行政诉讼情况", 4),
        ("五、 存在的主要问题及改进情况：", 5),
    ],
)
def test_variants_misprints_and_lost_numerals_are_the_part_they_mean(printed, number):
    assert found(printed) == [(number, printed)]


@pytest.mark.parametrize(
    "line",
    [
        "总体情况良好，主动公开政府信息情况逐年改善，其他需要报告的事项将在下一年度的报告中说明清楚。",
        "（一）信息处理费统计情况",
        "主动公开情况",
        "一、加强组织领导",
        "",
    ],
)
def test_these_lines_are_no_title_of_a_part(line):
    assert found(line) == []


def test_a_list_of_contents_is_not_the_parts_themselves():
    lines = [*numbered(TITLES), "本报告由六部分组成。", *numbered(TITLES)]
    sections = found(*lines)

    assert [number for number, _printed in sections] == [1, 2, 3, 4, 5, 6]
    _preamble, parts, _odd = sections_of(outline([Paragraph(line, str(n)) for n, line in enumerate(lines, 1)], FORM), frozenset())
    assert [part.place for part in parts] == ["8", "9", "10", "11", "12", "13"]


def test_a_title_repeated_after_its_table_begins_no_second_part():
    assert found("二、主动公开政府信息情况", TABLE, "主动公开政府信息情况") == [(2, "二、主动公开政府信息情况")]


def test_a_local_part_moves_the_numerals_but_not_the_numbers():
    lines = [*numbered([*TITLES[:4], "信息处理费统计情况", TITLES[4]]), f"七、{TITLES[5]}"]

    assert [number for number, _printed in found(*lines)] == [1, 2, 3, 4, None, 5, 6]
    assert "extra_section" in oddities(*lines)


def test_own_headings_inside_a_part_stay_inside():
    lines = [
        "一、总体情况",
        "一、加强领导",
        "二、拓宽渠道",
        "三、存在不足",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
    ]

    assert [number for number, _printed in found(*lines)] == [1, 2, 3]


def test_a_part_without_numeral_is_found_and_noted():
    assert oddities("一、总体情况", "其它需要报告的事项") == ["number_missing"]


@pytest.mark.parametrize("lines", [[], ["只有一句话。"], ["一、二、三"], ["一、"] * 50])
def test_a_text_without_any_part_is_all_preamble(lines):
    assert found(*lines) == []


def test_a_table_of_the_narrative_stays_in_the_text_as_a_row():
    staff = Grid(((GridCell("姓名", "line 2"), GridCell("职务", "line 3")),))
    _preamble, (section,), _odd = sections_of(outline([Paragraph("一、总体情况"), staff], FORM), frozenset())

    assert [(line.text, line.place, line.is_table_row) for line in section.lines] == [("姓名\t职务", "line 2", True)]


def rows_of_list(*rows: str) -> list[str]:
    """The rows read of a list of staff in text, one cell a line, an empty line after each row."""
    cells = "".join("".join(f"\t{cell}\n" for cell in row.split()) + "\n" for row in rows)
    text = f"2022年政府信息公开工作年度报告\n一、总体情况\n配备工作人员2名。\n\n{cells}\n\n二、主动公开政府信息情况\n无。\n"
    report = read_report(text.encode(), "a.txt")
    return [line.text.replace("\t", " ") for line in report.section("sections.1").lines if line.is_table_row]


HEAD = "姓名 职务 电话 职责"


def test_a_row_of_a_list_that_an_empty_line_tore_is_one_row():
    whole = "禾某 科员 000-0000002 审核"
    assert rows_of_list(HEAD, "田某 科员", "000-0000001 发布", whole) == [HEAD, "田某 科员 000-0000001 发布", whole]


@pytest.mark.parametrize(
    "rows",
    [
        (HEAD, "田某 科员", "发布 审核"),  # which words belong to whom is not told
        (HEAD, "田某 科员", "12 审核"),  # a number, but no telephone
        (HEAD, "田某 科员 发布", "000-0000001 发布"),  # more than one row
        (HEAD, "田某", "000-0000001 发布"),  # less than one
        (HEAD, "000-0000001 田某", "000-0000002 禾某"),  # rows that begin with the number
        ("姓名 电话", "000-0000001 发布 审核", "田某 科员"),
    ],
)
def test_rows_that_may_be_others_stay_apart(rows):
    assert rows_of_list(*rows) == list(rows)
