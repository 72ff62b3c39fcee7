"""One edition of the annual report form (年度报告格式) as a value: sections, tables, rows, columns, labels, sums.

An edition is one YAML file in ``form/editions``. Reading, checking, writing and web forms all derive from it.
Addresses of cells are ``table.row.column`` (``applications.received.total``); a row's key may itself contain dots.

Source: 国办公开办函〔2019〕60号 (2019 edition), 国办公开办函〔2021〕30号 (2021 edition).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from disclosure.errors import FormError
from disclosure.language import Label, _

Kind = Literal["count", "amount", "change"]
#: "list": rows with a unit of their own each, as indicator tables had them before 2019; what rows there are, the document says.
Layout = Literal["blocks", "matrix", "strip", "pairs", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a field of a table of pairs. ``kind``: whole count, amount of money, or signed change."""

    key: str
    label: Label
    unit: str
    kind: Kind = "count"
    variants: tuple[str, ...] = ()

    @property
    def printed_labels(self) -> tuple[str, ...]:
        """The official label, then the variants under which it is also met."""
        return (self.label.zh, *self.variants)


@dataclass(frozen=True, slots=True)
class Heading:
    """A label that spans several columns (表头), with the columns or headings below it."""

    label: Label
    below: tuple[Heading | Column, ...]

    def columns(self) -> Iterator[Column]:
        """The columns below this heading, left to right."""
        for part in self.below:
            if isinstance(part, Column):
                yield part
            else:
                yield from part.columns()


@dataclass(frozen=True, slots=True)
class Group:
    """A label in front of several rows, such as （三）不予公开."""

    key: str
    label: Label
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. ``groups`` are the labels printed before its own, outermost first."""

    key: str
    label: Label
    variants: tuple[str, ...] = ()
    note: str = ""
    groups: tuple[Group, ...] = ()
    #: This row is the sum of the other rows of its outermost group ((七)总计).
    is_sum: bool = False
    #: Set on a single row that stands for a whole group of rows ((六)其他处理 as one row): the group's key.
    stands_for: str | None = None
    #: The key of the row of which this one counts a part (其中), in a list.
    part_of: str | None = None

    @property
    def printed_labels(self) -> tuple[str, ...]:
        """The official label, then the variants under which it is also met."""
        return (self.label.zh, *self.variants)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A part of a table that has its own heading and columns (第二十条第（一）项)."""

    heading: Label
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FormerRow:
    """A row that this edition no longer has, but that reports still print."""

    label: str
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """One concrete sum of the form: the cells of ``left`` add up to the cells of ``right`` (勾稽关系)."""

    identity: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum that the form demands, for each row or for each column of its table.

    ``left`` and ``right`` are keys of columns (``each`` = "row") or rows (``each`` = "column"); ``leaves_of`` names the group
    whose leaf rows make up the right side.
    """

    id: str
    each: Literal["row", "column"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    leaves_of: str | None
    explanation: Label
    #: In a list: rows any of which shows that a document names all the parts, so that they must add up.
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)  # compared by identity: a table is loaded once, and is a key of caches
class Table:
    """A table of the form (统计表)."""

    key: str
    title: Label
    layout: Layout
    section: int | str
    blocks: tuple[TableBlock, ...]
    header: tuple[Heading | Column, ...] = ()
    header_label: Label | None = None
    corner: Label | None = None
    identities: tuple[Identity, ...] = ()
    former_rows: tuple[FormerRow, ...] = ()
    optional: bool = False
    #: Words that stand in the table's own heading, for tables of pairs.
    headings: tuple[str, ...] = ()
    #: What stands above the units of a list.
    unit_header: Label | None = None

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows in printed order, rows that stand for a group included."""
        return tuple(row for block in self.blocks for row in block.rows)

    @cached_property
    def regular_rows(self) -> tuple[Row, ...]:
        """The rows that the form prints: without those that stand for a group."""
        return tuple(row for row in self.rows if row.stands_for is None)

    @cached_property
    def _block_of_row(self) -> Mapping[str, TableBlock]:
        """The first block that has each row, by key."""
        return {row.key: block for block in reversed(self.blocks) for row in block.rows}

    @cached_property
    def places(self) -> Mapping[str, tuple[Row | None, Column]]:
        """Row and column of every address of the table; the row is None in a table of pairs. Made once, asked for every cell."""
        found: dict[str, tuple[Row | None, Column]] = {}
        for block in self.blocks:
            for row in block.rows:
                for column in block.columns:
                    found.setdefault(self.address(row.key, column.key), (None if self.layout == "pairs" else row, column))
        return found

    @cached_property
    def _printed_addresses(self) -> tuple[str, ...]:
        return tuple(self.address(row.key, column.key) for row in self.regular_rows for column in self.columns_of(row.key))

    def block_of(self, row_key: str) -> TableBlock:
        """The block that has the row. Raises :class:`FormError`."""
        try:
            return self._block_of_row[row_key]
        except KeyError:
            raise FormError(_("表 {table} 没有行 {row}", table=self.key, row=row_key)) from None

    def columns_of(self, row_key: str) -> tuple[Column, ...]:
        """The columns of a row, left to right. Raises :class:`FormError`."""
        return self.block_of(row_key).columns

    def row(self, key: str) -> Row:
        """The row with this key. Raises :class:`FormError`."""
        for row in self.rows:
            if row.key == key:
                return row
        raise FormError(_("表 {table} 没有行 {row}", table=self.key, row=key))

    def address(self, row_key: str, column_key: str) -> str:
        """The address of a cell."""
        return f"{self.key}.{column_key}" if self.layout == "pairs" else f"{self.key}.{row_key}.{column_key}"

    def addresses(self) -> tuple[str, ...]:
        """The addresses of the cells that the form prints, row by row."""
        return self._printed_addresses

    def leaves(self, group: str, present: frozenset[str]) -> tuple[Row, ...]:
        """The rows whose sum makes up ``group``: its rows without sums, and a row that stands for a group where it is printed.

        ``present`` holds the keys of the rows that the report has. Where a report prints （六）其他处理 as a single row, that
        row counts in place of the rows it stands for.
        """
        below = [row for row in self.rows if any(part.key == group for part in row.groups) and not row.is_sum]
        replaced = {row.stands_for for row in below if row.stands_for and row.key in present}
        return tuple(
            row
            for row in below
            if (row.key in present if row.stands_for else not any(part.key in replaced for part in row.groups))
        )

    def equations(self, present: frozenset[str]) -> tuple[Equation, ...]:
        """Every sum of the table over the rows in ``present``; a sum over a row that the report lacks is not demanded."""
        return _equations(self, present)


