"""Cells of a Word file filled in: a run of text goes into the cell's paragraph in the look that is set there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from disclosure.filling.opened import Opened, Writes
from disclosure.filling.patching import Edit, Span, encoding_of, patched, spans_of
from disclosure.reading.word.docx import WordParts, read_parts
from disclosure.reading.word.package import WordPackage
from disclosure.zips import replaced

#: Properties of a paragraph's end that tell of tracked changes: they are no look of the text.
_NO_LOOK = frozenset(("ins", "del", "moveFrom", "moveTo", "rPrChange"))
#: What the reader does not read in a cell: removed text, properties, tables and boxes inside, which are read on their own.
_UNREAD = frozenset(("del", "moveFrom", "delText", "instrText", "tcPr", "pPr", "rPr", "tbl", "txbxContent"))


def open_word(data: bytes) -> Opened:
    """A .docx to be filled in. Raises :class:`UnreadableError`."""
    package = WordPackage(data)
    parts = read_parts(package)
    return Opened(parts.document, partial(_written, data, package.main, parts))


def _written(data: bytes, main: str, parts: WordParts, writes: Writes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(main)  # the size of what comes was counted when it was parsed
    cells = [_Cell(parts.elements[place], parts.namespace, text) for place, text in writes.items()]
    spans = spans_of(xml, parts.root, [element for cell in cells for element in cell.needed()])
    encoding = encoding_of(parts.root)
    edits = [edit for cell in cells for edit in cell.edits(xml, spans, encoding)]
    return replaced(data, {main: patched(xml, edits)})


class _Cell:
    """One cell with what is to stand in it."""

    def __init__(self, element: Any, namespace: str, text: str) -> None:
        self._element = element
        self._w = namespace
        self._prefix = f"{element.prefix}:" if element.prefix else ""
        self._text = escape(text)
        self._texts = [found for found in self._read(element) if found.tag == f"{namespace}t"]
        self._paragraph = next((found for found in self._read(element) if found.tag == f"{namespace}p"), None)
        runs = () if self._paragraph is None else self._paragraph.iterchildren(f"{namespace}r")
        self._run = next(iter(runs), None)
        look = None if self._paragraph is None else self._paragraph.find(f"{namespace}pPr/{namespace}rPr")
        self._look = [] if look is None else [part for part in look if _name(part) not in _NO_LOOK]

    def _read(self, element: Any) -> Iterator[Any]:
        """Everything in the cell that the reader reads, in order."""
        for child in element:
            if isinstance(child.tag, str) and _name(child) not in _UNREAD:
                yield child
                yield from self._read(child)

    def needed(self) -> Sequence[Any]:
        """The elements whose places in the bytes must be known."""
        found = [self._element, self._paragraph, self._run, *self._texts, *self._look]
        return [element for element in found if element is not None]

    def edits(self, xml: bytes, spans: Any, encoding: str) -> Iterator[Edit]:
        """What changes in the bytes: the text of the cell's first run where there is any, else a run more."""
        if self._texts:
            first, *others = (spans[element] for element in self._texts)
            yield self._inside(first, self._tag("t", self._text), self._text, encoding)
            yield from (Edit(span.inner, span.inner_end, b"") for span in others)
        elif self._run is not None:
            words = self._tag("t", self._text)
            yield self._inside(spans[self._run], self._tag("r", words), words, encoding, at_end=True)
        else:
            look = b"".join(xml[spans[part].start : spans[part].end] for part in self._look).decode(encoding)
            look = self._tag("rPr", look) if look else ""
            run = self._tag("r", look + self._tag("t", self._text))
            if self._paragraph is None:
                yield self._inside(spans[self._element], "", self._tag("p", run), encoding, at_end=True)
            else:
                yield self._inside_paragraph(xml, spans[self._paragraph], run, encoding)

    def _inside(self, span: Span, whole: str, inner: str, encoding: str, *, at_end: bool = False) -> Edit:
        """New content of an element, in place of the old or behind it; of an element of one tag the whole is new."""
        if span.is_one_tag:
            return Edit(span.start, span.end, whole.encode(encoding))
        return Edit(span.inner_end if at_end else span.inner, span.inner_end, inner.encode(encoding))

    def _inside_paragraph(self, xml: bytes, span: Span, run: str, encoding: str) -> Edit:
        """A run at the end of a paragraph; one of a single tag keeps its attributes."""
        if not span.is_one_tag:
            return Edit(span.inner_end, span.inner_end, run.encode(encoding))
        end = "/>".encode(encoding)
        head = xml[span.start : span.end].removesuffix(end).decode(encoding)
        return Edit(span.start, span.end, f"{head.rstrip()}>{run}</{self._prefix}p>".encode(encoding))

    def _tag(self, name: str, inner: str) -> str:
        return f"<{self._prefix}{name}>{inner}</{self._prefix}{name}>"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
