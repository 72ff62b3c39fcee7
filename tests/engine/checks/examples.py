"""Reports made from the examples of the rules (``disclosure/checks/examples``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from disclosure.checks.examination import Examination
from disclosure.examine import examine_report, examine_together
from disclosure.form import Contact, ExtraRow, Oddity, Period, ProcessingFees, Report
from engine.checks.reports import damaged, page_of, read, report_with, without

PLAIN = ("part", "cells", "preamble", "edition", "agency")


def examined(given: Mapping[str, Any]) -> Examination:
    """An example examined, beside its neighbours where it has any."""
    if "html" in given:
        return read(given["html"])
    own = Examination(*_read(report_of(given), given["page"])) if "page" in given else examine_report(report_of(given))
    others = [examine_report(report_of({"year": year_of(given)} | other)) for other in given.get("others", ())]
    if "last_year" in given:
        others.append(examine_report(report_of({"year": year_of(given) - 1} | given["last_year"])))
    return examine_together([own, *others])[0]


def year_of(given: Mapping[str, Any]) -> int:
    return given.get("year", 2022)


def _read(report: Report, damages: list[dict[str, Any]]):
    page = page_of(report)
    for damage in damages:
        page = _damaged(page, damage)
    examination = read(page)
    return examination.report, examination.claims, examination.findings


def _damaged(page: str, damage: Mapping[str, Any]) -> str:
    """A page with one thing wrong: words replaced, a row, a table or a cell cut out, something put in."""
    if "old" in damage:
        return damaged(page, damage["old"], damage["new"], times=damage.get("times", 1))
    if "cut_row" in damage:
        return _cut(page, damage["cut_row"], "tr")
    if "cut_table" in damage:
        return _cut(page, damage["cut_table"], "table")
    if "cut_cell" in damage:
        cell = page.rindex("<td", 0, page.index("</tr>", page.index(damage["cut_cell"])))
        return page[:cell] + page[page.index("</td>", cell) + len("</td>") :]
    tag, words = ("<tr", damage["before_row"]) if "before_row" in damage else ("<h2", damage["before_heading"])
    place = page.rindex(tag, 0, page.index(words))
    return page[:place] + damage["insert"] + page[place:]


def _cut(page: str, words: str, tag: str) -> str:
    start = page.rindex(f"<{tag}", 0, page.index(words))
    return page[:start] + page[page.index(f"</{tag}>", start) + len(f"</{tag}>") :]


def report_of(given: Mapping[str, Any]) -> Report:
    """The report of an example."""
    plain = {key: given[key] for key in PLAIN if key in given}
    text = given["text"] * given.get("repeat", 1) if "text" in given else None
    report = report_with(text, year=year_of(given), **plain)
    return replace(_without(report, given), **dict(_changes(report, given)))


def _without(report: Report, given: Mapping[str, Any]) -> Report:
    gone = [cell.at for cell in report.cells if "without" in given and cell.at.startswith(given["without"])]
    return without(report, *gone)


def _changes(report: Report, given: Mapping[str, Any]):
    """The fields of the report that an example sets."""
    if "agency" in given:
        yield "preamble", replace(report.preamble, title=f"{given['agency']}{report.year}年政府信息公开工作年度报告")
    if "contact" in given:
        kinds = {False: Contact(), "phone": Contact(phone="0000-7654321"), "address": Contact(address="青溪县白石镇河东路2号")}
        yield "contact", kinds[given["contact"]]
    if "sections" in given:
        yield "sections", tuple(report.sections[number - 1] for number in given["sections"])
    if "period" in given:
        yield "period", Period(*given["period"]) if given["period"] else None
    if "signed" in given:
        assert isinstance(given["signed"], date)
        yield "published_on", given["signed"]
    if "fees" in given:
        yield "processing_fees", ProcessingFees(**given["fees"])
    if "oddity" in given:
        facts = {key: value for key, value in given["oddity"].items() if key not in ("kind", "at")}
        yield "oddities", (Oddity(given["oddity"]["kind"], (given["oddity"]["at"],), "line 53", facts),)
    if "extra_row" in given:
        yield "extra_rows", (ExtraRow("article_20", given["extra_row"], (0,)),)
