"""Web pages → paragraphs and grids: the page's own words, without its scripts, and the tables inside layout tables."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from disclosure.blocks import Document, GridCell
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import RAISED, Gathering, cell_place

#: A page with a long report has 100 to 400 KB; saved with everything that surrounds it, a few MB.
LARGEST_PAGE = 16 * 2**20
#: The parser itself stops at 256; no page that a person wrote is nested deeper.
DEEPEST = 250

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
# Pages that say GB2312 or GBK use characters beyond it; GB 18030 contains both.
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}

_DROPPED = frozenset(
    (
        "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "select", "textarea",
        "button", "input", "link", "meta",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
        "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul",
    )
)  # fmt: skip
_STYLES = {"h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading"}
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")


def read_html(data: bytes) -> Document:
    """The blocks of a web page with their places; the title of the page is the document's.

    The encoding is that of the byte order mark, else UTF-8 where the bytes are valid UTF-8, else what the page declares,
    else GB 18030; a page that declares a wrong one is read all the same. Raises :class:`UnreadableError`.
    """
    return read_page(data).document


@dataclass(frozen=True, slots=True)
class PageParts:
    """A web page taken apart: its blocks, the tree, and the ``td`` or ``th`` behind the place of each cell."""

    document: Document
    elements: Mapping[str, Any]
    root: Any


def read_page(data: bytes) -> PageParts:
    """The blocks of a web page with their elements, for those who write into the page again. Raises :class:`UnreadableError`."""
    if len(data) > LARGEST_PAGE:
        raise UnreadableError(_("网页有 {size} MB，不像是年度报告。请检查是否选错了文件。", size=len(data) // 2**20))
    root = _parsed(decode_page(data))
    reader = _Reader()
    reader.walk(root, 0)
    reader.flush()
    title = root.findtext(".//title") or ""
    return PageParts(reader.gathered.document(_BLANKS.sub(" ", title).strip()), reader.elements, root)


def decode_page(data: bytes) -> str:
    """The text of a page. A character cut in two at the end, where a download broke off, is dropped."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    declared = _declared(data)
    for encoding in ("utf-8", declared, "gb18030"):
        try:
            return codecs.getincrementaldecoder(encoding)().decode(data)
        except UnicodeDecodeError:
            continue
    return data.decode(declared, errors="replace")


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    name = match[1].decode("ascii").lower() if match else "utf-8"
    try:
        codec = codecs.lookup(_MEANT.get(name, name))
    except LookupError:
        return "utf-8"
    # "base64" and the like are codecs too, but not of text.
    return codec.name if codec._is_text_encoding else "utf-8"


def _parsed(text: str) -> Any:
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    try:
        root = html.document_fromstring(text.replace("\x00", "").encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(_("网页里没有可读的内容。请在浏览器中打开原网页，另存后再试。")) from error
    return root


class _Reader:
    """One pass over the tree: inline text is collected until a block ends it."""

    def __init__(self) -> None:
        self.gathered = Gathering()
        self.elements: dict[str, Any] = {}
        self._words: list[str] = []
        self._style = "body"

    def flush(self) -> None:
        """End the paragraph that is being collected."""
        if self._words:
            self.gathered.paragraph(_tidy("".join(self._words)), self._style)
            self._words = []

    def walk(self, element: Any, depth: int) -> None:
        """Gather everything in an element. Raises :class:`UnreadableError` where it is nested beyond reason."""
        if depth > DEEPEST:
            raise UnreadableError(
                _("网页的标签嵌套过深，不像是正常的网页，为安全起见不予读取。请在浏览器中打开原网页，另存后再试。")
            )
        self._say(element.text, element.tag)
        for child in element:
            self._child(child, depth)
            self._say(child.tail, element.tag)

    def _say(self, text: str | None, inside: str) -> None:
        if text:
            self._words.append(text if inside == "pre" else _BLANKS.sub(" ", text))

    def _child(self, child: Any, depth: int) -> None:
        tag = child.tag
        if tag in _DROPPED:
            return
        if tag == "br":
            self._words.append("\n")
        elif tag == "table":
            self.flush()
            self._table(child, depth + 1)
        elif tag in _BLOCKS:
            self.flush()
            outer, self._style = self._style, _STYLES.get(tag, self._style)
            self.walk(child, depth + 1)
            self.flush()
            self._style = outer
        elif tag == "sup":
            before = self._words
            self._words = []
            self.walk(child, depth + 1)
            self._words = [*before, *(word.translate(RAISED) for word in self._words)]
        else:
            self.walk(child, depth + 1)

    def _table(self, table: Any, depth: int) -> None:
        """A table that holds another one only arranges the page: what is in its cells is read like the page itself."""
        for caption in table.iterchildren("caption"):
            text = _tidy(cell_text(caption))
            # Pages repeat a heading as the caption, for screen readers.
            if not self.gathered.has_said(text):
                self.gathered.paragraph(text)
        if table.find(".//table") is None:
            rows = [list(tr.iterchildren("td", "th")) for tr in _trs(table)]
            place = self.gathered.grid(_rows(rows))
            if place:
                self.elements.update(
                    (cell_place(place, number, index), cell)
                    for number, row in enumerate(rows, 1)
                    for index, cell in enumerate(row, 1)
                )
            return
        for row in _trs(table):
            for cell in row.iterchildren("td", "th"):
                self.walk(cell, depth + 1)
                self.flush()


def _trs(table: Any) -> Iterator[Any]:
    """The rows of a table itself, in the order of the page."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _rows(rows: list[list[Any]]) -> list[list[GridCell]]:
    return [[_grid_cell(cell, len(rows) - index) for cell in row] for index, row in enumerate(rows)]


def _grid_cell(cell: Any, rows_left: int) -> GridCell:
    """A cell with its spans; one that claims to reach below the last row ends there, and rowspan 0 means to the end."""
    rows = _span(cell.get("rowspan"), default=1)
    return GridCell(
        _tidy(cell_text(cell)),
        row_span=min(rows, rows_left) if rows else rows_left,
        column_span=max(1, _span(cell.get("colspan"), default=1)),
        header=cell.tag == "th",
    )


def _span(value: str | None, *, default: int) -> int:
    digits = re.match(r"\s*(\d{1,6})", value or "", re.ASCII)
    return int(digits[1]) if digits else default


def cell_text(element: Any) -> str:
    """The words of an element: pieces of inline text joined as they are, blocks and <br> on lines of their own."""
    words = [_BLANKS.sub(" ", element.text or "")]
    for child in element:
        if child.tag not in _DROPPED:
            inner = "\n" if child.tag == "br" else cell_text(child)
            if child.tag == "sup":
                inner = inner.translate(RAISED)
            words.append(f"\n{inner}\n" if child.tag in _BLOCKS else inner)
        words.append(_BLANKS.sub(" ", child.tail or ""))
    return "".join(words)


def _tidy(text: str) -> str:
    """Lines without blanks at their ends, and no empty ones."""
    lines = (line.strip(" \u3000") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
