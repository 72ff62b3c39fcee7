"""Word files (.docx) → paragraphs and grids, merged cells resolved; deleted text is not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosure.blocks import Document, GridCell
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import Gathering, cell_place
from disclosure.reading.word_package import WordPackage

# Word writes one of two namespaces for the same elements: transitional, and "strict" of ISO/IEC 29500.
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read_docx(data: bytes) -> Document:
    """The blocks of a .docx with their places.

    Raises :class:`UnreadableError` where it is no .docx, damaged, protected by a password, or hostile.
    """
    return read_parts(WordPackage(data)).document


@dataclass(frozen=True, slots=True)
class WordParts:
    """A Word file taken apart: its blocks, and the element behind each place, for those who write into the file again.

    ``elements`` holds ``w:p`` under the place of a paragraph and ``w:tc`` under that of a cell; ``root`` is the tree they are
    part of, ``namespace`` the one of its names, in braces.
    """

    document: Document
    elements: Mapping[str, Any]
    root: Any
    namespace: str


def read_parts(package: WordPackage) -> WordParts:
    """The blocks of a .docx with their elements. Raises :class:`UnreadableError`."""
    root = package.document()
    namespace = root.tag.partition("}")[0] + "}"
    if namespace.strip("{}") not in _NAMESPACES:
        raise UnreadableError(_("Word 文件的内容不是文档，无法读取。请用 WPS 或 Word 打开，另存为 .docx 后再试。"))
    body = root.find(f"{namespace}body")
    reader = _Reader(namespace, _heading_styles(package.styles(), namespace), is_plain=_is_plain(root, namespace))
    if body is not None:
        reader.blocks(body)
    return WordParts(reader.gathered.document(), reader.elements, root, namespace)


def _is_plain(root: Any, namespace: str) -> bool:
    """Whether a document has neither tracked changes, nor text boxes, nor alternatives for old readers.

    Then all text in it counts, and can be asked for by name in one pass of the parser's own, several times as quick as looking
    at every child.
    """
    not_plain = ("del", "moveFrom", "delText", "instrText", "txbxContent")
    return next(root.iter(f"{_COMPATIBILITY}AlternateContent", *(namespace + name for name in not_plain)), None) is None


def _heading_styles(styles: Any | None, namespace: str) -> Mapping[str, str]:
    """The ids of styles that are titles or headings, by the names that Word keeps for them in every language."""
    found: dict[str, str] = {}
    for style in () if styles is None else styles.iterchildren(f"{namespace}style"):
        name = style.find(f"{namespace}name")
        called = (name.get(f"{namespace}val", "") if name is not None else "").lower()
        kind = "title" if called in ("title", "标题") else "heading" if called.startswith(("heading", "标题 ")) else ""
        if not kind and style.find(f"{namespace}pPr/{namespace}outlineLvl") is not None:
            kind = "heading"
        if kind:
            found[style.get(f"{namespace}styleId", "")] = kind
    return found


@dataclass(slots=True)
class _Cell:
    """A cell on its way into a grid: where it begins, how far it reaches, its text in its element."""

    column: int
    column_span: int
    element: Any
    row_span: int = 1


@dataclass(slots=True)
class _Texts:
    """What a paragraph holds: its own words, and the text boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class _Reader:
    """One pass over a document part."""

    def __init__(self, namespace: str, heading_styles: Mapping[str, str], *, is_plain: bool = False) -> None:
        self.gathered = Gathering()
        self.elements: dict[str, Any] = {}
        self._w = namespace
        self._is_plain = is_plain
        self._heading_styles = heading_styles
        names = ("p", "tbl", "r", "t", "tab", "br", "cr", "noBreakHyphen", "txbxContent", "tr", "tc")
        self._p, self._tbl, self._r, self._t, self._tab, self._br, self._cr, self._hyphen, self._box, self._tr, self._tc = (
            namespace + name for name in names
        )
        self._words = (self._t, self._tab, self._br, self._cr, self._hyphen)
        self._tabs, self._val = f"{namespace}tabs", f"{namespace}val"
        self._tcPr = f"{namespace}tcPr"
        self._spans = tuple(namespace + name for name in ("gridSpan", "vMerge", "hMerge"))
        # Struck out by a reviewer, or moved to where it is read: not part of the text.
        self._gone = frozenset(namespace + name for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "tblPr"))

    def blocks(self, container: Any) -> None:
        """Gather everything in a body, a text box or a cell that only frames."""
        for child in self._children(container):
            if child.tag == self._p:
                self._paragraph(child)
            elif child.tag == self._tbl:
                self._table(child)
            else:
                self.blocks(child)

    def _children(self, element: Any) -> Iterator[Any]:
        """The children that count; of alternatives for old and new readers only the first."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in self._gone:
                continue
            if child.tag == f"{_COMPATIBILITY}AlternateContent":
                yield from list(child)[:1]
            else:
                yield child

    def _paragraph(self, paragraph: Any) -> None:
        texts = self._texts(paragraph)
        place = self.gathered.paragraph("".join(texts.words), self._style(paragraph))
        if place:
            self.elements[place] = paragraph
        for box in texts.boxes:
            self.blocks(box)

    def _style(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{self._w}pPr")
        if properties is None:
            return "body"
        style = properties.find(f"{self._w}pStyle")
        kind = self._heading_styles.get(style.get(f"{self._w}val", "")) if style is not None else None
        return kind or ("heading" if properties.find(f"{self._w}outlineLvl") is not None else "body")

    def _texts(self, element: Any) -> _Texts:
        texts = _Texts()
        if self._is_plain:
            texts.words.extend(self._words_of(element))
        else:
            self._collect(element, texts)
        return texts

    def _words_of(self, element: Any) -> Iterator[str]:
        """The words in an element of a plain document."""
        for part in element.iter(*self._words):
            tag = part.tag
            if tag == self._t:
                yield part.text or ""
            elif tag == self._hyphen:
                yield "-"
            elif tag != self._tab:
                yield "\n"
            elif part.getparent().tag != self._tabs:  # a stop of the ruler has the same name as the character
                yield "\t"

    def _collect(self, element: Any, texts: _Texts) -> None:
        for child in self._children(element):
            tag = child.tag
            if tag == self._t:
                texts.words.append(child.text or "")
            elif tag == self._box:
                texts.boxes.append(child)
            elif tag == self._tab:
                texts.words.append("\t")
            elif tag in (self._br, self._cr):
                texts.words.append("\n")
            elif tag == self._hyphen:
                texts.words.append("-")
            else:
                self._collect(child, texts)

    def _table(self, table: Any) -> None:
        """A table as a grid, then the tables inside its cells; a table of one cell is only a frame around what it holds."""
        rows = self._merged(table)
        cells = [cell for row in rows for cell in row]
        has_inner = next(table.iterdescendants(self._tbl), None) is not None
        inner = [found for cell in cells for found in self._inner_tables(cell.element)] if has_inner else []
        if len(cells) == 1 and inner:
            self.blocks(cells[0].element)
            return
        boxes: list[Any] = []
        place = self.gathered.grid([[self._grid_cell(cell, boxes) for cell in row] for row in rows])
        if place:
            self.elements.update(
                (cell_place(place, number, index), cell.element)
                for number, row in enumerate(rows, 1)
                for index, cell in enumerate(row, 1)
            )
        for found in inner:
            self._table(found)
        for box in boxes:
            self.blocks(box)

    def _grid_cell(self, cell: _Cell, boxes: list[Any]) -> GridCell:
        words = []
        for paragraph in self._paragraphs(cell.element):
            texts = self._texts(paragraph)
            words.append("".join(texts.words))
            boxes += texts.boxes
        return GridCell("\n".join(words).strip("\n"), row_span=cell.row_span, column_span=cell.column_span)

    def _paragraphs(self, container: Any) -> Iterator[Any]:
        inside = list(container)
        if all(child.tag == self._p for child in inside[1:]) and inside and inside[0].tag in (self._p, self._tcPr):
            yield from inside[inside[0].tag != self._p :]  # as a rule a cell is its properties and its paragraphs
            return
        for child in self._children(container):
            if child.tag == self._p:
                yield child
            elif child.tag != self._tbl:
                yield from self._paragraphs(child)

    def _inner_tables(self, container: Any) -> Iterator[Any]:
        for child in self._children(container):
            if child.tag == self._tbl:
                yield child
            elif child.tag != self._p:
                yield from self._inner_tables(child)

    def _below(self, container: Any, tag: str) -> Iterator[Any]:
        """Rows of a table or cells of a row, also where they stand in a content control or an insertion."""
        for child in self._children(container):
            if child.tag == tag:
                yield child
            elif child.tag not in (self._tr, self._tc, self._tbl, self._p):
                yield from self._below(child, tag)

    def _merged(self, table: Any) -> list[list[_Cell]]:
        """The rows with their own cells only; a cell that others continue reaches down over them."""
        rows: list[list[_Cell]] = []
        open_cells: dict[int, _Cell] = {}
        for row in self._below(table, self._tr):
            if self._is_deleted(row):
                continue
            own: list[_Cell] = []
            going_on: dict[int, _Cell] = {}
            column = self._number(row.find(f"{self._w}trPr/{self._w}gridBefore"), 0)
            for element in self._below(row, self._tc):
                column = self._place(element, column, own, open_cells, going_on)
            open_cells = going_on
            rows.append(own)
        return rows

    def _place(
        self, element: Any, column: int, own: list[_Cell], open_cells: Mapping[int, _Cell], going_on: dict[int, _Cell]
    ) -> int:
        """Put one cell into its row, or onto the cell above that it continues; the column where the next one begins."""
        span, merge, beside = self._reach(element)
        if beside == "continue" and own:
            own[-1].column_span += span
        elif merge == "continue" and column in open_cells:
            above = open_cells[column]
            above.row_span += 1
            going_on[column] = above
        else:
            cell = _Cell(column, span, element)
            own.append(cell)
            if merge is not None:
                going_on[column] = cell
        return column + span

    def _reach(self, element: Any) -> tuple[int, str | None, str | None]:
        """How many columns a cell spans, and how it is merged with the cell above and the one beside it."""
        span, merge, beside = 1, None, None
        wide, down, _along = self._spans
        for properties in element.iterchildren(self._tcPr):
            for part in properties.iterchildren(*self._spans):
                if part.tag == wide:
                    span = max(1, self._number(part, 1))
                elif part.tag == down:
                    merge = str(part.get(self._val, "continue"))
                else:
                    beside = str(part.get(self._val, "continue"))
        return span, merge, beside

    def _number(self, element: Any | None, default: int) -> int:
        value = element.get(f"{self._w}val", "") if element is not None else ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else default

    def _is_deleted(self, row: Any) -> bool:
        return row.find(f"{self._w}trPr/{self._w}del") is not None
