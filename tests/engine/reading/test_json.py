"""The report's own JSON read back; what is wrong in it is named by its key."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import UnreadableError
from disclosure.form import (
    Cell,
    CellKind,
    Contact,
    DocumentType,
    ExtraRow,
    Line,
    Period,
    ProcessingFees,
    Section,
    edition_named,
)
from disclosure.language import Message
from disclosure.reading.json import read_report_json
from disclosure.writing import compose, report_line, report_object
from engine.writing.reports import filled, good_values, report, with_cell, without_row


def changed(**changes):
    return json.dumps({**report_object(report()), **changes}, ensure_ascii=False)


def refusal(data):
    with pytest.raises(UnreadableError) as caught:
        read_report_json(data)
    return str(caught.value)


def whole_report():
    whole = report(
        values=good_values(),
        agency_code="00",
        agency_candidates=("甲镇", "乙镇"),
        period=Period(date(2022, 1, 1), date(2022, 12, 31)),
        published_on=date(2023, 1, 28),
        contact=Contact("一号路1号", "000000", "0000-1234567", "a@example.org"),
        extra_rows=(ExtraRow("article_20", "其他对外管理服务事项", (Decimal("0.5"), None), "line 92"),),
        processing_fees=ProcessingFees(1, Decimal("400.10"), None),
    )
    for cell in (
        Cell("disputes.reconsideration.total", CellKind.BLANK, None, "", "line 7"),
        Cell("disputes.litigation_direct.total", CellKind.MARK, None, "/"),
        Cell("applications.granted.total", CellKind.UNREADABLE, None, "1 2", because=Message("有两种读法：{1} 或 2")),
        Cell("applications.granted.other", CellKind.INFERRED, 3, because=Message("由合计得出")),
    ):
        whole = with_cell(whole, cell)
    return without_row(whole, "applications", "partly_granted")


def test_everything_that_is_written_is_read():
    whole = whole_report()
    back = read_report_json(report_line(whole))

    for name in (
        "source", "document_type", "agency", "agency_code", "agency_candidates", "year", "edition", "period", "published_on",
        "contact", "cells", "extra_rows", "processing_fees",
    ):  # fmt: skip
        assert getattr(back, name) == getattr(whole, name), name
    assert [part.text for part in back.sections] == [part.text for part in whole.sections]


def test_writing_again_gives_the_same_bytes():
    line = report_line(whole_report())

    assert report_line(read_report_json(line.encode())) == line


def test_the_document_is_the_same_too():
    whole = report(values=good_values())

    assert compose(read_report_json(report_line(whole))) == compose(whole)


def test_amounts_are_read_digit_by_digit():
    amount = Decimal("12345678901234567890.1234")
    whole = with_cell(report(), Cell("article_20.fees.amount", CellKind.NUMBER, amount))

    assert read_report_json(report_line(whole)).value("article_20.fees.amount") == amount


def test_without_the_list_of_cells_the_tables_say_it():
    whole = with_cell(report(), Cell("disputes.reconsideration.total", CellKind.BLANK))
    back = read_report_json(json.dumps(report_object(whole, cells=False)))

    assert {cell.at: cell.kind for cell in back.cells} == {cell.at: cell.kind for cell in whole.cells}


def test_sections_get_their_addresses_and_tables_of_the_narrative_stay_tables():
    rows = (Line("名单："), Line("姓名\t职务", is_table_row=True))
    parts = (Section("", 1, "总体情况", "", rows), Section("", None, "甲", ""), Section("", None, "乙", ""))
    back = read_report_json(report_line(report(sections=parts)))

    assert [part.key for part in back.sections] == ["sections.1", "sections.extra1", "sections.extra2"]
    assert back.sections[0].lines == rows


def test_fees_fill_the_fee_table_of_the_edition():
    back = read_report_json(json.dumps(report_object(report(processing_fees=ProcessingFees(2, 400, 0)), cells=False)))

    assert back.value("processing_fees.noticed_amount") == 400


def test_a_form_without_data_has_no_tables():
    whole = replace(report(values={}), edition=None, document_type=DocumentType.NOT_AN_ANNUAL_REPORT)

    assert read_report_json(json.dumps({**report_object(whole), "form": "1999"})).edition is None


def test_indicators_keep_their_own_names():
    told = {**report_object(report(values={})), "form": "pre_2019", "cells": None, "tables": {}}
    told["indicators"] = {
        "主动公开信息数": {"unit": "条", "year": 12},
        "接待来访": {"unit": "人次", "year": None, "cumulative": 40},
    }
    back = read_report_json(json.dumps(told))

    assert back.edition.key == "pre_2019"
    assert back.indicators["主动公开信息数"] == {"unit": "条", "year": 12, "cumulative": None}
    assert back.indicators["接待来访"] == {"unit": "人次", "year": None, "cumulative": 40}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "损坏"),
        ("{", "损坏"),
        (b"\xff\xfe\x00", "损坏"),
        ("[" * 100_000, "嵌套"),
        ('{"a": ' + "1" * 5000 + "}", "损坏"),
        ('{"a": NaN}', "损坏"),
        ('{"a": 1e999999999}', "损坏"),
        ("[]", "对象"),
        ("{}", "schema"),
        ('{"schema": "gongkai.report/2"}', "schema"),
        (changed(year="2022"), "year"),
        (changed(year=True), "year"),
        (changed(period={"from": "昨天", "to": None}), "period.from"),
        (changed(sections=[1]), "sections"),
        (changed(sections={}), "sections"),
        (changed(document_type="novel"), "document_type"),
        (changed(source={}), "source.file"),
        (changed(tables={"applications": {"bogus": {"total": 1}}}), "bogus"),
        (changed(tables={"bogus": {}}), "bogus"),
        (changed(form=None), "article_20"),
        (changed(tables={"disputes": {"reconsideration": {"total": "1"}}}), "disputes.reconsideration.total"),
        (changed(cells=[{"at": "applications.bogus.total", "kind": "number"}]), "bogus"),
        (changed(cells=[{"at": "applications.granted.total", "kind": "guess"}]), "kind"),
        (changed(extra_rows=[{"table": "a", "label": "b", "values": ["1"]}]), "extra_rows.values"),
    ],
)
def test_what_is_wrong_is_named(data, says):
    assert says in refusal(data)


@given(filled(edition_named("2019")))
def test_any_figures_of_any_edition_come_back(whole):
    back = read_report_json(report_line(whole))

    assert back.cells == whole.cells


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["from", "at", "kind", "file"]), inner),
        max_leaves=6,
    ),
    st.sampled_from(sorted(report_object(report()))),
)
def test_any_value_at_any_key_gives_a_report_or_a_message(value, key):
    try:
        assert read_report_json(changed(**{key: value})).source is not None
    except UnreadableError as error:
        assert str(error)  # noqa: PT017 - both answers are right
