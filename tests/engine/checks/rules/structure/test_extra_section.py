"""A part that the form does not have (多部分)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from engine.checks.reports import damaged, page_of, report_with, said_of_page

RULE = "structure.extra_section"


def test_a_part_between_four_and_five():
    page = damaged(page_of(report_with()), "五、存在", "六、存在")
    page = damaged(page, "六、其他", "七、其他")
    heading = page.rindex("<h2", 0, page.index("六、存在"))

    (finding,) = said_of_page(RULE, page[:heading] + "<h2>五、信息处理费统计情况</h2><p>没有收取。</p>" + page[heading:])

    assert finding.severity is Severity.NOTICE
    assert finding.at == ("sections.extra1",)
    assert "五、信息处理费统计情况" in str(finding.message)


def test_silent_for_six_parts():
    assert said_of_page(RULE, page_of(report_with())) == []


def test_silent_for_headings_inside_a_part():
    text = "（一）信息处理费情况\n没有收取。\n（二）建议提案办理情况\n没有。"

    assert said_of_page(RULE, page_of(report_with(text, part=6))) == []
