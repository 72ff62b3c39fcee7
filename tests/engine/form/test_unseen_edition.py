"""An edition of the form that the program has never seen, as one data file: read, checked, written, and read back."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from disclosure.cli.group import gongkai
from disclosure.examine import examine_bytes
from disclosure.form import CellKind, edition_for_year, edition_named, editions, load_edition
from disclosure.reading import read_report
from disclosure.writing import write_report

UNSEEN_FILE = Path(__file__).with_name("unseen.yaml")
UNSEEN = load_edition(UNSEEN_FILE)
KNOWN = (UNSEEN, *editions())

TEXT = """青溪县白石镇人民政府2031年政府信息公开工作年度报告

一、全年概览

我镇2031年依法公开政府信息。

二、公开事项统计

甲类\t\t
事项\t年内印发件数\t年末有效件数
规范文件\t3\t12
规划计划\t1\t4
乙类\t\t
事项\t年内收费（元）\t
收费项目\t2400.5\t

三、申请办理统计

（甲加乙等于丙）\t\t申请人\t\t\t合计
\t\t公民\t单位\t\t
\t\t\t经营主体\t其余单位\t
一、当年收到件数\t\t5\t2\t0\t7
二、当年办结件数\t（一）全部提供\t3\t1\t0\t4
\t（二）部分提供\t1\t0\t0\t1
\t（三）转交办理\t0\t1\t0\t1
\t（四）办结合计\t4\t2\t0\t6
三、留待次年件数\t\t1\t0\t0\t1

四、争议化解统计

复议争议\t\t\t诉讼争议\t\t
维持件数\t纠正件数\t合计\t维持件数\t纠正件数\t合计
1\t0\t1\t0\t2\t2

五、另行说明

无。
"""
EXPECTED = {
    "article_20.normative_documents.issued": 3,
    "article_20.normative_documents.in_force": 12,
    "article_20.plans.issued": 1,
    "article_20.plans.in_force": 4,
    "article_20.fees.amount": Decimal("2400.5"),
    **{
        f"applications.{row}.{column}": value
        for row, values in {
            "received": (5, 2, 0, 7),
            "granted": (3, 1, 0, 4),
            "partly_granted": (1, 0, 0, 1),
            "referred": (0, 1, 0, 1),
            "total": (4, 2, 0, 6),
            "carried_forward": (1, 0, 0, 1),
        }.items()
        for column, value in zip(("natural_person", "business", "other", "total"), values, strict=True)
    },
    "disputes.reconsideration.upheld": 1,
    "disputes.reconsideration.corrected": 0,
    "disputes.reconsideration.total": 1,
    "disputes.litigation.upheld": 0,
    "disputes.litigation.corrected": 2,
    "disputes.litigation.total": 2,
}


def values(data: bytes, name: str = "report.txt") -> dict[str, object]:
    report = read_report(data, name, known=KNOWN)
    assert report.edition is UNSEEN
    return {cell.at: cell.value for cell in report.cells}


def arithmetic(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The findings about sums."""
    examination = examine_bytes(text.encode(), "report.txt", KNOWN)
    return [(found.rule, found.at) for found in examination.findings if found.rule.startswith("arithmetic")]


def test_every_cell_is_read_by_the_new_form():
    assert values(TEXT.encode()) == EXPECTED


def test_the_parts_carry_the_new_titles():
    report = read_report(TEXT.encode(), "report.txt", known=KNOWN)

    assert [(section.number, section.title) for section in report.sections] == [
        (1, "全年概览"),
        (2, "公开事项统计"),
        (3, "申请办理统计"),
        (4, "争议化解统计"),
        (5, "另行说明"),
    ]
    assert (report.year, report.agency) == (2031, "青溪县白石镇人民政府")


def test_without_the_data_file_nothing_is_read_into_cells_of_another_form():
    report = read_report(TEXT.encode(), "report.txt")

    assert [cell.at for cell in report.cells if cell.kind is CellKind.NUMBER and cell.at.startswith("applications")] == []


def test_consistent_figures_break_no_sum_of_the_new_form():
    assert arithmetic(TEXT) == []


@pytest.mark.parametrize(
    ("printed", "wrong", "identity", "cells"),
    [
        (
            "一、当年收到件数\t\t5\t2\t0\t7",
            "一、当年收到件数\t\t5\t2\t0\t8",
            "applications.row_total",
            "applications.received.total",
        ),
        ("（三）转交办理\t0\t1\t0\t1", "（三）转交办理\t0\t0\t0\t0", "applications.results_total", "applications.total.business"),
        (
            "三、留待次年件数\t\t1\t0\t0\t1",
            "三、留待次年件数\t\t2\t0\t0\t2",
            "applications.balance",
            "applications.received.total",
        ),
        ("1\t0\t1\t0\t2\t2", "1\t0\t1\t0\t2\t3", "disputes.row_total", "disputes.litigation.total"),
    ],
)
def test_each_sum_of_the_new_form_is_checked(printed, wrong, identity, cells):
    assert printed in TEXT
    found = arithmetic(TEXT.replace(printed, wrong))

    assert any(rule.endswith(identity) and cells in at for rule, at in found), found


@pytest.mark.parametrize("suffix", [".docx", ".html", ".json"])
def test_what_is_written_in_the_new_form_reads_back(suffix):
    examination = examine_bytes(TEXT.encode(), "report.txt", KNOWN)

    assert values(write_report(examination, suffix), f"report{suffix}") == EXPECTED


def test_the_command_line_takes_the_edition_as_a_file(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(gongkai, ["report", "read", str(report), "--edition", str(UNSEEN_FILE), "--format", "jsonl"])

    assert result.exit_code == 0, result.output
    line = json.loads(result.stdout)
    assert line["form"] == "2031"
    assert line["tables"]["applications"]["referred"] == {"natural_person": 0, "business": 1, "other": 0, "total": 1}


def test_the_edition_is_the_one_of_its_years():
    assert edition_for_year(2031, KNOWN) is UNSEEN
    assert edition_for_year(2030, KNOWN) is edition_named("2021")
    assert edition_named("2031", KNOWN) is UNSEEN


def test_labels_come_in_both_languages():
    label = UNSEEN.label("applications.referred.business")

    assert (label.zh, label.en) == ("（三）转交办理 · 经营主体", "Referred · Businesses")