@lru_cache(maxsize=256)
def _equations(table: Table, present: frozenset[str]) -> tuple[Equation, ...]:
    """Made once for reports that print the same rows, as nearly all do."""
    return tuple(_each_equation(table, present))


def _each_equation(table: Table, present: frozenset[str]) -> Iterator[Equation]:
    for identity in table.identities:
        if identity.each == "row":
            for row in table.rows:
                if row.key in present:
                    yield Equation(
                        f"{table.key}.{identity.id}",
                        tuple(table.address(row.key, key) for key in identity.left),
                        tuple(table.address(row.key, key) for key in identity.right),
                    )
            continue
        right = identity.right
        if identity.leaves_of:
            right = tuple(row.key for row in table.leaves(identity.leaves_of, present))
        if not present.issuperset((*identity.left, *right)):
            continue
        for column in table.columns_of(identity.left[0]):
            yield Equation(
                f"{table.key}.{identity.id}",
                tuple(table.address(key, column.key) for key in identity.left),
                tuple(table.address(key, column.key) for key in right),
            )


@dataclass(frozen=True, slots=True)
class SectionForm:
    """A part of the report (部分): its number in the form (None for a local addition), title, variants and table."""

    number: int | None
    key: str
    title: Label
    variants: tuple[str, ...] = ()
    table: str | None = None
    topics: tuple[str, ...] = ()
    #: Length in characters that the form recommends not to pass.
    longest: int | None = None

    @property
    def printed_titles(self) -> tuple[str, ...]:
        """The official title, then the variants under which it is also met."""
        return (self.title.zh, *self.variants)


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the form, with the reporting years for which it is in force (last year None: still in force)."""

    key: str
    title: Label
    document: str
    first_year: int
    last_year: int | None
    report_title: str
    sections: tuple[SectionForm, ...]
    extra_sections: tuple[SectionForm, ...]
    tables: Mapping[str, Table]
    #: Whether parts and titles are prescribed. Before 2019 they were not: nothing is missing where a part is.
    is_prescribed: bool = True

    def is_for(self, year: int) -> bool:
        """Whether this edition is in force for the reporting year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def table(self, key: str) -> Table:
        """The table with this key. Raises :class:`FormError`."""
        try:
            return self.tables[key]
        except KeyError:
            raise FormError(_("{edition} 没有表 {table}", edition=self.title, table=key)) from None

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all cells that the form prints."""
        return frozenset(address for table in self.tables.values() for address in table.addresses())

    def split(self, address: str) -> tuple[Table, Row | None, Column]:
        """Table, row and column of an address; the row is None in a table of pairs. Raises :class:`FormError`."""
        try:
            return self._places[address]
        except KeyError:
            self.table(address.partition(".")[0])
            raise FormError(_("{edition} 没有单元格 {address}", edition=self.title, address=address)) from None

    def keys_of(self, address: str) -> tuple[str, str]:
        """The keys of table and row of an address; twice the table's in a table of pairs. Raises :class:`FormError`."""
        try:
            return self._keys[address]
        except KeyError:
            self.split(address)
            raise

    @cached_property
    def _keys(self) -> Mapping[str, tuple[str, str]]:
        return {at: (table.key, row.key if row else table.key) for at, (table, row, _column) in self._places.items()}

    @cached_property
    def _places(self) -> Mapping[str, tuple[Table, Row | None, Column]]:
        """Table, row and column of every address: asked for every cell of every report."""
        return {at: (table, *place) for table in self.tables.values() for at, place in table.places.items()}

    def label(self, address: str) -> Label:
        """An address in words, for messages: 「一、本年新收政府信息公开申请数量 · 总计」. Raises :class:`FormError`."""
        _table, row, column = self.split(address)
        if row is None:
            return column.label
        return Label(f"{row.label.zh} · {column.label.zh}", f"{row.label.en} · {column.label.en}")
