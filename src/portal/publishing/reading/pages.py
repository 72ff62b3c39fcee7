"""Saved pages of another platform → the fields of an item: its title, days, metadata and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import html

from disclosure.blocks import Block, Document, Grid, GridCell
from disclosure.reading.web.html import LARGEST_PAGE, cell_text, decode_page, read_html
from portal.publishing.reading.days import day_of
from portal.publishing.reading.labels import data as label_data
from portal.publishing.reading.labels import field_named, plain
from portal.publishing.reading.trouble import Trouble

#: Browsers leave the address in a comment when a page is saved.
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s<>\"']+)")
_SITE_NAME = re.compile(r"\s*[-_|—–]{1,2}\s*[^-_|—–]{2,40}$")
_LABELLED = re.compile(r"([\u4e00-\u9fff\s\u3000]{2,12})[:：]\s*([^:：]*?)(?=(?:[\s\u3000|]+[\u4e00-\u9fff]{2,8}[:：])|$)")
#: Fields of an item by the meta tags that the rules for government websites ask of a page.
_META = {
    "articletitle": "title",
    "pubdate": "published_on",
    "contentsource": "unit",
    "keywords": "keywords",
    "url": "source_address",
}
_DAYS = ("published_on", "produced_on")
#: Fields that a page says above its text; what else looks like a label there is prose.
_ABOVE = (
    "title", "published_on", "produced_on", "index_number", "document_number", "item_class", "unit", "validity", "keywords",
)  # fmt: skip


def read(data: bytes, _name: str) -> dict[str, Any]:
    """The fields of the item on a page, each as text, ``body`` as simple HTML. Raises :class:`Trouble` and the engine's own."""
    if len(data) > LARGEST_PAGE:
        raise Trouble("too_much")
    if data.startswith((b"PK", b"%PDF", b"\xd0\xcf")) or b"\x00\x00\x00\x00" in data[:1000]:
        raise Trouble("no_page")
    whole = read_html(data)
    text = decode_page(data)
    tree = _tree(text)
    article = _article(tree)
    body = read_html(html.tostring(article, encoding="utf-8")) if article is not None else whole
    fields = {**_said_above(whole), **_meta(tree)}
    fields.setdefault("title", _title(tree, whole))
    match = _SAVED_FROM.search(text[:4000])
    if match:
        fields["source_address"] = match[1]
    for name in _DAYS:
        day = day_of(fields.get(name, ""))
        if day:
            fields[name] = day.isoformat()
    return {**fields, "body": _html(body, fields.get("title", ""))}


def _tree(text: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    return html.document_fromstring(text.replace("\x00", "").encode("utf-8", errors="replace"), parser=parser)


def _article(tree: Any) -> Any | None:
    """The element that holds the text: by a known name, else the one with most text in paragraphs of its own."""
    for name in label_data()["article_places"]:
        found = [*tree.xpath("//*[@id=$name]", name=name), *tree.xpath("//*[contains(concat(' ',@class,' '),$n)]", n=f" {name} ")]
        best = max(found, key=lambda element: len(element.text_content()), default=None)
        if best is not None and best.text_content().strip():
            return best
    holders = [element for element in tree.iter("div", "article", "section", "td", "main") if isinstance(element.tag, str)]
    best = max(holders, key=_own_text, default=None)
    return best if best is not None and _own_text(best) else None


def _own_text(element: Any) -> int:
    return sum(len(child.text_content().strip()) for child in element.iterchildren("p"))


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        field = _META.get((tag.get("name") or "").lower())
        content = (tag.get("content") or "").strip()
        if field and content:
            found.setdefault(field, content)
    return found


def _said_above(document: Document) -> dict[str, str]:
    """What a page says of its item in a table or in lines: 索引号：…  发布日期：…"""
    found: dict[str, str] = {}
    for label, value in _pairs(document.blocks):
        field = field_named(label)
        if field in _ABOVE and value and len(value) < 200:
            found.setdefault(field, value)
    return found


def _pairs(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from _row_pairs(row)
        elif len(block.text) < 400:
            yield from ((match[1].strip(), match[2].strip()) for match in _LABELLED.finditer(block.text))


def _row_pairs(row: tuple[GridCell, ...]) -> Iterator[tuple[str, str]]:
    cells = [cell.text.strip() for cell in row]
    for place, cell in enumerate(cells):
        if field_named(cell) and place + 1 < len(cells):
            yield cell, cells[place + 1]
        else:
            label, colon, value = re.sub("：", ":", cell, count=1).partition(":")
            if colon:
                yield label, value.strip()


def _title(tree: Any, document: Document) -> str:
    for heading in tree.iter("h1", "h2"):
        words = " ".join(cell_text(heading).split())
        if words:
            return words
    return _SITE_NAME.sub("", document.title)


def _html(document: Document, title: str) -> str:
    """The blocks as paragraphs and tables; the title itself is not repeated."""
    parts = (_block(block) for block in document.blocks if isinstance(block, Grid) or plain(block.text) != plain(title))
    return "\n".join(part for part in parts if part)


def _block(block: Block) -> str:
    if isinstance(block, Grid):
        rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
        return f"<table>{rows}</table>"
    tag = "h3" if block.style in ("title", "heading") else "p"
    return f"<{tag}>{escape(block.text).replace(chr(10), '<br>')}</{tag}>" if block.text.strip() else ""


def _cell(cell: GridCell) -> str:
    tag = "th" if cell.header else "td"
    spans = "".join(f' {name}="{size}"' for name, size in (("rowspan", cell.row_span), ("colspan", cell.column_span)) if size > 1)
    return f"<{tag}{spans}>{escape(cell.text).replace(chr(10), '<br>')}</{tag}>"
