"""Lists of indicators (指标表), as reports before 2019 had them: which rows there are, each document says itself.

The lists that offices were sent are data, in the edition of those years. A document's own table is made here from the rows that
it prints, under their own names; from the lists it takes which rows are parts of which, and which parts must add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from disclosure.form.edition import Column, Edition, Group, Identity, Kind, Row, Table, TableBlock
from disclosure.language import Label

#: Words before the first of the parts of a row.
AMONG = re.compile(r"^其中[:：，,、]?")
#: The columns that a list may have: the number of the year, and that of all years together.
INDICATOR_COLUMNS = ("year", "cumulative")
_MONEY = "元"
_NOTHING = Label("", "")
_SIGNS = re.compile(r"[^\w]+")
_TOP = re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")
_ORDERED = re.compile(r"^(\d{1,2})[.．、)）](?!\d)")
_NUMBER = re.compile(r"^(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．:：](?!\d))+")


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list: its name as printed, its unit, the labels of several rows (groups), the line above (heading).

    ``key`` tells it from other rows of the list, by default its name; ``part_of`` is the key of the row whose part it is.
    """

    name: str
    unit: str = ""
    key: str = ""
    english: str = ""
    variants: tuple[str, ...] = ()
    heading: Label = _NOTHING
    groups: tuple[Group, ...] = ()
    part_of: str | None = None

    def row(self) -> Row:
        """The row of the form."""
        label = Label(self.name, self.english or self.name)
        return Row(self.key or self.name, label, self.variants, groups=self.groups, part_of=self.part_of)


def name_key(name: str) -> str:
    """What the name of an indicator says: without its number, 其中 and punctuation."""
    bare = AMONG.sub("", _NUMBER.sub("", AMONG.sub("", "".join(name.split()))))
    bare = _NUMBER.sub("", bare).replace("其它", "其他")
    without = re.sub(r"[(（][^()（）]*[)）]", "", bare)
    return _SIGNS.sub("", without) or _SIGNS.sub("", bare)


def blocks_of(rows: Iterable[ListedRow], columns: Sequence[Column]) -> tuple[TableBlock, ...]:
    """The rows in blocks of the same heading and unit, the heading at its first; money may have decimals, counts may not."""
    found = []
    above = Label("", "")
    for (heading, unit), run in groupby(rows, key=lambda row: (row.heading, row.unit)):
        kind: Kind = "amount" if _MONEY in unit else "count"
        own = tuple(replace(column, unit=unit, kind=kind) for column in columns)
        found.append(TableBlock(heading if heading != above else Label("", ""), own, tuple(row.row() for row in run)))
        above = heading
    return tuple(found)


def is_list(table: Table) -> bool:
    """Whether a table is a list of indicators."""
    return table.layout == "list"


def lists_of(edition: Edition) -> tuple[Table, ...]:
    """The lists of an edition."""
    return tuple(filter(is_list, edition.tables.values()))


def columns_of_lists(edition: Edition) -> Mapping[str, Column]:
    """The columns that the lists of an edition have, by key."""
    return {column.key: column for table in reversed(lists_of(edition)) for column in table.header if isinstance(column, Column)}


