"""Comments (批注) put into a Word file of somebody else's: beside the words or the cell they speak of, nothing else touched.

Only the document part gets marks of where a comment begins and ends; runs are cut where a mark falls inside one, and keep
their look. All other parts stay byte for byte, but for the list of comments and the two lists of parts that must name it.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from disclosure.annotating.anchors import Anchor
from disclosure.errors import UnreadableError
from disclosure.language import Message, _
from disclosure.reading.formats import damaged_part
from disclosure.reading.word.docx import WordParts, read_parts
from disclosure.reading.word.package import WordPackage
from disclosure.writing.text import legal
from disclosure.zips import replaced

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AUTHOR: Message = _("年报核对")
#: Half points: comments are read in a narrow margin.
_COMMENT_SIZE = 18

#: Characters of a number that Word puts before a paragraph by itself.
_LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said, a paragraph a line, and where; at the beginning of the document where ``anchors`` is empty."""

    lines: tuple[str, ...]
    anchors: tuple[Anchor, ...]


def with_comments(data: bytes, notes: Sequence[Note]) -> bytes:
    """A .docx with a comment for each note at each of its places. Comments that it has already stay.

    Deterministic: comments carry no moment. Raises :class:`UnreadableError` where it is no .docx.
    """
    package = WordPackage(data)
    parts = read_parts(package)
    comments = _Comments(package, parts.namespace)
    marks = _Marks(parts)
    for note in notes:
        for anchor in note.anchors or (None,):
            marks.put(anchor, comments.add(note.lines))
    if not comments.added:
        return data
    try:
        return replaced(data, {package.main: _serialised(parts.root), **comments.parts()})
    except zipfile.BadZipFile as error:
        raise UnreadableError(damaged_part()) from error


