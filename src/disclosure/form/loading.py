"""Editions of the form from their data files: every key checked, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError, FormError
from disclosure.form.edition import (
    Column,
    Edition,
    FormerRow,
    Group,
    Heading,
    Identity,
    Row,
    SectionForm,
    Table,
    TableBlock,
)
from disclosure.form.listing import ListedRow, blocks_of, told_apart
from disclosure.language import Label, _

_EDITIONS = Path(__file__).with_name("editions")

_EDITION_KEYS = {
    "edition",
    "title",
    "document",
    "reporting_years",
    "report_title",
    "sections",
    "extra_sections",
    "tables",
    "prescribed",
}
_SECTION_KEYS = {"number", "key", "title", "en", "variants", "table", "topics", "longest"}
_TABLE_KEYS = {
    "section", "layout", "title", "corner", "unit", "blocks", "column_header", "columns", "rows", "identities",
    "former_rows", "optional", "headings", "fields", "unit_header", "lists",
}  # fmt: skip
_COLUMN_KEYS = {"key", "label", "en", "unit", "kind", "variants"}
_ROW_KEYS = {"key", "label", "en", "variants", "note", "sum"}
_GROUP_KEYS = {"group", "label", "en", "variants", "rows", "collapsed"}
_BLOCK_KEYS = {"heading", "en", "columns", "rows"}
#: What a table must have besides, by its layout.
_NEEDED_BY = {
    "blocks": {"blocks"},
    "matrix": {"column_header", "rows"},
    "strip": {"columns", "rows"},
    "pairs": {"fields"},
    "list": {"columns", "lists", "unit_header", "corner"},
}
_LIST_KEYS = {"heading", "en", "rows"}
_LISTED_KEYS = {"name", "en", "unit", "variants", "parts", "sum"}
_SUM_KEYS = {"id", "closing", "explanation"}
_IDENTITY_KEYS = {"id", "each", "left", "right", "explanation"}


@cache
def editions() -> tuple[Edition, ...]:
    """The editions that come with the program, newest first."""
    found = [load_edition(path) for path in sorted(_EDITIONS.glob("*.yaml"))]
    return tuple(sorted(found, key=lambda edition: edition.first_year, reverse=True))


def edition_for_year(year: int, known: Sequence[Edition] | None = None) -> Edition | None:
    """The edition in force for a reporting year, None where no edition is."""
    return next((edition for edition in known or editions() if edition.is_for(year)), None)


def edition_written_in(year: int) -> Edition:
    """The edition that a report of a reporting year is compiled in: the prescribed form in force then, else the newest."""
    edition = edition_for_year(year)
    return edition if edition and edition.is_prescribed else editions()[0]


def edition_named(key: str, known: Sequence[Edition] | None = None) -> Edition:
    """The edition with this key ("2021"). Raises :class:`FormError`."""
    for edition in known or editions():
        if edition.key == key:
            return edition
    raise FormError(
        _(
            "没有版本为 {key} 的年度报告格式；已有：{known}",
            key=key,
            known=[edition.key for edition in known or editions()],
        )
    )


def load_edition(path: Path) -> Edition:
    """One edition from its data file. Raises :class:`DataError` naming the file and what is wrong in it."""
    data = load_yaml(path)
    try:
        return _edition(data, path.name)
    except (TypeError, AttributeError, KeyError, ValueError) as error:
        # A list where keys belong, a word where a list belongs: too many shapes to name each.
        raise DataError(_("{where} 的结构不对：{reason}", where=path.name, reason=error)) from error


def _edition(data: Mapping[str, Any], where: str) -> Edition:
    only_keys(data, _EDITION_KEYS, required=_EDITION_KEYS - {"extra_sections", "prescribed"}, where=where)
    years = data["reporting_years"]
    only_keys(years, {"from", "to"}, required={"from"}, where=f"{where} reporting_years")
    tables = {key: _table(key, table, f"{where} {key}") for key, table in data["tables"].items()}
    sections = tuple(_section(entry, where) for entry in data["sections"])
    extra = tuple(_section(entry, where) for entry in data.get("extra_sections", ()))
    for section in (*sections, *extra):
        if section.table is not None and section.table not in tables:
            raise DataError(
                _(
                    "{where}：部分“{title}”所指的表 {table} 不存在",
                    where=where,
                    title=section.title,
                    table=section.table,
                )
            )
    return Edition(
        key=str(data["edition"]),
        title=_label(data["title"], where),
        document=data["document"],
        first_year=years["from"],
        last_year=years.get("to"),
        report_title=data["report_title"],
        sections=sections,
        extra_sections=extra,
        tables=tables,
        is_prescribed=data.get("prescribed", True),
    )


def _label(data: Mapping[str, str], where: str) -> Label:
    only_keys(data, {"zh", "en"}, required={"zh", "en"}, where=where)
    return Label(data["zh"], data["en"])


def _section(data: Mapping[str, Any], where: str) -> SectionForm:
    only_keys(data, _SECTION_KEYS, required={"key", "title", "en"}, where=f"{where} sections")
    return SectionForm(
        number=data.get("number"),
        key=data["key"],
        title=Label(data["title"], data["en"]),
        variants=tuple(data.get("variants", ())),
        table=data.get("table"),
        topics=tuple(data.get("topics", ())),
        longest=data.get("longest"),
    )


def _column(data: Mapping[str, Any], unit: str, where: str) -> Column:
    only_keys(data, _COLUMN_KEYS, required={"key", "label", "en"}, where=where)
    kind = data.get("kind", "count")
    if kind not in ("count", "amount", "change"):
        raise DataError(_("{where}：列 {key} 的 kind 只能是 count、amount 或 change", where=where, key=data["key"]))
    return Column(
        data["key"],
        Label(data["label"], data["en"]),
        str(data.get("unit", unit)),
        kind,
        tuple(data.get("variants", ())),
    )


def _heading(data: Mapping[str, Any], unit: str, where: str) -> Heading | Column:
    if "columns" not in data:
        return _column(data, unit, where)
    only_keys(data, {"label", "en", "columns"}, required={"label", "en"}, where=where)
    below = tuple(_heading(part, unit, where) for part in data["columns"])
    return Heading(Label(data["label"], data["en"]), below)


def _rows(data: Sequence[Mapping[str, Any]], groups: tuple[Group, ...], where: str) -> Iterator[Row]:
    for entry in data:
        if "group" not in entry:
            only_keys(entry, _ROW_KEYS, required={"key", "label", "en"}, where=where)
            yield Row(
                key=entry["key"],
                label=Label(entry["label"], entry["en"]),
                variants=tuple(entry.get("variants", ())),
                note=entry.get("note", ""),
                groups=groups,
                is_sum=entry.get("sum", False),
            )
            continue
        only_keys(entry, _GROUP_KEYS, required={"group", "label", "en", "rows"}, where=where)
        group = Group(entry["group"], Label(entry["label"], entry["en"]), tuple(entry.get("variants", ())))
        if collapsed := entry.get("collapsed"):
            only_keys(collapsed, {"key", "en", "variants"}, required={"key", "en"}, where=f"{where} {group.key}")
            yield Row(
                key=collapsed["key"],
                label=Label(group.label.zh, collapsed["en"]),
                variants=tuple(collapsed.get("variants", ())),
                groups=groups,
                stands_for=group.key,
            )
        yield from _rows(entry["rows"], (*groups, group), where)


def _table(key: str, data: Mapping[str, Any], where: str) -> Table:
    only_keys(data, _TABLE_KEYS, required={"section", "layout", "title"}, where=where)
    unit = str(data.get("unit", ""))
    layout = data["layout"]
    only_keys(data, _TABLE_KEYS, required=_NEEDED_BY.get(layout, set()), where=where)
    header: tuple[Heading | Column, ...] = ()
    header_label = None
    sums: list[Identity] = []
    if layout == "blocks":
        for block in data["blocks"]:
            only_keys(block, _BLOCK_KEYS, required=_BLOCK_KEYS, where=where)
        blocks = tuple(
            TableBlock(
                Label(block["heading"], block["en"]),
                tuple(_column(column, unit, where) for column in block["columns"]),
                tuple(_rows(block["rows"], (), where)),
            )
            for block in data["blocks"]
        )
    elif layout in ("matrix", "strip"):
        if layout == "matrix":
            top = data["column_header"]
            header_label = Label(top["label"], top["en"])
            header = tuple(_heading(part, unit, where) for part in top["columns"])
        else:
            header = tuple(_column(column, unit, where) for column in data["columns"])
        columns = tuple(Heading(Label("", ""), header).columns())
        blocks = (TableBlock(Label("", ""), columns, tuple(_rows(data["rows"], (), where))),)
    elif layout == "pairs":
        fields = tuple(_column(field, unit, where) for field in data["fields"])
        blocks = (TableBlock(Label("", ""), fields, (Row(key, _label(data["title"], where)),)),)
    elif layout == "list":
        header = tuple(_column(column, unit, where) for column in data["columns"])
        listed, sums = _lists(data["lists"], where)
        blocks = blocks_of(listed, [column for column in header if isinstance(column, Column)])
    else:
        raise DataError(_("{where}：layout 只能是 blocks、matrix、strip、pairs 或 list", where=where))
    table = Table(
        key=key,
        title=_label(data["title"], where),
        layout=layout,
        section=data["section"],
        blocks=blocks,
        header=header,
        header_label=header_label,
        corner=_label(data["corner"], where) if "corner" in data else None,
        former_rows=tuple(FormerRow(row["label"], row.get("edition")) for row in data.get("former_rows", ())),
        optional=data.get("optional", False),
        headings=tuple(data.get("headings", ())),
        identities=(*sums, *(_identity(entry, blocks, where) for entry in data.get("identities", ()))),
        unit_header=_label(data["unit_header"], where) if "unit_header" in data else None,
    )
    for keys in ([row.key for row in table.rows], *([column.key for column in block.columns] for block in blocks)):
        if len(keys) != len(set(keys)):
            raise DataError(_("{where}：有行或列的键重复", where=where))
    return table


def _lists(lists: Sequence[Mapping[str, Any]], where: str) -> tuple[list[ListedRow], list[Identity]]:
    """The rows of a list, each followed by the rows that are parts of it; and a sum for each whose parts add up to it."""
    entries = [(entry, whole, part) for part in lists for entry, whole in _listed_entries(part, where)]
    rows = told_apart([_listed(entry, part) for entry, _whole, part in entries])
    keys = {id(entry): row.key for (entry, _whole, _part), row in zip(entries, rows, strict=True)}
    whole_of = [keys[id(whole)] if whole is not None else None for _entry, whole, _part in entries]
    sums = [_sum_of_list(entry, keys, where) for entry, _whole, _part in entries if "sum" in entry]
    return [replace(row, part_of=whole) for row, whole in zip(rows, whole_of, strict=True)], sums


def _listed(entry: Mapping[str, Any], part: Mapping[str, Any]) -> ListedRow:
    heading = Label(part["heading"], part["en"]) if "heading" in part else Label("", "")
    return ListedRow(entry["name"], entry["unit"], "", entry["en"], tuple(entry.get("variants", ())), heading)


def _listed_entries(
    part: Mapping[str, Any], where: str, whole: Mapping[str, Any] | None = None
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
    """The entries of a part of a list with that of which each is a part."""
    if whole is None:
        only_keys(part, _LIST_KEYS, required={"rows"}, where=where)
    for entry in part["rows"] if whole is None else part.get("parts", ()):
        only_keys(entry, _LISTED_KEYS, required={"name", "en", "unit"}, where=where)
        yield entry, whole
        yield from _listed_entries(entry, where, entry)


def _sum_of_list(entry: Mapping[str, Any], keys: Mapping[int, str], where: str) -> Identity:
    only_keys(entry["sum"], _SUM_KEYS, required=_SUM_KEYS, where=f"{where} {entry['name']}")
    parts = {part["name"]: keys[id(part)] for part in entry.get("parts", ())}
    if unknown := sorted({*entry["sum"]["closing"]} - {*parts}):
        raise DataError(_("{where}：勾稽关系 {id} 提到不存在的行或列：{keys}", where=where, id=entry["sum"]["id"], keys=unknown))
    explanation = _label(entry["sum"]["explanation"], where)
    closing = tuple(parts[name] for name in entry["sum"]["closing"])
    return Identity(entry["sum"]["id"], "column", (keys[id(entry)],), tuple(parts.values()), None, explanation, closing)


def _identity(data: Mapping[str, Any], blocks: Sequence[TableBlock], where: str) -> Identity:
    only_keys(data, _IDENTITY_KEYS, required=_IDENTITY_KEYS, where=f"{where} identities")
    each = data["each"]
    if each not in ("row", "column"):
        raise DataError(_("{where}：勾稽关系 {id} 的 each 只能是 row 或 column", where=where, id=data["id"]))
    right = data["right"]
    leaves_of = None
    if isinstance(right, Mapping):
        only_keys(right, {"columns_except", "leaves_of"}, where=f"{where} {data['id']}")
        leaves_of = right.get("leaves_of")
        left_out = right.get("columns_except", ())
        right = () if leaves_of else tuple(column.key for column in blocks[0].columns if column.key not in left_out)
    known = {column.key for column in blocks[0].columns} if each == "row" else {row.key for row in blocks[0].rows}
    groups = {group.key for row in blocks[0].rows for group in row.groups}
    unknown = sorted(({*data["left"], *right} - known) | ({leaves_of} - groups if leaves_of else set()))
    if unknown:
        raise DataError(_("{where}：勾稽关系 {id} 提到不存在的行或列：{keys}", where=where, id=data["id"], keys=unknown))
    return Identity(data["id"], each, tuple(data["left"]), tuple(right), leaves_of, _label(data["explanation"], where))
