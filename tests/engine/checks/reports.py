"""Reports to check: an invented town whose report is in order, and ways to put one thing wrong with it.

Most rules look at a report as a value (``report_with``). Rules about how a report is laid out look at what the reader met, so
their tests write the page (``page_of``), damage it, and have it read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding
from disclosure.examine import examine_bytes, examine_report
from disclosure.form import (
    Cell,
    CellKind,
    Contact,
    DocumentType,
    Edition,
    Line,
    Number,
    Period,
    Report,
    Section,
    Source,
    edition_named,
)
from disclosure.reading.facts import fees_stated
from disclosure.writing.formats import write_report

NUMERALS = "〇一二三四五六七"
AGENCY = "青溪县白石镇人民政府"
CITED = {"2021": "国办公开办函〔2021〕30号", "2019": "国办公开办函〔2019〕60号"}
PREAMBLE = (
    "本报告依据《中华人民共和国政府信息公开条例》和《关于年度报告格式的通知》（{cited}）编制，"
    "数据统计期限为{year}年1月1日至{year}年12月31日。如有疑问，请与青溪县白石镇党政办公室联系"
    "（地址：青溪县白石镇河东路2号，邮编：000000，电话：0000-7654321）。"
)
#: What stands in the parts of a report that is in order.
TEXTS = {
    1: "全年坚持公开为常态，栏目每周更新。",
    5: "政策解读的形式比较单一，下一步增加图解和问答。",
    6: "本年度没有产生信息处理费，没有其他需要报告的事项。",
}
#: A figure, a blank (""), a mark ("/") or words that are no number.
Printed = Number | str


def report_with(
    text: str | None = None,
    *,
    part: int = 1,
    cells: Mapping[str, Printed] | None = None,
    preamble: str | None = None,
    edition: str | Edition = "2021",
    year: int | None = 2022,
    **changes: object,
) -> Report:
    """A report that is in order and all zero, except for what is given: ``text`` of a part, figures, preamble, other fields."""
    form = edition_named(edition) if isinstance(edition, str) else edition
    texts = TEXTS | ({part: text} if text is not None else {})
    sections = tuple(
        Section(
            f"sections.{each.number}",
            each.number,
            each.title.zh,
            f"{NUMERALS[each.number or 0]}、{each.title.zh}",
            lines_of(texts.get(each.number or 0, "")),
        )
        for each in form.sections
    )
    opening = PREAMBLE.format(cited=CITED.get(form.key, ""), year=year or 2022) if preamble is None else preamble
    whole = Report(
        Source("report.txt", "0" * 64, "text/plain"),
        DocumentType.ANNUAL_REPORT,
        agency=AGENCY,
        year=year,
        edition=form,
        period=Period(date(year, 1, 1), date(year, 12, 31)) if year else None,
        contact=Contact(address="青溪县白石镇河东路2号", postcode="000000", phone="0000-7654321"),
        preamble=Section("preamble", None, f"{AGENCY}{year}年政府信息公开工作年度报告", "", lines_of(opening)),
        sections=sections,
        cells=cells_of(form, cells or {}),
        processing_fees=fees_stated(sections),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def lines_of(text: str) -> tuple[Line, ...]:
    """A text as the lines of a part; a line with tabs in it is a row of a list."""
    return tuple(Line(line, f"line {place}", "\t" in line) for place, line in enumerate(text.split("\n"), start=1) if line)


def cells_of(form: Edition, printed: Mapping[str, Printed]) -> tuple[Cell, ...]:
    """All cells of the form, those of optional tables and collapsed rows only where they are given; what is not given is 0."""
    regular = [at for table in form.tables.values() if not table.optional for at in table.addresses()]
    return tuple(cell_of(at, printed.get(at, 0)) for at in dict.fromkeys((*regular, *printed)))


def cell_of(at: str, printed: Printed) -> Cell:
    if not isinstance(printed, str):
        return Cell(at, CellKind.NUMBER, printed, str(printed))
    kind = {"": CellKind.BLANK, "/": CellKind.MARK}.get(printed, CellKind.UNREADABLE)
    return Cell(at, kind, None, printed)


def without(report: Report, *addresses: str) -> Report:
    """The report without some cells."""
    return replace(report, cells=tuple(cell for cell in report.cells if cell.at not in addresses))


def said(rule: str, report: Report) -> list[Finding]:
    """What one rule says of a report when all of them look at it."""
    return [finding for finding in examine_report(report).findings if finding.rule == rule]


def quoted(report: Report, finding: Finding) -> list[str]:
    """The words that a finding points at."""
    sections = {section.key: section for section in report.all_sections()}
    return [sections[quote.section].text[quote.start : quote.end] for quote in finding.quotes]


def page_of(report: Report) -> str:
    """The report as a web page, to be damaged before it is read."""
    return write_report(Examination(report, (), ()), ".html", unmasked=True).decode()


def read(page: str) -> Examination:
    """A page read and examined."""
    return examine_bytes(page.encode(), "report.html")


def said_of_page(rule: str, page: str) -> list[Finding]:
    """What one rule says of a page."""
    return [finding for finding in read(page).findings if finding.rule == rule]


def damaged(page: str, old: str, new: str, *, times: int = 1) -> str:
    """The page with some words replaced, which must stand in it."""
    assert old in page, f"{old} does not stand in the page"
    return page.replace(old, new, times)