def _serialised(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _no_relations() -> Any:
    return etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')


class _Comments:
    """The part that holds the comments, with the lists that must name it."""

    def __init__(self, package: WordPackage, namespace: str) -> None:
        self._w = namespace
        folder, name = posixpath.split(package.main)
        self._types: Any = package.part("[Content_Types].xml")
        self._relations_name = posixpath.join(folder, "_rels", f"{name}.rels")
        relations: Any = package.part(self._relations_name)
        self._relations: Any = relations if relations is not None else _no_relations()
        listed = self._listed(folder)
        self._is_new = listed is None
        self._name = listed or posixpath.join(folder, "comments.xml")
        known = package.part(self._name)
        self._root = known if known is not None else etree.Element(f"{namespace}comments", nsmap={"w": namespace.strip("{}")})
        numbers = [comment.get(f"{namespace}id", "") for comment in self._root.iterchildren(f"{namespace}comment")]
        self._next = max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=-1) + 1
        self.added = 0

    def _listed(self, folder: str) -> str | None:
        """The name of the part with comments that the document has already."""
        for relation in self._relations.iterchildren(f"{{{_RELATIONS}}}Relationship"):
            if relation.get("Type", "").endswith("/relationships/comments"):
                target = relation.get("Target", "")
                return str(target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)))
        return None

    def add(self, lines: Sequence[str]) -> int:
        """A comment with these paragraphs; its number."""
        number, self._next, self.added = self._next, self._next + 1, self.added + 1
        author = _AUTHOR.text()
        facts = {"id": str(number), "author": author, "initials": author[:2]}
        comment = etree.SubElement(self._root, f"{self._w}comment", {f"{self._w}{key}": value for key, value in facts.items()})
        for line in lines:
            comment.append(self._paragraph(line))
        return number

    def _paragraph(self, line: str) -> Any:
        """A paragraph that looks like a comment in whatever style the document's text is."""
        paragraph = etree.Element(f"{self._w}p")
        properties = self._element(paragraph, "pPr")
        self._element(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
        self._element(properties, "ind", left="0", right="0", firstLine="0", firstLineChars="0")
        self._element(properties, "jc", val="left")
        run = self._element(paragraph, "r")
        look = self._element(run, "rPr")
        self._element(look, "sz", val=str(_COMMENT_SIZE))
        self._element(look, "szCs", val=str(_COMMENT_SIZE))
        words = self._element(run, "t")
        words.text = legal(line)
        words.set(_XML_SPACE, "preserve")
        return paragraph

    def _element(self, parent: Any, name: str, **attributes: str) -> Any:
        return etree.SubElement(parent, f"{self._w}{name}", {f"{self._w}{key}": value for key, value in attributes.items()})

    def parts(self) -> dict[str, bytes]:
        """The parts that change besides the document."""
        found = {self._name: _serialised(self._root)}
        if self._is_new:
            found[self._relations_name] = self._named_in_relations()
        if self._types is not None:
            found["[Content_Types].xml"] = self._named_in_types()
        return found

    def _named_in_relations(self) -> bytes:
        taken = {relation.get("Id") for relation in self._relations}
        number = next(number for number in range(1, len(taken) + 2) if f"rIdComments{number}" not in taken)
        kind = _STRICT if "purl.oclc.org" in self._w else _TRANSITIONAL
        facts = {"Id": f"rIdComments{number}", "Type": f"{kind}/comments", "Target": f"/{self._name}"}
        etree.SubElement(self._relations, f"{{{_RELATIONS}}}Relationship", facts)
        return _serialised(self._relations)

    def _named_in_types(self) -> bytes:
        part = f"/{self._name}"
        if all(entry.get("PartName", "").lower() != part.lower() for entry in self._types):
            etree.SubElement(self._types, f"{{{_TYPES}}}Override", {"PartName": part, "ContentType": _COMMENTS_TYPE})
        return _serialised(self._types)


class _Marks:
    """Where comments begin and end in the tree of a document."""

    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        w = parts.namespace
        self._w = w
        self._breaks = {f"{w}tab": "\t", f"{w}br": "\n", f"{w}cr": "\n", f"{w}noBreakHyphen": "-"}
        # What the reader does not read: removed text, properties, field codes, and text boxes, which are read on their own.
        names = ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "txbxContent")
        self._unread = {f"{w}{name}" for name in names}

    def put(self, anchor: Anchor | None, number: int) -> None:
        """Mark the words of an anchor; the beginning of the document where there is none or it is not found."""
        element = self._parts.elements.get(anchor.place) if anchor else None
        if element is None:
            element, anchor = next(iter(self._parts.elements.values()), None), None
        if element is None:
            return
        paragraph = self._outside_boxes(self._paragraph_of(element))
        span = self._span(paragraph, anchor) if anchor and paragraph is element else None
        if span is None or not self._mark_words(paragraph, *span, number):
            self._mark_whole(paragraph, number)

    def _paragraph_of(self, element: Any) -> Any:
        """The paragraph itself, or the first one of a cell; a cell without any, which Word does not make, gets one."""
        if element.tag == f"{self._w}p":
            return element
        first = next(element.iter(f"{self._w}p"), None)
        return first if first is not None else etree.SubElement(element, f"{self._w}p")

    def _outside_boxes(self, paragraph: Any) -> Any:
        """Word allows no comment inside a text box: it goes to the paragraph on which the box hangs."""
        boxes = list(paragraph.iterancestors(f"{self._w}txbxContent"))
        return next(boxes[-1].iterancestors(f"{self._w}p"), paragraph) if boxes else paragraph

    def _leaves(self, element: Any) -> Iterator[tuple[Any, str]]:
        """What makes up the text of a paragraph as the reader reads it: elements with their words."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in self._unread:
                continue
            if child.tag == f"{self._w}t":
                yield child, child.text or ""
            elif child.tag in self._breaks:
                yield child, self._breaks[child.tag]
            elif child.tag.endswith("}AlternateContent"):
                yield from self._leaves(child[0]) if len(child) else ()
            else:
                yield from self._leaves(child)

    def _span(self, paragraph: Any, anchor: Anchor) -> tuple[int, int] | None:
        """The characters of the paragraph that an anchor means; None for the whole, or where they are not to be found."""
        if anchor.line is None or anchor.end <= anchor.start:
            return None
        text = "".join(words for _leaf, words in self._leaves(paragraph))
        for cut in range(min(_LONGEST_NUMBER, anchor.end) + 1):  # a number that Word puts before it is in no run
            at = text.find(anchor.line[cut:])
            if at >= 0 and anchor.end > cut:
                return at + max(anchor.start - cut, 0), at + anchor.end - cut
        return None

    def _mark_words(self, paragraph: Any, start: int, end: int, number: int) -> bool:
        first, last = self._run_from(paragraph, start), self._run_from(paragraph, end)
        if first is None:
            return False
        first.addprevious(self._mark("commentRangeStart", number))
        if last is not None:
            last.addprevious(self._mark("commentRangeEnd", number))
            last.addprevious(self._reference(number))
        else:
            self._close(paragraph, number)
        return True

    def _run_from(self, paragraph: Any, offset: int) -> Any | None:
        """The run that begins with a character of the text, cut out of its run where it stands inside; None at the end."""
        passed = 0
        for leaf, words in list(self._leaves(paragraph)):
            if passed + len(words) > offset:
                run = next(leaf.iterancestors(f"{self._w}r"), None)
                return None if run is None else self._cut(run, leaf, offset - passed)
            passed += len(words)
        return None

    def _cut(self, run: Any, leaf: Any, offset: int) -> Any:
        """The run from a leaf's ``offset``-th character on."""
        if leaf.getparent() is not run:
            return run
        before = [child for child in run[: run.index(leaf)] if child.tag != f"{self._w}rPr"]
        if not before and not offset:
            return run
        rest = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
        properties = run.find(f"{self._w}rPr")
        if properties is not None:
            rest.append(deepcopy(properties))
        behind = run[run.index(leaf) + 1 :]
        if offset:
            words = etree.SubElement(rest, leaf.tag)
            words.text, leaf.text = leaf.text[offset:], leaf.text[:offset]
            for piece in (words, leaf):
                piece.set(_XML_SPACE, "preserve")
        else:
            rest.append(leaf)
        rest.extend(behind)
        run.addnext(rest)
        return rest

    def _mark_whole(self, paragraph: Any, number: int) -> None:
        properties = paragraph.find(f"{self._w}pPr")
        start = self._mark("commentRangeStart", number)
        if properties is not None:
            properties.addnext(start)
        else:
            paragraph.insert(0, start)
        self._close(paragraph, number)

    def _close(self, paragraph: Any, number: int) -> None:
        paragraph.append(self._mark("commentRangeEnd", number))
        paragraph.append(self._reference(number))

    def _mark(self, name: str, number: int) -> Any:
        return etree.Element(f"{self._w}{name}", {f"{self._w}id": str(number)})

    def _reference(self, number: int) -> Any:
        run = etree.Element(f"{self._w}r")
        run.append(self._mark("commentReference", number))
        return run
