"""Places of a source (``line 178``, ``table 3 row 5 cell 2``) in words, for people."""

from __future__ import annotations

import re

from disclosure.form import Report
from disclosure.language import Label, Message, _

_LAID_IN = re.compile(r"chunk (\d+) ?")
_PLACE = re.compile(
    r"(?P<header>header)?(?:note (?P<note>\d+))?"
    r"(?:page (?P<page>\d+) ?)?(?:table (?P<table>\d+) ?)?(?:row (?P<row>\d+) ?)?(?:cell (?P<cell>\d+))?"
    r"(?:line (?P<line>\d+))?(?:paragraph (?P<paragraph>\d+))?(?:sheet (?P<sheet>.+))?"
)
_PLACE_WORDS = {
    "header": "页眉",
    "note": "第{n}条注释",
    "page": "第{n}页",
    "table": "第{n}个表",
    "row": "第{n}行",
    "cell": "第{n}格",
    "line": "第{n}行",
    "paragraph": "第{n}段",
    "sheet": "工作表 {n}",
}


def place_words(place: str | None) -> Message | None:
    """A place of the source (``line 178``, ``table 3 row 5 cell 2``) in words; None where there is none.

    A place of a kind not known here is given as it is.
    """
    if not place:
        return None
    at, files = 0, []
    while around := _LAID_IN.match(place, at):  # a file may lie in one that lies in another
        files.append(f"第{around[1]}个嵌入文件")
        at = around.end()
    found = _PLACE.fullmatch(place, at)
    parts = [(name, n) for name, n in found.groupdict().items() if n] if found else []
    if not found or not (parts or (files and at == len(place))):
        return Message("{place}", {"place": place})
    chinese = "中".join(files) + "".join(_PLACE_WORDS[name].format(n=n) for name, n in parts)
    return _("原文{where}", where=Label(chinese, place))


def address_words(report: Report, at: str) -> Label | str:
    """An address in words, as far as the report's form knows it: a cell, a table, a part by its title; else nothing."""
    title = next((section.title for section in report.sections if section.key == at), "")
    table = report.edition.tables.get(at.partition(".")[0]) if report.edition else None
    if report.edition is None or table is None:
        return title
    return report.edition.label(at) if at in set(table.addresses()) else table.title
