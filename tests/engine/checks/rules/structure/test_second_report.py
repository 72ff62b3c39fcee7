"""More than one report in a file, or a table that begins again (两份报告)."""

from __future__ import annotations

from disclosure.checks.finding import Severity
from disclosure.examine import examine_bytes
from disclosure.samples import Layout, Spec, invent, render
from engine.checks.reports import page_of, report_with, said_of_page

RULE = "structure.second_report"


def report(year: int, seed: int, layout: Layout = Layout.TAB_ROWS) -> str:
    return render(invent(Spec("青禾镇", year, seed, layout=layout, busy=0.6, largest=30))).decode()


def test_two_years_in_one_file_are_never_mixed():
    for layout in (Layout.TAB_ROWS, Layout.LINES, Layout.WORD_DUMP, Layout.BAR_ROWS, Layout.GLUED):
        first, second = report(2022, 1, layout), report(2021, 2, layout)
        alone = examine_bytes(first.encode(), "a.txt").report
        both = examine_bytes((first + "\n\n" + second).encode(), "b.txt")

        assert [(cell.at, cell.value) for cell in both.report.cells] == [(cell.at, cell.value) for cell in alone.cells]
        assert (both.report.year, both.report.agency) == (2022, alone.agency)
        assert [section.text for section in both.report.sections] == [section.text for section in alone.sections]
        (finding,) = [finding for finding in both.findings if finding.rule == RULE]
        assert finding.severity is Severity.WARNING
        assert "2021年" in str(finding.message)


def test_a_row_lacking_in_the_first_is_not_filled_from_the_second():
    lines = [line for line in report(2022, 1).splitlines() if "重复申请" not in line]

    read = examine_bytes(("\n".join(lines) + "\n" + report(2021, 2)).encode(), "a.txt").report

    assert read.value("applications.not_processed.duplicate.total") is None


def test_a_table_that_begins_again_is_read_once():
    page = page_of(report_with())
    start = page.rindex("<table", 0, page.index("一、本年新收"))
    table = page[start : page.index("</table>", start) + len("</table>")]

    (finding,) = said_of_page(RULE, page.replace(table, table + table))

    assert finding.at == ("applications",)


def test_silent_for_one_report_whose_title_stands_twice():
    title = "<p>青禾镇人民政府2022年政府信息公开工作年度报告</p>"
    page = page_of(report_with())

    assert said_of_page(RULE, page) == []
    assert said_of_page(RULE, page.replace("</body>", f"{title}</body>")) == []
