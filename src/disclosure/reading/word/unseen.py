"""What stands in a Word file and is not seen on paper: hidden words, hints in empty fields, sounds over characters, deletions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES = f"{_COMPATIBILITY}AlternateContent"
_OFF = frozenset(("0", "false", "off"))
#: Elements that never hold words to be read: struck out by a reviewer, moved to where they are read, codes, looks.
_GONE = ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "tblPr", "rt")
#: What a document has none of when all words in it count, and no others.
_SIGNS = (
    "del", "moveFrom", "delText", "instrText", "txbxContent", "vanish", "rt", "showingPlcHdr", "cellDel", "footnoteReference",
    "endnoteReference", "altChunk",
)  # fmt: skip


class Unseen:
    """Tells which children of an element are read, in documents of one ``namespace`` (in braces)."""

    def __init__(self, namespace: str) -> None:
        self._gone = frozenset(namespace + name for name in _GONE)
        self._run, self._cell, self._control = (namespace + name for name in ("r", "tc", "sdt"))
        self._hidden, self._val = f"{namespace}rPr/{namespace}vanish", f"{namespace}val"
        self._hint = f"{namespace}sdtPr/{namespace}showingPlcHdr"
        self._cell_deleted = f"{namespace}tcPr/{namespace}cellDel"
        self._row_deleted = f"{namespace}trPr/{namespace}del"
        self._mark_deleted = f"{namespace}pPr/{namespace}rPr/{namespace}del"
        self._cells_in = f".//{namespace}tc"

    def children(self, element: Any) -> Iterator[Any]:
        """The children that count; of alternatives for old and new readers only the first."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in self._gone or self._is_unseen(child):
                continue
            if child.tag == _ALTERNATIVES:
                yield from list(child)[:1]
            else:
                yield child

    def _is_unseen(self, child: Any) -> bool:
        if child.tag == self._run:
            return self._is_on(child.find(self._hidden))
        if child.tag == self._control:
            # A hint around cells stays, so that the others do not move.
            return self._is_on(child.find(self._hint)) and child.find(self._cells_in) is None
        return child.tag == self._cell and child.find(self._cell_deleted) is not None

    def _is_on(self, property_: Any | None) -> bool:
        return property_ is not None and property_.get(self._val) not in _OFF

    def is_row_deleted(self, row: Any) -> bool:
        """Whether a row of a table was deleted as a whole."""
        return row.find(self._row_deleted) is not None

    def goes_on(self, paragraph: Any) -> bool:
        """Whether the end of a paragraph was deleted, so that the next one goes on with it."""
        return paragraph.find(self._mark_deleted) is not None


def is_plain(root: Any, namespace: str) -> bool:
    """Whether a document has neither tracked changes, nor text boxes, nor alternatives for old readers, nor words unseen, nor
    words set high, nor anything that stands in another part.

    Then all text in it counts, and can be asked for by name in one pass of the parser's own, several times as quick as looking
    at every child.
    """
    looks = f"{namespace}vertAlign"
    signs = root.iter(_ALTERNATIVES, looks, *(namespace + name for name in _SIGNS))
    return not any(sign.tag != looks or is_raised(sign, namespace) for sign in signs)


def is_raised(look: Any, namespace: str) -> bool:
    """Whether a run's property (vertAlign) sets it above the line."""
    return bool(look.get(f"{namespace}val") == "superscript")
