"""What a file is: an annual report, an empty form, or one of the papers that stand beside reports and are none.

Figures, parts and the title speak for a report. What else it may be is told by the line that names the document, never by a
word somewhere in its text: a report may quote a notice, and an explanation of a report quotes its title and all its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from disclosure.blocks import Block, Grid, Paragraph
from disclosure.data import load_yaml, only_keys
from disclosure.form import Cell, CellKind, DocumentType, Section
from disclosure.reading.dates import in_digits
from disclosure.reading.tables.values import squeeze
from disclosure.reading.traditional import simplified_text

_FILE = Path(__file__).with_name("kinds.yaml")

#: Lines from the top among which the one that names the document is looked for, and its length.
_FIRST_LINES = 25
_LONGEST_HEADLINE = 80
_NAMES_A_DOCUMENT = re.compile(
    r"公开|年报|报告|通知|解读|图解|采购|招标|中标|通报|解释|答复|回复|来信|留言|公告|会议|培训|格式|模板|说明"
)
#: What a page prints above a document: its columns, its path, its own data.
_NAVIGATION = re.compile(
    r"^(?:首页|当前位置|您(?:现在)?所在的?位置|索引号|发布(?:日期|时间)|来源|浏览|字体|分享|打印|【)|[>›»|]|[:：]$"
)
_TOPICS = (
    re.compile(r"主动公开"),
    re.compile(r"依申请|申请公开|公开申请"),
    re.compile(r"复议|诉讼"),
    re.compile(r"问题|不足"),
    re.compile(r"改进|下一步|今后"),
)
_PARTIAL = "partial_year"
#: The character that no title of a report is without, asked first because most lines have it not.
_REPORT_SIGN = re.compile("[报報]")
_YEAR = re.compile(r"20\d\d")
#: A year as the head of columns.
_YEAR_HEAD = re.compile(r"^(20\d\d)年度?$")
#: Matters that the law asks a report for, of which one without tables and known parts must speak of so many.
_FEWEST_TOPICS = 4
_FEWEST_PARTS = 2
#: Parts of a report that is quoted rather than given have next to no text.
_SHORTEST_PART = 12


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is, and which of the papers beside reports (the keys of ``kinds.yaml``, "two_years", "" for none of them)."""

    type: DocumentType
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: str
    expression: re.Pattern[str]
    even_with_figures: bool


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[_Pattern, ...]]:
    """The title of a report, and the patterns of other papers in the order in which they are tried."""
    data = load_yaml(_FILE)
    only_keys(data, {"report", "kinds"}, required={"report", "kinds"}, where=_FILE.name)
    found = []
    for kind, entry in data["kinds"].items():
        only_keys(
            entry, {"patterns", "even_with_figures"}, required={"patterns", "even_with_figures"}, where=f"{_FILE.name} {kind}"
        )
        found += [_Pattern(kind, re.compile(pattern), entry["even_with_figures"]) for pattern in entry["patterns"]]
    return re.compile(data["report"]), tuple(found)


def is_title(text: str) -> bool:
    """Whether a line is the title of an annual report."""
    return _REPORT_SIGN.search(text) is not None and _patterns()[0].match(_said(text)) is not None


def _said(line: str) -> str:
    """What a line says, without the ways in which it may be written."""
    return in_digits(simplified_text(squeeze(line)))


def file_kind(
    title: str, blocks: Sequence[Block], sections: Sequence[Section], cells: Sequence[Cell], form_grids: frozenset[int]
) -> FileKind:
    """What a file is, by the line that names it, its figures, its parts and its text.

    ``form_grids`` are the grids (by ``id``) in which the cells stand.
    """
    printed = [cell for cell in cells if cell.kind is not CellKind.ABSENT]
    figures = any(cell.kind not in (CellKind.BLANK, CellKind.MARK) for cell in printed)
    headline = _headline(blocks) or title
    other = _other_paper(headline, figures=figures)
    if not other and _other_paper(title, figures=figures) == _PARTIAL:  # a title broken over two lines
        other = _PARTIAL
    if printed and not figures:
        return FileKind(DocumentType.BLANK_FORM, other)
    if other:
        return FileKind(DocumentType.NOT_AN_ANNUAL_REPORT, other)
    if figures:
        years = _years_of_reports(blocks, form_grids)
        return (
            FileKind(DocumentType.NOT_AN_ANNUAL_REPORT, "two_years") if len(years) > 1 else FileKind(DocumentType.ANNUAL_REPORT)
        )
    if _is_without_tables(title, blocks, sections):
        return FileKind(DocumentType.ANNUAL_REPORT)
    return FileKind(DocumentType.NOT_AN_ANNUAL_REPORT, _other_paper(headline, figures=False, may_be_title=False))


def _headline(blocks: Sequence[Block]) -> str:
    """The line that names the document: the title of a report where there is one near the top, else the first that may be one."""
    lines = [_said(line) for line in _first_lines(blocks)]
    if named := next((line for line in lines if is_title(line)), ""):
        first = next(line for line in lines if _may_name(line) or line == named)
        # 「政策解读」 above a title is a column of the page; 「《…年度报告》解读」 above it names the document.
        return first if first != named and _other_paper(first, figures=False) in ("interpretation", "notice") else named
    return next((line for line in lines if _may_name(line)), "")


def _first_lines(blocks: Sequence[Block]) -> Iterator[str]:
    return islice((block.text for block in blocks if isinstance(block, Paragraph)), _FIRST_LINES)


def _may_name(line: str) -> bool:
    short = 4 <= len(line) <= _LONGEST_HEADLINE and "。" not in line
    return short and not _NAVIGATION.search(line) and _NAMES_A_DOCUMENT.search(line) is not None


def _other_paper(headline: str, *, figures: bool, may_be_title: bool = True) -> str:
    """Which other paper a headline names; with figures in the form's tables only what remains one in spite of them."""
    text = _said(headline)
    named = may_be_title and is_title(text)
    for pattern in _patterns()[1]:
        if (pattern.even_with_figures or not (figures or named)) and pattern.expression.search(text):
            return pattern.kind
    return ""


def _years_of_reports(blocks: Sequence[Block], form_grids: frozenset[int]) -> set[str]:
    """The years of which a document prints the tables: two where reports of two years stand below or beside each other."""
    years: set[str] = set()
    pending = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            pending = year[0] if is_title(block.text) and (year := _YEAR.search(_said(block.text))) else pending
        elif isinstance(block, Grid) and id(block) in form_grids:
            heads = {match[1] for row in block.rows for cell in row if (match := _YEAR_HEAD.match(squeeze(cell.text)))}
            if len(heads) > 1:
                return heads
            years |= {pending} - {""}
    return years


def _is_without_tables(title: str, blocks: Sequence[Block], sections: Sequence[Section]) -> bool:
    """Whether a document without figures is a report all the same: by its title, and its parts or what it speaks of."""
    lines = [squeeze(block.text) for block in blocks if isinstance(block, Paragraph)]
    if not is_title(title) and not any(map(is_title, lines[:_FIRST_LINES])):
        return False
    told = [section for section in sections if len(section.text) >= _SHORTEST_PART]
    if len(told) >= _FEWEST_PARTS:
        return True
    text = "".join(lines)
    return len(sections) >= _FEWEST_PARTS or sum(topic.search(text) is not None for topic in _TOPICS) >= _FEWEST_TOPICS
