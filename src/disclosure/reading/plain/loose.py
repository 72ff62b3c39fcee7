"""Tables of which plain text has kept nothing but the words and numbers: one cell a line, or labels and values in one line.

What is a table is told by the words of the form. Between its cells may stand empty lines, lines with a bar, page numbers; rows
may end in several bars or not be marked at all. A label is what stands before values, put together where it is torn.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from disclosure.blocks import Grid, GridCell
from disclosure.reading.tables.labels import label_key, numbering
from disclosure.reading.tables.values import looks_like_value, squeeze
from disclosure.reading.tables.vocabulary import Vocabulary, vocabulary

#: Lines of one table; a report has a few hundred.
_MOST_LINES = 4000
#: Characters of a line in which labels and values stand without anything between them; a whole table has about a thousand.
_LONGEST_LINE = 6000
#: Characters of a label that the form does not have.
_LONGEST_LABEL = 40
#: Pieces that a torn label is put together from, before its values and after them.
_MOST_PIECES = 6
#: Known labels that make a run of lines a table, with values and without.
_FEWEST_LABELS, _FEWEST_WITHOUT_VALUES = 2, 6
#: Of a line with whole rows, the part of its characters that must be labels and values.
_MOSTLY = 0.9

#: Numbers of a row without anything between them; those of a change have signs.
_GLUED = re.compile(r"[\d+.-]+", re.ASCII)
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d{1,3}\s*页(?:\s*[/，,]?\s*共\s*\d{1,3}\s*页)?)\s*")
_BARS = "|｜│┃"
_ONLY_BARS = re.compile(rf"\s*[{_BARS}][{_BARS}\s]*")
_SENTENCE = re.compile(r"[。；;！？]|，.*，")
_THOUSANDS_APART = re.compile(r"\s*\d{1,3}\s+\d{3}\s*")


@dataclass(slots=True)
class _Token:
    """A cell of the table, or the end of a row (text None)."""

    text: str | None
    place: str = ""
    is_label: bool = False
    glued: bool = False
    #: Whether it may be the number of a page.
    is_page: bool = False
    #: What stands in one line with blanks between: several values, or one with its thousands apart.
    apart: tuple[str, ...] = ()


@dataclass(slots=True)
class Run:
    """A run of lines that may be a table: its cells in order, and the line after it."""

    tokens: list[_Token] = field(default_factory=list)
    end: int = 0
    is_table: bool = False

    @property
    def values(self) -> list[str]:
        """The values in it."""
        return [squeeze(token.text) for token in self.tokens if token.text is not None and not token.is_label]


def is_value(text: str) -> bool:
    """Whether a text is a value, or several glued together."""
    return looks_like_value(text) or _GLUED.fullmatch(text) is not None


def run_from(lines: Sequence[str], start: int, pages: Container[int] = frozenset()) -> Run | None:
    """The lines from ``start`` on that look like a table's cells, ``is_table`` where they are; None where there are none.

    ``pages`` are the lines that may be numbers of pages.
    """
    words = vocabulary()
    first = lines[start]
    if not _may_begin(first, words):
        return None
    run = Run()
    at = start
    while at < len(lines) and at - start < _MOST_LINES:
        tokens = _tokens_of(lines, at, run, words)
        if tokens is None:
            break
        if tokens and at in pages:
            tokens = [replace(token, is_page=True) for token in tokens]
        run.tokens += tokens
        at += 1
        if any(token.text is not None for token in tokens):
            run.end = at
    run.tokens = list(_parted(run.tokens))
    labels = {label_key(token.text) for token in run.tokens if token.is_label and token.text and words.knows(token.text)}
    is_enough = len(labels) >= (_FEWEST_LABELS if run.values else _FEWEST_WITHOUT_VALUES)
    run.is_table = is_enough and any(label in words.rows for label in labels)
    return run if run.tokens else None


def _parted(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """The cells with 「1 234」 as two where other lines of the table hold several values, elsewhere as one."""
    places = [token.place for token in tokens if token.text is not None and not token.is_label]
    are_rows = len(places) > len(set(places))
    for token in tokens:
        if token.apart and are_rows:
            yield from (_Token(piece, token.place) for piece in token.apart)
        else:
            yield token


def _may_begin(line: str, words: Vocabulary) -> bool:
    bare = line.strip().strip(_BARS).strip()
    if not bare or words.is_title(bare):
        return False
    if len(bare) <= 4 * _LONGEST_LABEL and words.knows(bare):
        return True
    return len(bare) <= _LONGEST_LINE and _mixed(bare, "", words) is not None


def _tokens_of(lines: Sequence[str], at: int, run: Run, words: Vocabulary) -> list[_Token] | None:
    """The cells of one line; None where it is no part of a table."""
    line, place = lines[at], f"line {at + 1}"
    if not line.strip() or _PAGE_NUMBER.fullmatch(line):
        return []
    if "\t" in line.strip("\t"):
        return None
    if _ONLY_BARS.fullmatch(line):
        return [_Token(None)] if len(squeeze(line)) > 1 else []
    text = line.strip()
    ends_row = len(text) - len(text.rstrip(_BARS + " ")) > 1 and text[-2:].strip(_BARS) == ""
    text = text.strip(_BARS + " ")
    if any(bar in text for bar in _BARS):
        return None
    tokens = _cells(text, place, _follows_value(run), lines, at, words)
    return tokens if tokens is None or not ends_row else [*tokens, _Token(None)]


def _follows_value(run: Run) -> bool:
    last = next((token for token in reversed(run.tokens) if token.text is not None), None)
    return last is not None and not last.is_label


def _cells(text: str, place: str, after_value: bool, lines: Sequence[str], at: int, words: Vocabulary) -> list[_Token] | None:
    if words.is_title(text):
        return None
    if looks_like_value(text):
        if _THOUSANDS_APART.fullmatch(text):
            return [_Token(text, place, apart=tuple(text.split()))]
        pieces = text.split()
        parted = len(pieces) > 1 and all(map(looks_like_value, pieces))
        return [_Token(piece, place) for piece in (pieces if parted else [text])]
    pieces = text.split()
    if len(pieces) > 1 and all(map(looks_like_value, pieces)):
        return [_Token(piece, place) for piece in pieces]
    if words.knows(text):
        return [_Token(text, place, is_label=True)]
    if len(text) <= _LONGEST_LINE and (mixed := _mixed(text, place, words)):
        return mixed
    if len(text) <= 2 * _LONGEST_LABEL and words.is_piece(text):
        return [_Token(text, place, is_label=True)]
    if len(text) <= 4 * _LONGEST_LABEL and all(words.knows(piece) or words.is_piece(piece) for piece in pieces):
        return [_Token(piece, place, is_label=True) for piece in pieces]
    if len(text) <= _LONGEST_LABEL and after_value and not _SENTENCE.search(text) and _value_follows(lines, at):
        return [_Token(text, place, is_label=True)]
    return None


def _value_follows(lines: Sequence[str], at: int) -> bool:
    for line in lines[at + 1 : at + 6]:
        bare = line.strip().strip(_BARS + " ")
        if bare:
            return looks_like_value(bare)
    return False


def _mixed(text: str, place: str, words: Vocabulary) -> list[_Token] | None:
    """A line of labels with their values; None where it holds anything else, or no label of a row with a value behind it."""
    if not any(character.isdigit() or character in "〇零/" for character in text) and not words.is_named_in(text):
        return None
    pieces = words.split(text)
    rows_and_groups = words.rows.keys() | words.groups.keys()
    rows = sum(
        1
        for before, after in pairwise(pieces)
        if before.is_label and not after.is_label and label_key(before.text) in rows_and_groups
    )
    strange = sum(len(piece.text) for piece in pieces if not piece.is_label and not is_value(piece.text))
    labels = sum(piece.is_label for piece in pieces)
    if (not rows and labels < _FEWEST_LABELS) or strange > (0 if labels < _FEWEST_WITHOUT_VALUES else (1 - _MOSTLY) * len(text)):
        return None
    counted = [
        number > 0 and pieces[number - 1].is_label and (number + 1 == len(pieces) or pieces[number + 1].is_label)
        for number in range(len(pieces))
    ]
    return [
        _Token(piece.text, place, piece.is_label, glued=not piece.is_label and alone)
        for piece, alone in zip(pieces, counted, strict=True)
    ]


def grid_of_run(run: Run, lost: str) -> Grid:
    """The rows of a table out of its cells. ``lost`` is what the text as a whole has lost."""
    rows = tuple(_Rows(run.tokens, vocabulary()).rows())
    return Grid(rows, rows[0][0].place if rows else None, lost=lost)


def lost_in(runs: Sequence[Run]) -> str:
    """What a text with these tables has lost: repeated lines where no value stands twice though rows lack values, else blanks."""
    values = [value for run in runs for value in run.values if value]
    if not values:
        return ""
    gaps = any(_has_gaps(run) for run in runs)
    return "repeats" if gaps and len(set(values)) == len(values) else "blanks"


def _has_gaps(run: Run) -> bool:
    """Whether some row of a table has fewer values than columns."""
    words = vocabulary()
    for row in _Rows(run.tokens, words).rows():
        width = words.rows.get(label_key(row[0].text), 0)
        if len(row) - 1 < width and not any(cell.doubt == "glued" for cell in row):
            return True
    return False


class _Rows:
    """Cells put together to rows: a label and the values behind it."""

    def __init__(self, tokens: Sequence[_Token], words: Vocabulary) -> None:
        self._tokens = tokens
        self._words = words

    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """The rows in order; labels above columns, and those of groups, stand in rows of their own."""
        waiting: list[GridCell] | None = None
        for row in self._raw():
            continues = waiting is not None and looks_like_value(row[0].text)
            if continues and waiting is not None:
                width = self._words.rows.get(label_key(waiting[0].text), 0)
                if 1 < len(waiting) <= width and len(waiting) - 1 + len(row) == width:
                    yield (*waiting, *row)
                    waiting = None
                    continue
            if waiting is not None and (continues or not self._is_header(row)):
                yield tuple(waiting)
                waiting = None
            if continues or looks_like_value(row[0].text):
                yield from self._chunks(row)
            elif self._is_short(row):
                if waiting is not None:
                    yield tuple(waiting)
                waiting = list(row)
            else:
                yield tuple(row)
        if waiting is not None:
            yield tuple(waiting)

    def _is_header(self, row: Sequence[GridCell]) -> bool:
        """Whether a row holds nothing but labels of columns, as where a page repeats them."""
        return len(row) > 1 and all(self._names_column(cell.text) for cell in row)

    def _names_column(self, text: str) -> bool:
        """「（六）其他」 is numbered, so it is the head of rows and not the column 其他."""
        return label_key(text) in self._words.headers and not numbering(text)

    def _is_short(self, row: Sequence[GridCell]) -> bool:
        """Whether a row has fewer values than its label wants, so that the rest may stand on the next page."""
        return 1 < len(row) <= self._words.rows.get(label_key(row[0].text), 0) and not any(cell.doubt for cell in row)

    def _chunks(self, values: Sequence[GridCell]) -> Iterator[tuple[GridCell, ...]]:
        """Values without a label, in rows of seven where they are several such rows: their labels were lost."""
        width = max(self._words.rows.values())
        size = width if len(values) % width == 0 else len(values)
        for start in range(0, len(values), size):
            yield tuple(values[start : start + size])

    def _raw(self) -> Iterator[list[GridCell]]:
        labels: list[_Token] = []
        values: list[_Token] = []
        used = 0
        for number, token in enumerate(self._tokens):
            if number < used:
                continue
            if token.text is None:
                yield from self._row(labels, values)
                labels, values = [], []
            elif not token.is_label:
                values.append(token)
            elif values:
                following = self._labels_from(number)
                rows, taken = self._torn(labels, values, following)
                yield from rows
                labels, values = [], []
                used = number + taken
                if not taken:
                    labels = [token]
            else:
                labels.append(token)
        yield from self._row(labels, values)

    def _labels_from(self, number: int) -> list[_Token]:
        found = []
        for token in self._tokens[number : number + _MOST_PIECES]:
            if token.text is None or not token.is_label:
                break
            found.append(token)
        return found

    def _torn(
        self, labels: Sequence[_Token], values: Sequence[_Token], following: Sequence[_Token]
    ) -> tuple[list[list[GridCell]], int]:
        """The rows of labels and values, and how many of the labels after them were the rest of the last label."""
        is_named = self._named(labels) > 0
        for taken in range(1, len(following) + 1) if labels else ():
            rest = "".join(token.text or "" for token in following[:taken])
            if is_named and self._words.knows(rest):
                break
            for count in range(1, min(_MOST_PIECES, len(labels)) + 1):
                whole = "".join(token.text or "" for token in labels[-count:]) + rest
                if self._words.names_row(whole):
                    label = _Token(whole, labels[-count].place, is_label=True)
                    return list(self._row([*labels[:-count], label], values)), taken
        return list(self._row(labels, values)), 0

    def _named(self, labels: Sequence[_Token]) -> int:
        """How many of the last labels together are the label of a row; 0 where none are."""
        for count in range(1, min(_MOST_PIECES, len(labels)) + 1):
            if self._words.names_row("".join(token.text or "" for token in labels[-count:])):
                return count
        return 0

    def _row(self, labels: Sequence[_Token], values: Sequence[_Token]) -> Iterator[list[GridCell]]:
        count = self._named(labels) if labels else 0
        if count and self._is_heading_of_columns(labels, count) and values:
            count = 0
            yield [_cell(token) for token in labels]
            labels = ()
        count = count or min(1, len(labels))
        before, own = labels[: len(labels) - count], labels[len(labels) - count :]
        yield from self._without_values(before)
        label = GridCell("".join(token.text or "" for token in own), own[0].place) if own else None
        cells = self._values(label, values)
        if label and self._is_group(label, cells):
            yield [label]
            yield cells
        elif label or cells:
            yield [label, *cells] if label else cells

    def _without_values(self, labels: Sequence[_Token]) -> Iterator[list[GridCell]]:
        """Labels behind which nothing stands: each that names a row is a row, the others stand together."""
        others: list[GridCell] = []
        at = 0
        while at < len(labels):
            count = next((count for count in range(1, _MOST_PIECES + 1) if self._is_row(labels[at : at + count])), 0)
            if count:
                if others:
                    yield others
                yield [GridCell("".join(token.text or "" for token in labels[at : at + count]), labels[at].place)]
                others = []
            else:
                others.append(_cell(labels[at]))
            at += count or 1
        if others:
            yield others

    def _is_row(self, labels: Sequence[_Token]) -> bool:
        text = "".join(token.text or "" for token in labels)
        return self._words.names_row(text) and not self._names_column(text)

    def _is_heading_of_columns(self, labels: Sequence[_Token], count: int) -> bool:
        """Whether the last label is a column's that names a row as well (总计): no number before it, other columns' before."""
        return count == 1 and len(labels) > 1 and all(self._names_column(token.text or "") for token in labels[-2:])

    def _is_group(self, label: GridCell, cells: Sequence[GridCell]) -> bool:
        """Whether values stand behind a group's label that are as many as all its rows have."""
        key = label_key(label.text)
        rows, width = self._words.groups.get(key, 0), max(self._words.rows.values())
        return rows > 1 and len(cells) == rows * width

    def _values(self, label: GridCell | None, values: Sequence[_Token]) -> list[GridCell]:
        width = self._words.rows.get(label_key(label.text), 0) if label else 0
        if len(values) != 1:
            return [_cell(token) for token in values]
        (only,) = values
        text = squeeze(only.text or "")
        is_glued = (only.glued or len(text) >= max(width, 2)) and width != 1 and _GLUED.fullmatch(text) is not None
        return [GridCell(text, only.place, doubt="glued" if is_glued else "page" if only.is_page else "")]


def _cell(token: _Token) -> GridCell:
    return GridCell(token.text or "", token.place, doubt="page" if token.is_page else "")
