"""The look of an official document (公文格式): paper, fonts and sizes.

Source: GB/T 9704-2012 《党政机关公文格式》 5.2 (版面) and 7 (版心内). The typefaces that it names are not free, so an operator
may name others.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font by the name that Windows gives it, and the one to take where it is not installed."""

    name: str
    instead: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Measures in millimetres and points.

    字号 in points: 二号 22, 三号 16, 四号 14, 小五 9. Twenty-two lines fill the 225 mm of the type area: 29 pt a line.
    """

    paper_width: float = 210
    paper_height: float = 297
    margin_top: float = 37
    margin_left: float = 28
    margin_right: float = 26
    margin_bottom: float = 35
    title: Typeface = Typeface("方正小标宋简体", "宋体", bold=True)
    heading: Typeface = Typeface("黑体", "SimHei")
    body: Typeface = Typeface("仿宋_GB2312", "仿宋")
    table: Typeface = Typeface("宋体", "SimSun")
    title_size: float = 22
    body_size: float = 16
    table_size: float = 9
    page_number_size: float = 14
    line: float = 29
    table_line: float = 12

    @property
    def text_width(self) -> float:
        """Width of the type area in millimetres."""
        return self.paper_width - self.margin_left - self.margin_right

    @property
    def typefaces(self) -> tuple[Typeface, ...]:
        """All typefaces, in a fixed order."""
        return (self.title, self.heading, self.body, self.table)


OFFICIAL = Look()
#: Letters, whose tables are forms to be filled in by hand.
LETTER = Look(table_size=14, table_line=22)
#: Forms of one page, and the sheets of a file.
FORM = Look(table_size=11, table_line=20, margin_top=22, margin_bottom=24)
