from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

import disclosure.form
from disclosure.blocks import Paragraph
from disclosure.form import Line, Section, edition_named, load_edition
from disclosure.writing import compose
from engine.writing.reports import AGENCY, addresses, grids, report, shape, texts


def paragraphs(document, style):
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.style == style]


def test_the_six_parts_stand_in_order_under_the_title():
    document = compose(report())

    assert paragraphs(document, "title") == [f"{AGENCY}2022年政府信息公开工作年度报告"]
    assert paragraphs(document, "heading") == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert len(grids(document)) == 3


def test_parts_out_of_order_are_put_in_order():
    whole = report()

    assert shape(compose(replace(whole, sections=whole.sections[::-1]))) == shape(compose(whole))


def test_a_local_part_stays_at_its_place_with_its_table_and_its_heading():
    whole = report(
        values={"processing_fees.notices": 0, "processing_fees.noticed_amount": 0, "processing_fees.received_amount": 0}
    )
    local = Section("sections.extra1", None, "信息处理费统计情况", "五、信息处理费统计情况")
    document = compose(replace(whole, sections=(*whole.sections[:4], local, *whole.sections[4:])))
    heading = next(i for i, block in enumerate(document.blocks) if getattr(block, "text", "") == local.printed)

    assert paragraphs(document, "heading").index(local.printed) == 4
    assert document.blocks[heading + 1] == grids(document)[0]


def test_a_local_part_moves_the_numerals_of_the_parts_behind_it():
    whole = report()
    local = Section("sections.extra1", None, "信息处理费统计情况", "")
    headings = paragraphs(compose(replace(whole, sections=(*whole.sections[:4], local, *whole.sections[4:]))), "heading")

    assert headings[4:] == ["五、信息处理费统计情况", "六、存在的主要问题及改进情况", "七、其他需要报告的事项"]


def test_a_part_that_no_form_knows_gets_no_numeral_and_moves_none():
    whole = report()
    headings = paragraphs(compose(replace(whole, sections=(Section("a", None, "前言", ""), *whole.sections))), "heading")

    assert headings[:2] == ["前言", "一、总体情况"]


def test_a_part_that_was_lost_is_put_in_where_its_table_has_figures_and_only_there():
    whole = report()
    document = compose(replace(whole, sections=whole.sections[:2]))

    assert [heading[0] for heading in paragraphs(document, "heading")] == ["一", "二", "三", "四"]
    assert len(grids(document)) == 3


def test_a_part_that_is_printed_twice_has_its_table_once():
    whole = report()

    assert len(grids(compose(replace(whole, sections=(*whole.sections, whole.sections[1]))))) == 3


def test_the_heading_as_printed_is_kept():
    whole = report()
    printed = replace(whole.sections[1], printed="二、行政机关主动公开政府信息情况")

    assert printed.printed in paragraphs(compose(replace(whole, sections=(printed,))), "heading")


def test_the_title_is_not_printed_twice_where_the_preamble_holds_it():
    lines = (Line("青溪县白石镇人民政府2022年政府信息公开工作"), Line("年度报告"), Line("本报告……"))
    title = "青溪县白石镇人民政府2022年政府信息公开工作年度报告"
    document = compose(report(preamble=Section("preamble", None, title, "", lines)))

    assert [block.text for block in document.blocks[:2]] == [title, "本报告……"]


def test_what_is_not_known_is_left_out_of_the_title():
    assert compose(report(year=None, agency=None)).title == "政府信息公开工作年度报告"


def test_text_that_stood_behind_the_table_stays_behind_it():
    whole = report()
    cells = tuple(replace(cell, place="line 50") for cell in whole.cells)
    lines = (Line("表前。", "line 40"), Line("表后。", "line 60"))
    document = compose(replace(whole, cells=cells, sections=(replace(whole.sections[3], lines=lines),)))
    start = [getattr(block, "text", None) for block in document.blocks].index("表前。")

    assert document.blocks[start + 1] == grids(document)[-1]
    assert document.blocks[start + 2].text == "表后。"


def test_a_table_of_the_narrative_is_drawn_as_a_grid_with_short_rows_filled():
    rows = (Line("姓名\t职务\t电话", is_table_row=True), Line("甲某某\t镇长", is_table_row=True))
    part = Section("sections.1", 1, "总体情况", "一、总体情况", (Line("名单如下。"), *rows, Line("以上。")))
    document = compose(report(values={}, sections=(part,)))
    (grid,) = grids(document)

    assert texts(grid) == [["姓名", "职务", "电话"], ["甲某某", "镇长"]]
    assert [cell.column_span for cell in grid.rows[1]] == [1, 2]
    assert shape(document)[-3:] == ["名单如下。", shape(document)[-2], "以上。"]


def test_agency_and_day_are_signed_unless_the_text_already_prints_the_day():
    signed = report(published_on=date(2023, 1, 28))
    last = replace(signed.sections[-1], lines=(Line("2023年1月28日"),))

    assert paragraphs(compose(signed), "signature") == [AGENCY, "2023年1月28日"]
    assert paragraphs(compose(replace(signed, sections=(*signed.sections[:-1], last))), "signature") == []


def test_a_file_of_no_edition_still_gives_its_text():
    part = Section("sections.extra1", None, "概述", "一、概述", (Line("旧格式。"),))

    assert shape(
        compose(
            report(edition="2021", values={}, sections=(part,)).__class__(
                source=report().source, document_type=report().document_type, agency=AGENCY, sections=(part,)
            )
        )
    ) == [AGENCY, "一、概述", "旧格式。"]


@pytest.fixture
def unseen_edition(tmp_path):
    """An edition nobody has seen: a group renamed, a row added, a column dropped."""
    source = Path(disclosure.form.__file__).with_name("editions") / "2021.yaml"
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    data["edition"] = "2031"
    data["sections"][3]["title"] = "救济情况"
    applications = data["tables"]["applications"]
    applications["column_header"]["columns"][1]["columns"].pop(2)
    applications["rows"][2]["label"] = "三、全年结果"
    applications["rows"][2]["rows"].insert(2, {"key": "mediated", "label": "（二之一）调解结案", "en": "Mediated"})
    data["tables"]["disputes"]["rows"].append({"key": "arbitration", "label": "行政裁决", "en": "Arbitration"})
    path = tmp_path / "2031.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load_edition(path)


def test_an_edition_never_seen_before_is_drawn_from_its_data_alone(unseen_edition):
    document = compose(report(unseen_edition))
    _article_20, applications, disputes = grids(document)
    labels = {cell.text: cell for row in applications.rows for cell in row}

    assert "四、救济情况" in paragraphs(document, "heading")
    assert labels["三、全年结果"].row_span == 23
    assert labels["（二之一）调解结案"].column_span == 2
    assert labels["申请人情况"].column_span == 6
    assert [cell.text for cell in disputes.rows[0]] == ["行政复议", "行政诉讼", "行政裁决"]
    assert len(disputes.rows[3]) == 20


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_figure_of_the_form_stands_in_the_document(edition):
    values = {address: index + 1000 for index, address in enumerate(addresses(edition_named(edition)))}
    figures = [text.lstrip("+") for grid in grids(compose(report(edition, values))) for row in texts(grid) for text in row]

    assert {str(value) for value in values.values()} <= set(figures)
