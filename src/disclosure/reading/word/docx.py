"""Word files (.docx) → paragraphs and grids, merged cells resolved; deleted text is not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosure.blocks import Document
from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.gathering import RAISED, Gathering, cell_place
from disclosure.reading.word.apart import Apart, Embedded, is_title, lacks_title
from disclosure.reading.word.numbering import Numbering
from disclosure.reading.word.package import WordPackage
from disclosure.reading.word.tables import PlainTables, WordCell, WordRow, merged, number
from disclosure.reading.word.unseen import Unseen, is_plain, is_raised

#: What ends a sentence: notes to a title or a heading wait for one.
_ENDS = ("。", "；", "！", "？", "：", ";", "!", "?", ":")
# Word writes one of two namespaces for the same elements: transitional, and "strict" of ISO/IEC 29500.
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


def read_docx(data: bytes, embedded: Embedded | None = None) -> Document:
    """The blocks of a .docx with their places; ``embedded`` reads the files that are laid into it.

    Raises :class:`UnreadableError` where it is no .docx, damaged, protected by a password, or hostile.
    """
    return _read(WordPackage(data, embedded.budget if embedded else None), None, embedded).document()


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
    """The blocks of a .docx with their elements, those of files laid into it left out. Raises :class:`UnreadableError`."""
    elements: dict[str, Any] = {}
    reader = _read(package, elements)
    return WordParts(reader.document(), elements, reader.root, reader.namespace)


def _read(package: WordPackage, elements: dict[str, Any] | None, embedded: Embedded | None = None) -> _Reader:
    """A reader that has been through the document; ``elements`` is filled where it is given, which costs time."""
    root = package.document()
    namespace = root.tag.partition("}")[0] + "}"
    if namespace.strip("{}") not in _NAMESPACES:
        raise UnreadableError(_("Word 文件的内容不是文档，无法读取。请用 WPS 或 Word 打开，另存为 .docx 后再试。"))
    body = root.find(f"{namespace}body")
    styles = package.styles()
    in_lists = any(next(part.iter(f"{namespace}numPr"), None) is not None for part in (root, styles) if part is not None)
    numbering = Numbering(package.numbering(), styles, namespace) if in_lists else None
    heads = _heading_styles(styles, namespace)
    apart = Apart(package, namespace)
    reader = _Reader(root, namespace, heads, elements, numbering, apart, embedded, is_plain=is_plain(root, namespace))
    if body is not None:
        reader.read(body)
    return reader


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
class _Texts:
    """What a paragraph holds: its own words, the text boxes that hang on it, and the notes to it."""

    words: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)


class _Reader:
    """One pass over a document part."""

    def __init__(
        self,
        root: Any,
        namespace: str,
        heading_styles: Mapping[str, str],
        elements: dict[str, Any] | None,
        numbering: Numbering | None,
        apart: Apart,
        embedded: Embedded | None,
        *,
        is_plain: bool,
    ) -> None:
        self.gathered = Gathering()
        self.root = root
        self.namespace = self._w = namespace
        self._elements = elements
        self._numbering = numbering if numbering is not None and numbering.is_used else None
        self._plain = PlainTables(namespace) if is_plain else None
        self._heading_styles = heading_styles
        names = ("p", "tbl", "r", "t", "tab", "br", "cr", "noBreakHyphen", "txbxContent", "tr", "tc")
        self._p, self._tbl, self._r, self._t, self._tab, self._br, self._cr, self._hyphen, self._box, self._tr, self._tc = (
            namespace + name for name in names
        )
        self._words = (self._t, self._tab, self._br, self._cr, self._hyphen)
        self._tabs, self._val = f"{namespace}tabs", f"{namespace}val"
        self._tcPr = f"{namespace}tcPr"
        self._spans = tuple(namespace + name for name in ("gridSpan", "vMerge", "hMerge"))
        self._unseen = Unseen(namespace)
        self._children = self._unseen.children
        self._waiting: list[tuple[Any, str]] = []
        self._apart = apart
        self._embedded = embedded
        self._chunk, self._look = f"{namespace}altChunk", f"{namespace}rPr/{namespace}vertAlign"
        self._sets_high = not is_plain and any(is_raised(look, namespace) for look in root.iter(f"{namespace}vertAlign"))
        #: Notes that wait for the end of the sentence or table that they belong to, each with its paragraph.
        self._notes: list[tuple[Any, Any]] = []
        self._notes_said = 0

    def document(self) -> Document:
        """All that was read."""
        return self.gathered.document()

    def read(self, body: Any) -> None:
        """Everything in the document part and what belongs to it; what heads its pages where it has no title of its own."""
        self.blocks(body)
        self._say_notes()
        if lacks_title(self.document()):
            heads = ("".join(self._texts(paragraph).words) for paragraph in self._apart.heads(body))
            title = next(filter(is_title, heads), "")
            self.gathered.aside([title], "header", first=True)

    def blocks(self, container: Any) -> None:
        """Gather everything in a body, a text box or a cell that only frames."""
        for child in self._children(container):
            if child.tag == self._p:
                self._paragraph(child)
            elif child.tag == self._tbl:
                self._flush()
                self._table(child)
            elif child.tag == self._chunk:
                self._flush()
                self._lay_in(child)
            else:
                self.blocks(child)
        self._flush()

    def _lay_in(self, chunk: Any) -> None:
        """A file that is laid in: its blocks, or the reason why it has none."""
        place, found = self._apart.chunk(chunk, self._embedded)
        if isinstance(found, Document):
            self.gathered.lay_in(found.blocks, place)
            for inner, reason in found.unread:
                self.gathered.not_read(f"{place} {inner}", reason)
        elif found is not None:
            self.gathered.not_read(place, found)

    def _paragraph(self, paragraph: Any) -> None:
        texts = self._texts(paragraph)
        if self._plain is None and self._unseen.goes_on(paragraph):
            self._waiting.append((paragraph, "".join(texts.words)))
        else:
            first = next((element for element, words in self._waiting if words.strip()), paragraph)
            words = "".join((*(waiting for _element, waiting in self._waiting), *texts.words))
            self._waiting = []
            self._say(first, words)
        self._notes += ((note, paragraph) for note in texts.notes)
        if self._notes and texts.words and "".join(texts.words).rstrip().endswith(_ENDS):
            self._say_notes()
        for box in texts.boxes:
            self.blocks(box)

    def _say_notes(self) -> None:
        """The notes to what was read, behind it."""
        waiting, self._notes = self._notes, []
        for note, paragraph in waiting:
            self._notes_said += 1
            place = f"note {self._notes_said}"
            self.gathered.aside(["".join(self._texts(part).words).strip() for part in note.iter(self._p)], place)
            if self._elements is not None:
                self._elements[place] = paragraph

    def _say(self, paragraph: Any, words: str) -> None:
        if self._numbering is not None:
            number = self._numbering.before(paragraph)  # an empty paragraph of a list counts too
            words = number + words if words.strip() else ""
        place = self.gathered.paragraph(words, self._style(paragraph))
        if place and self._elements is not None:
            self._elements[place] = paragraph

    def _flush(self) -> None:
        """Say what waits for a paragraph that does not come."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self._say(waiting[0][0], "".join(words for _element, words in waiting))

    def _style(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{self._w}pPr")
        if properties is None:
            return "body"
        style = properties.find(f"{self._w}pStyle")
        kind = self._heading_styles.get(style.get(f"{self._w}val", "")) if style is not None else None
        return kind or ("heading" if properties.find(f"{self._w}outlineLvl") is not None else "body")

    def _texts(self, element: Any) -> _Texts:
        texts = _Texts()
        if self._plain:
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
            elif tag == self._r and self._sets_high and self._is_raised(child):
                raised = _Texts(boxes=texts.boxes, notes=texts.notes)
                self._collect(child, raised)
                texts.words.append("".join(raised.words).translate(RAISED))
            elif tag in self._apart.references:
                note = self._apart.note(child)
                if note is not None:
                    texts.notes.append(note)
                if self._apart.has_own_mark(child):
                    return  # the rest of the run is the mark
            else:
                self._collect(child, texts)

    def _is_raised(self, run: Any) -> bool:
        look = run.find(self._look)
        return look is not None and is_raised(look, self._w)

    def _table(self, table: Any) -> None:
        """A table as a grid, then the tables inside its cells; a table of one cell is only a frame around what it holds."""
        found = self._plain.rows(table) if self._plain else None
        rows = merged(self._rows(table) if found is None else found)
        inner: list[Any] = []
        boxes: list[Any] = []
        chunks: list[Any] = []
        if found is None:
            cells = [cell for row in rows for cell in row]
            if next(table.iterdescendants(self._tbl), None) is not None:
                inner = [below for cell in cells for below in self._inner_tables(cell.element)]
            if len(cells) == 1 and inner:
                self.blocks(cells[0].element)
                return
            for cell in cells:
                cell.paragraphs = self._lines(cell.element, boxes)
            # Those in a table or a text box of its cells are read with that.
            held = ((chunk, next(chunk.iterancestors(self._tbl, self._box))) for chunk in table.iterdescendants(self._chunk))
            chunks = [chunk for chunk, holder in held if holder is table]
        place = self.gathered.grid(rows)
        if place and self._elements is not None:
            self._elements.update(
                (cell_place(place, line, index), cell.element)
                for line, row in enumerate(rows, 1)
                for index, cell in enumerate(row, 1)
            )
        self._say_notes()
        for below in inner:
            self._table(below)
        for box in boxes:
            self.blocks(box)
        for chunk in chunks:
            self._lay_in(chunk)

    def _lines(self, cell: Any, boxes: list[Any]) -> list[list[str]]:
        """The words of each paragraph in a cell; ``boxes`` gets the text boxes that hang on them."""
        lines: list[list[str]] = []
        goes_on = False
        for paragraph in self._paragraphs(cell):
            texts = self._texts(paragraph)
            boxes += texts.boxes
            self._notes += ((note, paragraph) for note in texts.notes)
            if goes_on:
                lines[-1] += texts.words
            else:
                lines.append(texts.words)
            goes_on = self._unseen.goes_on(paragraph)
        return lines

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

    def _rows(self, table: Any) -> list[WordRow]:
        """The rows of any table, with their cells as they stand and without their words."""
        rows: list[WordRow] = []
        for row in self._below(table, self._tr):
            if not self._unseen.is_row_deleted(row):
                before = row.find(f"{self._w}trPr/{self._w}gridBefore")
                free = number(before.get(self._val), 0) if before is not None else 0
                rows.append(WordRow(row, [self._cell(element) for element in self._below(row, self._tc)], free))
        return rows

    def _cell(self, element: Any) -> WordCell:
        """A cell, with how many columns it spans, and how it is merged with the cell above and the one beside it."""
        cell = WordCell(element)
        wide, down, _along = self._spans
        for properties in element.iterchildren(self._tcPr):
            for part in properties.iterchildren(*self._spans):
                if part.tag == wide:
                    cell.column_span = max(1, number(part.get(self._val), 1))
                elif part.tag == down:
                    cell.merge = part.get(self._val, "continue")
                else:
                    cell.beside = part.get(self._val, "continue")
        return cell
