"""The words of all prescribed editions of the form at once, for text in which nothing but these words tells what is a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from disclosure.form import Edition, Row, Table, editions
from disclosure.reading.tables.index import index_of
from disclosure.reading.tables.labels import heading_key, label_key, label_number, numbering, plain, title_key

_NUMBER_BEFORE = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}(?:[）)][、.]?|[、.．,，])|(?<!\d)[（(]\d{1,2}[）)])\s*$")
_ITEM_BEFORE = re.compile(r"\s*[.．、]\s*$")
_NOTE = re.compile(r"\s*[（(](?![一二三四五六七八九十]{1,3}[)）])[^（()）]{0,200}[^\W\d][^（()）]{0,200}[)）]")
#: Characters of a label that hardly stands in a text that is no table.
_LONG = 4
#: Punctuation of the labels beside a value, which is no part of it.
_BEFORE_VALUE, _AFTER_VALUE = "”\"’'：:、，。」』", '“"‘：:、，「『'


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: a label of the form, or what stands between two."""

    text: str
    is_label: bool


class Vocabulary:
    """What labels of rows, columns, groups and parts of tables say, and how many numbers a row has."""

    def __init__(self, known: tuple[Edition, ...]) -> None:
        self.rows: dict[str, int] = {}
        self.groups: dict[str, int] = {}
        self.headers: set[str] = set()
        #: Labels of rows as printed, with the notes behind them.
        self._printed: set[str] = set()
        #: Item numbers that the form prints before a label: 属于国家秘密 has 1.
        self.items: dict[str, set[str]] = {}
        self.titles = frozenset(
            title_key(title)
            for edition in known
            for section in (*edition.sections, *edition.extra_sections)
            for title in section.printed_titles
        )
        for edition in known:
            for table in edition.tables.values():
                self._learn(table)
        self.headers.discard("")
        self.words = frozenset({*self.rows, *self.groups, *self.headers} - {""})
        self._long = tuple(word for word in sorted(self.words) if len(word) >= _LONG)
        self._pieces = "\n".join(sorted({*self.words, *self._printed}))
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(self.words, key=len, reverse=True):
            self._by_first.setdefault(word[0], []).append(word)

    def _learn(self, table: Table) -> None:
        index = index_of(table)
        for row in table.rows:
            width = len(table.columns_of(row.key))
            self._printed.add(heading_key(f"{row.label.zh}{row.note}"))
            for label in row.printed_labels:
                self._printed.add(heading_key(label))
                # A strip has its rows side by side, so that what follows its labels are headings and no numbers of theirs.
                if table.layout in ("blocks", "matrix"):
                    self.rows[label_key(label)] = max(width, self.rows.get(label_key(label), 0))
                else:
                    self.headers.add(label_key(label))
                self._learn_item(label)
            self._learn_groups(row, table)
        if table.layout == "pairs":
            self.rows |= {key: 1 for key in index.columns if len(key) > 2}
        self.headers |= index.header_words | index.headings | {heading_key(heading) for heading in index.headings}
        for former in table.former_rows:
            self.rows.setdefault(label_key(former.label), 1)

    def _learn_item(self, label: str) -> None:
        number = re.match(r"\d+", numbering(label))
        if number:
            self.items.setdefault(label_key(label), set()).add(number[0])

    def _learn_groups(self, row: Row, table: Table) -> None:
        for group in row.groups:
            rows = [other for other in table.regular_rows if group in other.groups]
            for key in index_of(table).group_keys(group):
                self.groups[key] = len(rows)

    def knows(self, text: str) -> bool:
        """Whether a text is a label of the form."""
        return label_key(text) in self.words or heading_key(text) in self.words

    def names_row(self, text: str) -> bool:
        """Whether a text is the label of a row. 「2.其他」 is none: the row of that name has another number."""
        key, number = label_key(text), label_number(text)
        is_strange = key in self.headers and number.isdigit() and number not in self.items.get(key, ())
        return key in self.rows and not is_strange

    def is_named_in(self, text: str) -> bool:
        """Whether some longer label stands in a text; a quick look."""
        return any(word in text for word in self._long)

    def is_piece(self, text: str) -> bool:
        """Whether a text is a part of a label."""
        key = heading_key(text)
        return bool(key) and "\n" not in key and (key in self._pieces or label_key(text) in self._pieces)

    def is_title(self, text: str) -> bool:
        """Whether a text is the title of a part of the report, numbered."""
        return bool(numbering(text)) and title_key(text) in self.titles

    def split(self, line: str) -> list[Piece]:
        """A line as labels and what stands between them, empty where it holds no label.

        Blanks between values part them; values without any are one piece.
        """
        text = line.replace("其它", "其他")
        found = list(self._labels(text))
        pieces: list[Piece] = []
        at = 0
        for start, end, key in [*found, (len(text), len(text), "")] if found else ():
            before = text[at:start]
            between = self._without_number(before, key) if key else before
            pieces += [Piece(value, is_label=False) for value in _values(between)]
            if key:
                begin = start if between == before else at + len(between)
                pieces.append(Piece(text[begin:end].strip(), is_label=True))
            at = end
        return pieces

    def _labels(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The labels in a text, the longest at each place, with the note in brackets after them."""
        at = 0
        while at < len(text):
            for word in self._by_first.get(plain(text[at]) if not text[at].isascii() else text[at], ()):
                end = _end_of(text, at, word)
                if end:
                    note = _NOTE.match(text, end)
                    end = note.end() if note else end
                    yield at, end, word
                    at = end
                    break
            else:
                at += 1

    def _without_number(self, between: str, key: str) -> str:
        """What stands before a label without the number that belongs to the label."""
        match = _NUMBER_BEFORE.search(between)
        if match:
            return between[: match.start()]
        dot = _ITEM_BEFORE.search(between)
        if dot:
            rest = between[: dot.start()]
            for number in self.items.get(key, ()):
                if rest.endswith(number):
                    return rest[: -len(number)]
        return between


def _end_of(text: str, start: int, word: str) -> int:
    """Where a word ends that begins at a place of a text, blanks and punctuation inside it passed over; 0 where none does."""
    at = start
    for character in word:
        while at > start and at < len(text) and text[at] != character and not (text[at].isalnum() or text[at] == "_"):
            at += 1
        if at >= len(text) or (text[at] != character and plain(text[at]) != character):
            return 0
        at += 1
    return at


def _values(between: str) -> list[str]:
    """The values between two labels; punctuation alone is none."""
    bare = [piece.lstrip(_BEFORE_VALUE).rstrip(_AFTER_VALUE) for piece in between.split()]
    return [piece for piece in bare if any(character.isalnum() or character in "/-—\\＋+" for character in piece)]


@cache
def vocabulary() -> Vocabulary:
    """The words of all prescribed editions that come with the program."""
    return Vocabulary(tuple(edition for edition in editions() if edition.is_prescribed))
