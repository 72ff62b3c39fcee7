"""What belongs to a Word file and stands outside its document part: notes, what heads its pages, other files laid into it.

Notes (脚注、尾注) are part of the narrative and are read behind the paragraph or table that they explain; their marks are part of
no number. Comments (批注) are what others say about a document, and page numbers are nothing that it says: neither is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from disclosure.blocks import Document
from disclosure.errors import UnreadableError
from disclosure.language import Message, _
from disclosure.reading.dates import in_digits
from disclosure.reading.word.package import MOST_LAID_IN, Budget, WordPackage


@dataclass(frozen=True, slots=True)
class Embedded:
    """How the files are read that are laid into a document: ``depth`` files lie around them, and all share a budget.

    ``read`` gets a file with what reads the files in that one, and raises :class:`UnreadableError` where it cannot be read.
    """

    read: Callable[[bytes, Embedded], Document]
    budget: Budget = field(default_factory=Budget)
    depth: int = 0

    def blocks(self, data: bytes) -> Document:
        """The blocks of a file that is laid in. Raises :class:`UnreadableError`."""
        return self.read(data, replace(self, depth=self.depth + 1))


_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TITLE = re.compile(r"[^，。；：《》]{0,40}20\d\d年[^，。；：《》]{0,20}信息公开[^，。；：《》]{0,6}报告")
#: How far down the title of a report is looked for before that of the page's head is taken.
_HEAD = 8


class Apart:
    """The parts beside the document part of a package whose elements are of a ``namespace`` (in braces)."""

    def __init__(self, package: WordPackage, namespace: str) -> None:
        self._package = package
        self._w = namespace
        self.references = frozenset(f"{namespace}{kind}Reference" for kind in ("footnote", "endnote"))
        self._said: set[tuple[str, str]] = set()
        self._chunks = 0
        self._laid_in: set[str] = set()

    @cached_property
    def _related(self) -> Mapping[str, tuple[str, str]]:
        return self._package.related()

    @cached_property
    def _notes(self) -> Mapping[tuple[str, str], Any]:
        """The notes by the name of the element that refers to them, and their id."""
        found: dict[tuple[str, str], Any] = {}
        for kind in ("footnote", "endnote"):
            part = next((part for of, part in self._related.values() if of == f"{kind}s"), "")
            root = self._package.part(part)
            for note in () if root is None else root.iterchildren(f"{self._w}{kind}"):
                if note.get(f"{self._w}type", "normal") == "normal":  # the others are the lines that part notes from text
                    found[f"{self._w}{kind}Reference", note.get(f"{self._w}id", "")] = note
        return found

    def note(self, reference: Any) -> Any | None:
        """The note that an element refers to, None where there is none or it was given before."""
        key = reference.tag, reference.get(f"{self._w}id", "")
        if key in self._said:
            return None
        self._said.add(key)
        return self._notes.get(key)

    def has_own_mark(self, reference: Any) -> bool:
        """Whether the words behind a reference are the mark that somebody chose for the note."""
        return reference.get(f"{self._w}customMarkFollows", "0") not in ("0", "false", "off")

    def chunk(self, element: Any, embedded: Embedded | None) -> tuple[str, Document | Message | None]:
        """The place of a file that is laid in where ``element`` (altChunk) stands, and its blocks, or why it has none.

        None where nobody reads it, and behind the first of too many; its place is counted all the same. A part is read once.
        """
        self._chunks += 1
        place = f"chunk {self._chunks}"
        if embedded is None or embedded.budget.files < 0:
            return place, None
        embedded.budget.files -= 1
        if embedded.budget.files < 0:
            return place, _("嵌入的文件超过{most}个，其余的不读。", most=MOST_LAID_IN)
        part = self._part(element)
        if part in self._laid_in:
            return place, _("这个文件在前面已经嵌入过，只读一次。")
        self._laid_in.add(part)
        try:
            data = self._package.content(part)
            return place, _("文件里没有这一部分，可能没有保存完整。") if data is None else embedded.blocks(data)
        except UnreadableError as error:
            return place, error.message

    def _part(self, reference: Any) -> str:
        """The name of the part that an element refers to, empty where there is none."""
        return self._related.get(reference.get(_LINK) or reference.get(_STRICT_LINK) or "", ("", ""))[1]

    def heads(self, body: Any) -> Iterator[Any]:
        """The paragraphs that head the pages of a document, each part of them once however many pages it heads."""
        for part in dict.fromkeys(map(self._part, body.iter(f"{self._w}headerReference"))):
            root = self._package.part(part)
            if root is not None:
                yield from root.iter(f"{self._w}p")


def is_title(text: str) -> bool:
    """Whether a line names a report whole, with its year."""
    return _TITLE.fullmatch(in_digits("".join(text.split()))) is not None


def lacks_title(document: Document) -> bool:
    """Whether no line at the beginning of a document is a title (…报告)."""
    lines = ("".join(getattr(block, "text", "").split()) for block in document.blocks[:_HEAD])
    return not any(line.endswith("报告") and len(line) <= 80 for line in lines)
