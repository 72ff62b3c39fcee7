"""A report from its JSON object ``gongkai.report/1``, amounts digit by digit (``gongkai report write IN.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from disclosure.errors import FormError, UnreadableError
from disclosure.form import (
    Cell,
    CellKind,
    Contact,
    DocumentType,
    Edition,
    ExtraRow,
    Line,
    Number,
    Period,
    ProcessingFees,
    Report,
    Section,
    Source,
    edition_named,
)
from disclosure.form.listing import ListedRow, columns_of_lists, document_table, list_like, lists_of, with_table
from disclosure.language import Label, Message, _
from disclosure.privacy import mask

SCHEMA = "gongkai.report/1"
#: Money in a report has at most some fifteen digits; "1e999999999" is no amount but an attack.
MOST_DIGITS = 40


def read_report_json(data: bytes | str, editions: Sequence[Edition] | None = None) -> Report:
    """The report that :func:`disclosure.writing.report_line` wrote; ``editions`` default to those of the program.

    What the object does not hold (lines' places, what the reader noticed) is empty. Raises :class:`UnreadableError` naming
    the key that is missing or wrong.
    """
    found = _Object(_loaded(data), "")
    if found.text("schema") != SCHEMA:
        raise UnreadableError(_("这不是本程序的报告数据：schema 应为 {schema}。", schema=SCHEMA))
    edition = _edition(found.maybe_text("form"), editions)
    indicators = found.object("indicators")
    if edition and not edition.is_prescribed:
        edition = _with_indicators(edition, indicators, found.maybe_count("year"))
    values = dict(_values(found.object("tables"), edition))
    values |= _indicator_values(indicators, edition)
    fees = found.maybe_object("processing_fees")
    if fees and edition:
        values |= _fee_values(fees, edition)
    contact = found.object("contact")
    return Report(
        source=_source(found.object("source")),
        document_type=_document_type(found.text("document_type")),
        agency=found.maybe_text("agency"),
        agency_code=found.maybe_text("agency_code"),
        agency_candidates=tuple(map(str, found.get("agency_candidates", list, []))),
        year=found.maybe_count("year"),
        confidence=_confidences(found.maybe_object("confidence")),
        edition=edition,
        period=_period(found.maybe_object("period")),
        published_on=found.maybe_day("published_on"),
        contact=Contact(*(contact.maybe_text(name) for name in ("address", "postcode", "phone", "email", "website"))),
        preamble=Section("preamble", None, found.maybe_text("title") or "", "", lines_of(found.maybe_text("preamble") or "")),
        sections=tuple(_sections(found.objects("sections"))),
        cells=tuple(_cells(found, values, edition)),
        extra_rows=tuple(map(_extra_row, found.objects("extra_rows"))),
        processing_fees=_fees(fees),
    )


def _loaded(data: bytes | str) -> object:
    try:
        return json.loads(data, parse_float=_decimal, parse_constant=_no_number)
    except RecursionError as error:
        raise UnreadableError(_("JSON 数据的嵌套太深，不是本程序写的报告数据。请用本程序重新生成。")) from error
    except ValueError as error:
        raise UnreadableError(_("JSON 数据损坏，无法读取：{reason}。请用本程序重新生成。", reason=error)) from error


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > MOST_DIGITS or len(text) > 2 * MOST_DIGITS:
        raise ValueError(f"{text[:20]}…: not an amount")
    return value


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text}: not a number")


_NAMES = {
    str: Label("文字", "a string"),
    dict: Label("对象", "an object"),
    list: Label("列表", "a list"),
    int: Label("整数", "a whole number"),
}


class _Object:
    """A JSON object whose values are asked for by key and kind; what is wrong is named by its path."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise UnreadableError(_("JSON 数据中“{path}”应为{kind}。", path=path or "$", kind=_NAMES[dict]))
        self.all: dict[str, Any] = value
        self._path = path

    def get(self, key: str, kind: type, default: object = None) -> Any:
        value = self.all.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, kind) or isinstance(value, bool):
            raise UnreadableError(_("JSON 数据中“{path}”应为{kind}。", path=f"{self._path}{key}", kind=_NAMES[kind]))
        return value

    def text(self, key: str) -> str:
        return str(self.get(key, str))

    def maybe_text(self, key: str) -> str | None:
        return None if self.all.get(key) is None else self.text(key)

    def maybe_count(self, key: str) -> int | None:
        return None if self.all.get(key) is None else int(self.get(key, int))

    def maybe_day(self, key: str) -> date | None:
        text = self.maybe_text(key)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise UnreadableError(_("JSON 数据中“{path}”应为日期，如 2023-01-31。", path=f"{self._path}{key}")) from None

    def object(self, key: str) -> _Object:
        return _Object(self.get(key, dict, {}), f"{self._path}{key}.")

    def maybe_object(self, key: str) -> _Object | None:
        return None if self.all.get(key) is None else self.object(key)

    def objects(self, key: str) -> list[_Object]:
        return [_Object(value, f"{self._path}{key}.") for value in self.get(key, list, [])]

    def number(self, key: str) -> Number | None:
        return _number(self.all.get(key), f"{self._path}{key}")


def _number(value: object, path: str) -> Number | None:
    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return value
    raise UnreadableError(_("JSON 数据中“{path}”应为数或 null。", path=path))


def _edition(key: str | None, editions: Sequence[Edition] | None) -> Edition | None:
    if key is None:
        return None
    try:
        return edition_named(key, editions)
    except FormError:
        return None  # an edition that we have no data for: its tables can't be read


def _document_type(text: str) -> DocumentType:
    try:
        return DocumentType(text)
    except ValueError:
        raise UnreadableError(_("JSON 数据中“{path}”不是已知的文件类型。", path="document_type")) from None


