"""Tables of plain Word files in one pass.

Offices' files hold a run of text for every few characters, so what is done for each element is what reading costs. Where nothing
is struck out, boxed or offered in two versions, a table's rows, cells and words are told by their names alone, in the order in
which they stand; the parser finds them, and only they are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class WordCell:
    """A cell of a Word table as it stands: its element, the words of its paragraphs, how far it reaches.

    ``merge`` and ``beside`` say how it is merged with the cell above and the one before it: "restart", "continue", or None.
    Written out and no dataclass, since one is made for every cell.
    """

    __slots__ = ("beside", "column_span", "element", "merge", "paragraphs", "row_span")
    header = False
    align = "center"

    def __init__(self, element: Any) -> None:
        self.element = element
        self.paragraphs: list[list[str]] = []
        self.column_span = 1
        self.merge: str | None = None
        self.beside: str | None = None
        self.row_span = 1

    @property
    def text(self) -> str:
        """What is printed in it, a line a paragraph."""
        paragraphs = self.paragraphs
        if len(paragraphs) == 1:
            return "".join(paragraphs[0]).strip("\n")
        return "\n".join(map("".join, paragraphs)).strip("\n")


@dataclass(slots=True)
class WordRow:
    """A row of a Word table: its cells as they stand, and the columns that it leaves free before the first."""

    element: Any
    cells: list[WordCell] = field(default_factory=list)
    before: int = 0


class PlainTables:
    """Takes tables apart that hold no other table, in a document of the ``namespace`` (in braces) that is plain."""

    def __init__(self, namespace: str) -> None:
        names = ("tbl", "tr", "tc", "p", "t", "tab", "br", "cr", "noBreakHyphen", "gridSpan", "vMerge", "hMerge", "gridBefore")
        self._names = tuple(namespace + name for name in names)
        self._tabs, self._val = f"{namespace}tabs", f"{namespace}val"

    def rows(self, table: Any) -> list[WordRow] | None:
        """The rows with their cells, those that continue others included; None where a table stands in a cell."""
        tbl, tr, tc, p, t, tab, br, cr, hyphen, wide, down, _along, before = self._names
        rows: list[WordRow] = []
        row, cell, words = WordRow(None), WordCell(None), list[str]()
        for element in table.iter(*self._names):
            tag = element.tag
            if tag == t:
                words.append(element.text or "")
            elif tag == p:
                words = []
                cell.paragraphs.append(words)
            elif tag == tc:
                cell, words = WordCell(element), []
                row.cells.append(cell)
            elif tag == tr:
                row, cell = WordRow(element), WordCell(None)
                rows.append(row)
            elif tag == tab:
                if element.getparent().tag != self._tabs:  # a stop of the ruler has the same name as the character
                    words.append("\t")
            elif tag in (br, cr):
                words.append("\n")
            elif tag == hyphen:
                words.append("-")
            elif tag == tbl:
                if element is not table:
                    return None
            elif tag == before:
                if _is_in(element, row.element):
                    row.before = number(element.get(self._val), 0)
            elif not _is_in(element, cell.element):
                continue  # what the cell was before somebody changed it
            elif tag == wide:
                cell.column_span = max(1, number(element.get(self._val), 1))
            elif tag == down:
                cell.merge = element.get(self._val, "continue")
            else:
                cell.beside = element.get(self._val, "continue")
        return rows


def _is_in(element: Any, owner: Any) -> bool:
    """Whether an element is one of the properties of ``owner``: a child of its child."""
    above = element.getparent().getparent()
    return above is not None and above is owner


def number(value: str | None, default: int) -> int:
    """A count that a file gives, ``default`` where it gives none or one that is absurd."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else default


def merged(rows: list[WordRow]) -> list[list[WordCell]]:
    """The rows with their own cells only; a cell that others continue reaches down over them, or to the right."""
    out: list[list[WordCell]] = []
    open_cells: dict[int, WordCell] = {}
    for row in rows:
        own: list[WordCell] = []
        going_on: dict[int, WordCell] = {}
        column = row.before
        for cell in row.cells:
            span = cell.column_span
            if cell.beside == "continue" and own:
                own[-1].column_span += span
            elif cell.merge == "continue" and column in open_cells:
                above = open_cells[column]
                above.row_span += 1
                going_on[column] = above
            else:
                own.append(cell)
                if cell.merge is not None:
                    going_on[column] = cell
            column += span
        open_cells = going_on
        out.append(own)
    return out
