"""Invented reports as web pages are found: words in pieces, tables around tables, spans that disagree, wrong encodings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from random import Random

from disclosure.blocks import Block, Grid, GridCell
from disclosure.samples.parts import blocks_of, pieces
from disclosure.samples.truth import Truth

#: What a page says of its encoding and what it is in.
_ENCODINGS = (("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("", "gb18030"))
_TAGS = ("span", "font", "b", "strong")
_ABOUT = (("索引号", "000000-2023-00001"), ("发布日期", "2023-01-20"), ("浏览次数", "128"), ("文号", "无"))
_MENU = ("首页", "政府信息公开", "政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开")


def render_page(truth: Truth) -> bytes:
    """The report as a page of a site, in the encoding that it may or may not declare."""
    random = Random(truth.name)  # noqa: S311 - invention, not secrecy
    declared, written = random.choice(_ENCODINGS)
    body = _page(list(blocks_of(truth)), random)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    title = escape(f"{truth.report.agency}_政府信息公开年报")
    end = "" if random.random() < 0.2 else "</body></html>"
    page = f"<!DOCTYPE html><html><head>{meta}<title>{title}</title><style>td{{padding:0}}</style></head><body>{body}{end}"
    return page.encode(written, errors="xmlcharrefreplace")


def _page(blocks: Sequence[Block], random: Random) -> str:
    """The report inside what a site puts around it."""
    split = random.random() < 0.7
    text = "\n".join(
        _grid(block, random, split) if isinstance(block, Grid) else _paragraph(block.text, random, split) for block in blocks
    )
    menu = "".join(f"<li><a href='#'>{word}</a></li>" for word in _MENU)
    about = "".join(f"<tr><td>{name}：</td><td>{value}</td></tr>" for name, value in _ABOUT)
    around = random.choice(("plain", "div", "tables"))
    if around == "plain":
        return text
    if around == "div":
        return f"<div class='nav'><ul>{menu}</ul></div><table class='xxgk'>{about}</table><div id='zoom'>{text}</div>"
    inner = f"<table width='100%'><tr><td><table>{about}</table></td></tr><tr><td><div>{text}</div></td></tr></table>"
    return f"<table width='980'><tr><td width='200'><ul>{menu}</ul></td><td valign='top'>{inner}</td></tr></table>"


def _paragraph(text: str, random: Random, split: bool) -> str:
    if not split:
        return f"<p>　　{escape(text)}</p>"
    return f"<p style='text-indent:2em'><span>&nbsp;&nbsp;</span>{_inline(text, random)}<o:p></o:p></p>"


def _inline(text: str, random: Random) -> str:
    """A text in pieces, each in a tag of its own."""
    words = []
    for piece in pieces(text, random):
        tag = random.choice(_TAGS)
        words.append(f"<{tag} style='mso-bidi-font-size:12pt'>{escape(piece)}</{tag}>")
    return "".join(words)


def _grid(grid: Grid, random: Random, split: bool) -> str:
    odd = random.random() < 0.3
    rows = "".join(f"<tr>{''.join(_cells(row, random, split, odd))}</tr>" for row in grid.rows)
    return f"<table class='MsoNormalTable' border='1'><tbody>{rows}</tbody></table>"


def _cells(row: Sequence[GridCell], random: Random, split: bool, odd: bool) -> Iterator[str]:
    """The cells of a row; in odd tables wide cells claim more columns than there are, and tall ones more rows at the end."""
    for place, cell in enumerate(row):
        wide = cell.column_span + (odd and place == len(row) - 1 and cell.column_span > 1)
        spans = f" rowspan='{cell.row_span}'" * (cell.row_span > 1) + f" colspan='{wide}'" * (wide > 1)
        yield f"<td{spans}>{_cell(cell.text, random) if split else escape(cell.text)}</td>"


def _cell(text: str, random: Random) -> str:
    """A label over several paragraphs padded with hard blanks, as Word pages have it; numbers in one."""
    if len(text) == 4 and text.isalpha() and random.random() < 0.4:
        return f"<p>&nbsp;{_inline(text[:2], random)}</p><p>{_inline(text[2:], random)}&nbsp;</p>"
    return f"<p align='center'>{_inline(text, random) or '&nbsp;'}<o:p></o:p></p>"
