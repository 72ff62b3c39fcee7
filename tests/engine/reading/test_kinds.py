"""Papers that stand beside annual reports are refused in plain words, each for what it is; no report is refused."""

from __future__ import annotations

import pytest

from disclosure.examine import examine_bytes
from disclosure.form import DocumentType
from disclosure.reading.kinds import is_title
from disclosure.samples import Layout, Spec, invent
from engine.reading.not_reports import blank_papers, papers, reports, two_years

PAPERS, BLANK, BOTH, REPORTS = list(papers()), list(blank_papers()), list(two_years()), list(reports())
#: A word of what is said of each kind.
SAID = {
    "notice": "通知",
    "interpretation": "解读",
    "partial_year": "半年、季度",
    "letter": "来信",
    "news": "新闻",
    "procurement": "采购",
    "official_interpretation": "解释",
    "template": "格式",
    "two_years": "两个年度",
    "": "不是政府信息公开工作年度报告",
}


def said(data: bytes, name: str) -> tuple[DocumentType, str]:
    examination = examine_bytes(data, name)
    (finding,) = (one for one in examination.findings if one.rule == "structure.not_an_annual_report")
    assert not [cell for cell in examination.report.cells if cell.value is not None], "no record is made"
    return examination.report.document_type, str(finding.message)


def test_there_are_papers_of_all_kinds_and_formats():
    assert len(PAPERS) + len(BLANK) + len(BOTH) >= 40
    assert {kind for kind, _name, _data in PAPERS} | {"two_years"} == set(SAID)
    assert {name.rpartition(".")[2] for _kind, name, _data in PAPERS} == {"txt", "html", "docx", "md"}


@pytest.mark.parametrize(("kind", "name", "data"), PAPERS, ids=[name for _kind, name, _data in PAPERS])
def test_a_paper_that_is_no_report_is_refused_for_what_it_is(kind, name, data):
    assert said(data, name)[0] is DocumentType.NOT_AN_ANNUAL_REPORT
    assert SAID[kind] in said(data, name)[1]


@pytest.mark.parametrize(("name", "data"), BLANK, ids=[name for name, _data in BLANK])
def test_an_empty_form_is_said_to_be_empty(name, data):
    type_, words = said(data, name)

    assert type_ is DocumentType.BLANK_FORM
    assert "没有填写" in words
    assert ("通知" in words) == name.startswith("enclosed")


@pytest.mark.parametrize(("name", "data"), BOTH, ids=[name for name, _data in BOTH])
def test_two_years_in_one_file_are_never_mixed(name, data):
    """Of two reports one after the other the first is read alone, which is said; of two years in one table nothing is."""
    if name.startswith("beside"):
        assert said(data, name)[0] is DocumentType.NOT_AN_ANNUAL_REPORT
        assert SAID["two_years"] in said(data, name)[1]
        return
    report = examine_bytes(data, name).report
    first = invent(Spec("青禾镇", 2021, 2021, Layout.DOCX, busy=0.4)).report
    assert {cell.at: cell.value for cell in report.cells} == {cell.at: cell.value for cell in first.cells}
    assert report.year == 2021
    assert [oddity.kind for oddity in report.oddities if oddity.kind == "second_report"]


@pytest.mark.parametrize(("name", "data"), REPORTS, ids=[name for name, _data in REPORTS])
def test_no_report_is_refused(name, data):
    examination = examine_bytes(data, name)

    assert examination.report.document_type is DocumentType.ANNUAL_REPORT
    assert not [one for one in examination.findings if one.rule == "structure.not_an_annual_report"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("青溪县白石镇2022年政府信息公开工作年度报告", True),
        ("2022年度政府信息公开年报", True),
        ("青溪县白石镇人民政府 2022 年 政务公开工作年度报告（公开稿）", True),
        ("《青溪县2022年政府信息公开工作年度报告》解读", False),
        ("根据《条例》，现公布2022年政府信息公开工作年度报告。", False),
        ("关于报送政府信息公开工作年度报告的通知", False),
    ],
)
def test_titles(line, title):
    assert is_title(line) is title