@cache
def known_rows(table: Table) -> Mapping[str, tuple[Row, ...]]:
    """The rows of a list that offices were sent, by what their names say. Some names stand below several rows."""
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        for name in dict.fromkeys(name_key(printed) for printed in row.printed_labels):
            found.setdefault(name, []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def list_like(names: Iterable[str], edition: Edition) -> tuple[Table | None, int]:
    """The list of an edition that has most of some names, with how many of them it has."""
    keys = {name_key(name) for name in names}
    scored = [(len(keys & known_rows(table).keys()), table) for table in lists_of(edition)]
    best, table = max(scored, key=lambda entry: entry[0], default=(0, None))
    return (table, best) if best else (None, 0)


def address_of_sum(own: Edition, official: Edition, sums: Iterable[str], column: str) -> str | None:
    """Where a document's own list has the indicator that one of these sums of the official lists makes.

    ``sums`` are ids of identities (``received_by_channel``); None where the document prints none such, or two.
    """
    wanted, found = set(sums), []
    for table in lists_of(own):
        like = official.tables.get(table.key)
        for key in (identity.left[0] for identity in (like.identities if like else ()) if identity.id in wanted):
            names = {name_key(printed) for printed in like.row(key).printed_labels} if like else set()
            found += [table.address(row.key, column) for row in table.rows if name_key(row.label.zh) in names]
    return found[0] if len(found) == 1 else None


def address_of_indicator(own: Edition, official: Edition, name: str, column: str) -> str | None:
    """Where a document's own list has the indicator of the official lists that has this name, or a variant of it.

    None where the document prints none such, or two.
    """
    found = []
    for table in lists_of(own):
        like = official.tables.get(table.key)
        row = next((row for row in (like.rows if like else ()) if row.key == name or row.label.zh == name), None)
        names = {name_key(printed) for printed in row.printed_labels} if row else set()
        found += [table.address(own_row.key, column) for own_row in table.rows if name_key(own_row.label.zh) in names]
    return found[0] if len(found) == 1 else None


def document_table(like: Table, rows: Sequence[ListedRow], columns: Sequence[Column]) -> Table:
    """The table of a document: the rows that it prints, with those sums of ``like`` whose parts it names completely.

    A row is a part of another where the document says so, and else where the list that offices were sent does.
    """
    keys: dict[str, str] = {}
    matched = []
    for row, official in _officials(like, tuple(_parts_named(rows))):
        if official is not None:
            keys[official.key] = row.key or row.name
            if row.part_of is None and official.part_of in keys:
                row = replace(row, part_of=keys[official.part_of])
        matched.append((row, official))
    blocks = blocks_of((row for row, _official in matched), columns)
    return replace(like, blocks=blocks, header=tuple(columns), identities=tuple(_identities(like, matched)), optional=False)


def with_table(edition: Edition, table: Table, section: int | None = None) -> Edition:
    """The edition as one document has it: with the rows of its own list, in the part of this number where it stands in one."""
    homes: set[object] = {form.number for form in edition.sections if form.number == section} or {table.section}
    sections = tuple(replace(form, table=table.key if form.number in homes else None) for form in edition.sections)
    return replace(edition, sections=sections, tables={table.key: table})


def told_apart(rows: Sequence[ListedRow]) -> list[ListedRow]:
    """The rows with keys: their names; of several of one name each with the row or heading above that is numbered 一、二、."""
    names = [row.name for row in rows]
    above, found = "", []
    taken: set[str] = set()
    for row in rows:
        above = row.name if _TOP.match(row.name) else above
        key = f"{above or row.heading.zh}/{row.name}" if names.count(row.name) > 1 and row.name != above else row.name
        number = 1
        while key in taken:
            number += 1
            key = f"{key}（{number}）"
        taken.add(key)
        found.append(replace(row, key=key))
    return found


def _parts_named(rows: Sequence[ListedRow]) -> Iterator[ListedRow]:
    """The rows, those with the row that they are parts of where the document says 其中, or goes on counting them."""
    whole, ordinal = "", 0
    for row in rows:
        marked = AMONG.match(row.name) or any(AMONG.match(group.label.zh) for group in row.groups)
        order = _ORDERED.match(AMONG.sub("", row.name))
        goes_on = ordinal > 0 and order is not None and int(order[1]) == ordinal + 1
        if whole and (marked or goes_on):
            ordinal = int(order[1]) if order else 0
            yield replace(row, part_of=whole)
        else:
            whole, ordinal = row.key or row.name, 0
            yield row


def _officials(like: Table, rows: Sequence[ListedRow]) -> Iterator[tuple[ListedRow, Row | None]]:
    """Each row with that of the list that offices were sent; of several with its name the one below the whole printed last."""
    known = known_rows(like)
    printed: list[str] = []
    for row in rows:
        candidates = known.get(name_key(row.name), ())
        if len(candidates) > 1:
            candidates = tuple(one for whole in printed for one in candidates if one.part_of == whole) or candidates
        official = candidates[0] if candidates else None
        if official is not None:
            printed.insert(0, official.key)
        yield row, official


def _identities(like: Table, matched: Sequence[tuple[ListedRow, Row | None]]) -> Iterator[Identity]:
    """The sums of ``like`` over the rows of a document that names the whole and, to the last, its parts."""
    official = {row.key or row.name: of.key for row, of in matched if of is not None}
    for identity in like.identities:
        whole = next((key for key, of in official.items() if of == identity.left[0]), None)
        parts = tuple(row.key or row.name for row, _of in matched if whole and row.part_of == whole)
        named = {official.get(part) for part in parts}
        if whole and len(parts) > 1 and named.intersection(identity.closing):
            yield replace(identity, left=(whole,), right=parts)
