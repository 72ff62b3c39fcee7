"""Changes to a text of bytes at known places, so that everything between them stays as it was, byte for byte.

An XML part that is parsed and written again says the same with other bytes: another declaration, other quotes, other empty
elements. Here the elements are looked for in the bytes themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from disclosure.errors import UnreadableError
from disclosure.language import _


@dataclass(frozen=True, slots=True)
class Edit:
    """The bytes from ``start`` to ``end`` are to be ``text``; an insertion where both are equal."""

    start: int
    end: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Span:
    """Where an element stands: its start tag from ``start`` to ``inner``, its end tag from ``inner_end`` to ``end``.

    An empty element of one tag (``<w:p/>``) has nothing inside: ``inner``, ``inner_end`` and ``end`` are equal.
    """

    start: int
    inner: int
    inner_end: int
    end: int

    @property
    def is_one_tag(self) -> bool:
        """Whether the element is written as one tag."""
        return self.inner_end == self.end


def patched(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made. Raises ValueError where two of them overlap."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError(f"two changes at byte {edit.start}")
        pieces += [data[at : edit.start], edit.text]
        at = edit.end
    return b"".join([*pieces, data[at:]])


def spans_of(xml: bytes, root: Any, elements: Sequence[Any]) -> Mapping[Any, Span]:
    """Where elements of the tree ``root``, parsed by lxml from ``xml``, stand in the bytes.

    Both parsers meet the elements in the same order, so the n-th of the one is the n-th of the other.
    """
    wanted = set(elements)
    numbers = {number: element for number, element in enumerate(root.iter("*")) if element in wanted}
    return {numbers[number]: span for number, span in _Spans(xml, frozenset(numbers)).found.items()}


class _Spans:
    """One pass of the parser that tells the byte at which a tag begins."""

    def __init__(self, xml: bytes, wanted: frozenset[int]) -> None:
        self.found: dict[int, Span] = {}
        self._xml = xml
        self._wanted = wanted
        self._count = 0
        self._open: list[tuple[int, int]] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.Parse(xml, True)

    def _begin(self, _name: str, _attributes: Mapping[str, str]) -> None:
        self._open.append((self._count, self._parser.CurrentByteIndex))
        self._count += 1

    def _finish(self, _name: str) -> None:
        number, start = self._open.pop()
        if number in self._wanted:
            inner, at = tag_end(self._xml, start), self._parser.CurrentByteIndex
            # The end of an element of one tag is reported where it begins, or where it ends, by the parser's version.
            one_tag = self._xml[inner - 2 : inner] == b"/>"
            self.found[number] = Span(start, inner, inner, inner) if one_tag else Span(start, inner, at, tag_end(self._xml, at))


def encoding_of(root: Any) -> str:
    """The encoding of a parsed part. Raises :class:`UnreadableError` for one in which a tag is not ASCII, as hardly any is."""
    encoding = str(root.getroottree().docinfo.encoding or "UTF-8")
    if "<".encode(encoding) != b"<":
        raise UnreadableError(
            _("文件的编码（{encoding}）少见，不能原样写回。请用 WPS 或 Office 打开，另存后再试。", encoding=encoding)
        )
    return encoding


def tag_end(xml: bytes, start: int) -> int:
    """The byte behind the tag that begins at ``start``; a ``>`` in a quoted value does not end it."""
    quote = 0
    for at in range(start, len(xml)):
        byte = xml[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == ord(">"):
            return at + 1
    return len(xml)
