"""Figures that were recognised in a picture: which of them count.

Nobody is sure of a recognised figure below a bound. The sums of the form may confirm it: a figure with which every sum that it
takes part in holds is taken, and says so. Any other stays unknown. No figure is ever worked out from the others.
The agency's name and the year have no sums: they count where they are sure in one place, or were recognised alike in two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from disclosure.form import Cell, CellKind, Number, Oddity, Report
from disclosure.form.edition import Equation
from disclosure.language import _
from disclosure.reading.traditional import simplified_text

#: Below this, of 100, a recognised figure counts only where sums confirm it.
SURE_ENOUGH = 85
#: So many recognitions of the same name or year vouch for one another.
_TWICE = 2
_CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
#: What would be said of the print, and is the recogniser's doing.
_OF_PRINT = frozenset({"row_unreadable", "label_variant", "label_unknown", "label_broken", "column_variant", "title_variant"})


def with_confidence(report: Report, sure: Mapping[str, int], spelt: tuple[str, bytes] = ("", b"")) -> Report:
    """The report with the confidence of its recognised cells, agency and year, and without what is neither sure nor confirmed.

    ``sure`` and ``spelt`` are those of the document (:class:`disclosure.blocks.Document`).
    """
    if not sure and not spelt[0]:
        return report
    report = _named(report, spelt)
    confirmed = _confirmed(report, sure)
    cells = tuple(_judged(cell, sure.get(cell.place or ""), confirmed) for cell in report.cells)
    oddities = (oddity for oddity in report.oddities if oddity.kind not in _OF_PRINT)
    return replace(report, cells=cells, oddities=(*oddities, _told(cells)))


def _named(report: Report, spelt: tuple[str, bytes]) -> Report:
    """The report with the confidence of its agency and year, and without them where they are neither sure nor said twice."""
    if not spelt[0]:  # all that was recognised stands in tables
        return report
    said = {"agency": report.agency, "year": None if report.year is None else str(report.year)}
    found: dict[str, tuple[int, int]] = {}
    if report.agency is not None:
        found["agency"] = _how_sure(report.agency, spelt)
    if report.year is not None:  # four digits alone may be part of any number
        dated = _how_sure(f"{report.year}年", spelt)
        found["year"] = dated if dated[1] else (_how_sure(str(report.year), spelt)[0], 0)
    lost = {name: least for name, (least, times) in found.items() if least < SURE_ENOUGH and times < _TWICE}
    oddities = tuple(Oddity("recognised_unsure", (), None, {"what": name, "as": said[name], "sure": lost[name]}) for name in lost)
    return replace(
        report,
        agency=None if "agency" in lost else report.agency,
        year=None if "year" in lost else report.year,
        confidence={name: least for name, (least, _times) in found.items()},
        oddities=(*report.oddities, *oddities),
    )


def _how_sure(text: str, spelt: tuple[str, bytes]) -> tuple[int, int]:
    """How sure a text is where it is surest, no surer than its least sure character; and in how many places it stands.

    0 and 0 where it does not: it was put together of pieces, or stands in a picture that says it in other signs.
    """
    words, sure = simplified_text(spelt[0]), spelt[1]  # as names and years are heard; as many characters
    chinese = text.translate(_CHINESE_DIGITS)
    written = {text, chinese, chinese.replace("〇", "○"), text.translate(_WIDE_DIGITS)}
    places = [found.start() for each in written for found in re.finditer(re.escape(each), words)]
    return max((min(sure[at : at + len(text)]) for at in places), default=0), len(places)


def _is_unsure(cell: Cell, sure: Mapping[str, int]) -> bool:
    return sure.get(cell.place or "", 100) < SURE_ENOUGH


def _judged(cell: Cell, sure: int | None, confirmed: frozenset[str]) -> Cell:
    if sure is None or cell.kind in (CellKind.ABSENT, CellKind.BLANK):
        return cell
    if sure >= SURE_ENOUGH:
        return replace(cell, confidence=sure)
    if cell.at in confirmed:
        because = _("文字识别对此数只有 {sure}% 的把握，但它与表中的合计关系相符。", sure=sure)
        return replace(cell, kind=CellKind.INFERRED, because=because, confidence=sure)
    because = _("文字识别对此格只有 {sure}% 的把握，未采用；请对照原件填写。", sure=sure)
    return replace(cell, kind=CellKind.UNREADABLE, value=None, because=because, confidence=sure)


def _confirmed(report: Report, sure: Mapping[str, int]) -> frozenset[str]:
    """The unsure figures that a sum confirms in which all others are sure, or confirmed before; none that a sum contradicts."""
    values = {cell.at: cell.value for cell in report.cells if cell.value is not None}
    open_ = {cell.at for cell in report.cells if cell.value is not None and _is_unsure(cell, sure)}
    held: set[str] = set()
    equations = _equations(report)
    while open_:
        settled = set()
        for equation in equations:
            members = (*equation.left, *equation.right)
            doubtful = open_.intersection(members)
            if len(doubtful) == 1 and all(at in values for at in members):
                left, right = (sum(values[at] for at in side) for side in (equation.left, equation.right))
                settled |= doubtful
                held = held | doubtful if left == right else held
        if not settled:
            break
        open_ -= settled
    contradicted = {at for equation in equations for at in _contradicted(equation, values)}
    return frozenset(held - contradicted)


def _equations(report: Report) -> list[Equation]:
    met = {cell.at for cell in report.cells}
    tables = report.edition.tables.values() if report.edition else ()
    found: list[Equation] = []
    for table in tables:
        rows = (row for row in table.rows if table.address(row.key, table.columns_of(row.key)[0].key) in met)
        found.extend(table.equations(frozenset(row.key for row in rows)))
    return found


def _contradicted(equation: Equation, values: Mapping[str, Number]) -> tuple[str, ...]:
    """The cells of a sum that does not hold."""
    members = (*equation.left, *equation.right)
    if any(at not in values for at in members):
        return ()
    left, right = (sum(values[at] for at in side) for side in (equation.left, equation.right))
    return () if left == right else members


def _told(cells: tuple[Cell, ...]) -> Oddity:
    """What a check is told: how many cells were recognised, how many of them are not known, and the least sure that counts."""
    seen = [cell for cell in cells if cell.confidence is not None]
    counted = [cell.confidence or 0 for cell in seen if cell.value is not None]
    unknown = sum(cell.kind is CellKind.UNREADABLE for cell in seen)
    facts = {"cells": len(seen), "unknown": unknown, "least": min(counted, default=0)}
    return Oddity("recognised", (), None, facts)