def _source(found: _Object) -> Source:
    return Source(
        found.text("file"),
        found.text("sha256"),
        found.text("media_type"),
        found.maybe_text("url"),
        found.maybe_day("captured_on"),
        found.maybe_day("published_on"),
    )


def _period(found: _Object | None) -> Period | None:
    if found is None:
        return None
    first, last = found.maybe_day("from"), found.maybe_day("to")
    return Period(first, last) if first and last else None


def lines_of(text: str) -> tuple[Line, ...]:
    """A line of text a line; those with tabs in them are rows of a table of the narrative's own."""
    return tuple(Line(line, is_table_row="\t" in line) for line in text.split("\n")) if text else ()


def _sections(found: Sequence[_Object]) -> Iterator[Section]:
    extra = 0
    for part in found:
        number = part.maybe_count("number")
        extra += number is None
        key = f"sections.extra{extra}" if number is None else f"sections.{number}"
        yield Section(key, number, part.text("title"), part.maybe_text("printed") or "", lines_of(part.maybe_text("text") or ""))


def _values(tables: _Object, edition: Edition | None) -> Iterator[tuple[str, Number | None]]:
    """Address and value of every cell in ``tables``; an address that the edition does not have is refused."""
    for key in tables.all:
        if edition is None or key not in edition.tables:
            raise UnreadableError(_("JSON 数据中有表 {table}，但该版本的格式没有这张表。", table=key))
        table = tables.object(key)
        for row, value in table.all.items():
            cells = table.object(row).all if isinstance(value, dict) else {"": value}
            for column, number in cells.items():
                address = ".".join(part for part in (key, row, column) if part)
                _known(edition, address)
                yield address, _number(number, f"tables.{address}")


def edition_with_indicators(edition: Edition, indicators: Mapping[str, Any], year: int | None) -> Edition:
    """The edition of before 2019 with the rows that the object ``indicators`` of a report has."""
    return _with_indicators(edition, _Object(indicators, "indicators."), year)


def _with_indicators(edition: Edition, found: _Object, year: int | None) -> Edition:
    """The edition of before 2019 with the rows that the object has indicators for."""
    rows = [
        ListedRow(mask(_label_of(name, found.all)), mask(found.object(name).maybe_text("unit") or ""), mask(name))
        for name in found.all
    ]
    like, _known = list_like(found.all, edition)
    like = like or lists_of(edition)[0]
    some_cumulative = any(found.object(name).all.get("cumulative") is not None for name in found.all)
    columns = [column for column in columns_of_lists(edition).values() if column.key == "year" or some_cumulative]
    if year is not None:
        columns[0] = replace(columns[0], label=Label(f"{year}年度", str(year)))
    return with_table(edition, document_table(like, rows, columns))


def _label_of(name: str, known: Mapping[str, object]) -> str:
    """The name as it was printed, without the row above that tells it from another of the same name."""
    above, _slash, own = name.partition("/")
    return own if own and (above in known or sum(other.endswith(f"/{own}") for other in known) > 1) else name


def _indicator_values(found: _Object, edition: Edition | None) -> Iterator[tuple[str, Number | None]]:
    for table in lists_of(edition) if edition and not edition.is_prescribed else ():
        for row in table.rows:
            for column in table.columns_of(row.key):
                yield table.address(row.key, column.key), found.object(row.key).number(column.key)


def _known(edition: Edition, address: str) -> None:
    try:
        edition.split(address)
    except FormError as error:
        raise UnreadableError(error.message) from error


def _cells(found: _Object, values: Mapping[str, Number | None], edition: Edition | None) -> Iterator[Cell]:
    """The cells as listed; without the list, a number for each value and a blank for each null."""
    if found.all.get("cells") is None:
        for address, value in values.items():
            yield Cell(address, CellKind.BLANK if value is None else CellKind.NUMBER, value)
        return
    for entry in found.objects("cells"):
        at, because = entry.text("at"), entry.maybe_text("because")
        try:
            kind = CellKind(entry.text("kind"))
        except ValueError:
            raise UnreadableError(_("JSON 数据中单元格 {address} 的 kind 不认识。", address=at)) from None
        if kind is not CellKind.ABSENT and edition is not None:
            _known(edition, at)
        value = values.get(at) if kind in (CellKind.NUMBER, CellKind.INFERRED) else None
        yield Cell(
            at,
            kind,
            value,
            entry.maybe_text("as_printed"),
            entry.maybe_text("place"),
            Message(because) if because else None,
            _confidence(entry),
        )


def _confidences(found: _Object | None) -> dict[str, int]:
    sure = {name: _sure(found.all.get(name)) for name in ("agency", "year")} if found else {}
    return {name: how for name, how in sure.items() if how is not None}


def _confidence(entry: _Object) -> int | None:
    """How sure a recogniser was of a cell, 0 to 100."""
    return _sure(entry.all.get("confidence"))


def _sure(found: object) -> int | None:
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 100 else None


def _extra_row(found: _Object) -> ExtraRow:
    values = tuple(_number(value, "extra_rows.values") for value in found.get("values", list, []))
    return ExtraRow(found.text("table"), found.text("label"), values, found.maybe_text("place"))


def _fees(found: _Object | None) -> ProcessingFees | None:
    if found is None:
        return None
    return ProcessingFees(found.maybe_count("notices"), found.number("noticed_amount"), found.number("received_amount"))


def _fee_values(found: _Object, edition: Edition) -> dict[str, Number | None]:
    """The fees as cells of the form's table of pairs, where the edition has one."""
    pairs = (table for table in edition.tables.values() if table.layout == "pairs")
    return {
        table.address(table.rows[0].key, column.key): found.number(column.key)
        for table in pairs
        for column in table.blocks[0].columns
        if column.key in found.all
    }
