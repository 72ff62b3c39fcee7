"""One model of a document for both directions: what a reader takes out of a file and what a writer puts into one.

A document is a sequence of paragraphs and grids. A grid keeps its cells as the source has them, row by row, with their
spans; a cell that is covered by a merged neighbour does not stand in its row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosure.language import Message


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text (段落). ``style`` is "title", "heading", "body" or "signature"; readers give "body" where unsure.
    Letters also have a "mark" (the agency's name at the head), a "number", a "salutation" (at the edge), "enclosures", a
    "note", and two of "seal" (name and day, where the seal goes; "seal-draft" shows the place).

    ``place`` says where it stood in the source: ``line 12``, ``paragraph 7``; None in a document that was composed.
    ``doubt`` is "page" where it is a number that may be that of a page, and no figure.
    """

    text: str
    place: str | None = None
    style: str = "body"
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid (单元格) with its text as printed and the rows and columns it covers.

    ``at`` is the address in the form of the figure that a composed cell shows; None in labels and in what was read.
    ``doubt`` is what its source leaves open: "glued" where several numbers stand in it without anything between them,
    "last" where the text ends with its row, "broken_off" where it ends in the very cell, so that a digit may be missing,
    "run_on" where digits of the name behind it may stand in it, "page" where it may be the number of a page.
    """

    text: str
    place: str | None = None
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    align: str = "center"
    at: str | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is drawn (表格): rows of cells, covered cells left out.

    ``lost`` is what left no trace in its source: "blanks" where empty cells did not, "repeats" where of equal lines only
    the first was kept; empty where every cell of a row is there.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    place: str | None = None
    #: Widths of the columns in parts of the whole, for writers; empty where the source does not say.
    widths: tuple[float, ...] = ()
    lost: str = ""


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a document in reading order.

    ``sure`` says of places whose words were recognised in a picture how sure that is, 0 to 100: the cells with figures, and
    those of words. Empty where text was read as text. ``spelt`` are the other words of a document that was recognised, wholly
    or in part, without blanks, and how sure each character is: 100 on a page of text. ``pictures`` are the pages, from 1, that
    are pictures and were not read.
    ``unread`` are the places of files that are laid into this one and could not be read, each with the reason.
    ``broken_off``: the text ends in the middle of a line, so that its last number may lack digits.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    language: str = "zh"
    sure: Mapping[str, int] = field(default_factory=dict)
    spelt: tuple[str, bytes] = ("", b"")
    pictures: tuple[int, ...] = ()
    unread: tuple[tuple[str, Message], ...] = ()
    broken_off: bool = False
