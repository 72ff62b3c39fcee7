"""The object ``gongkai.report/1``: keys, order, kinds of cells, numbers digit by digit, masks."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from disclosure.checks.finding import Finding, Severity
from disclosure.form import Cell, CellKind, ExtraRow, Line, ProcessingFees, Section
from disclosure.language import _, speaking
from disclosure.writing import report_line, report_object
from engine.writing.reports import good_values, report, with_cell, without_row

FINDING = Finding(
    "claims.applications_received",
    Severity.WARNING,
    _("正文称受理申请{found}宗。", found=6),
    ("sections.1", "applications.received.total"),
    expected=5,
    found=6,
    law="国办公开办函〔2021〕30号",
)


def entry(found, address):
    return next(cell for cell in found["cells"] if cell["at"] == address)


def test_keys_stand_in_the_order_of_the_schema():
    assert list(report_object(report())) == [
        "schema", "source", "document_type", "agency", "agency_code", "year", "form", "period", "published_on", "contact",
        "title", "preamble", "sections", "tables", "extra_rows", "indicators", "processing_fees", "cells", "findings",
    ]  # fmt: skip


def test_a_line_is_one_line_of_the_same_json_as_the_object():
    whole = report(values=good_values())
    line = report_line(whole, [FINDING])

    assert "\n" not in line
    assert json.loads(line) == report_object(whole, [FINDING])
    assert line == report_line(whole, [FINDING])


def test_table_two_is_flat_and_the_others_are_rows_of_columns():
    tables = report_object(report(values=good_values()))["tables"]

    assert list(tables) == ["article_20", "applications", "disputes"]
    assert tables["article_20"]["normative_documents.in_force"] == 4185
    assert tables["applications"]["other.fee_overdue"]["public_welfare_organisation"] == 1
    assert tables["disputes"]["litigation_direct"] == {"upheld": 16, "corrected": 1, "other": 12, "pending": 27, "total": 56}


def test_lists_can_be_left_out():
    found = report_object(report(), [FINDING], cells=False, include_findings=False)

    assert "cells" not in found
    assert "findings" not in found


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (Decimal("4443.19"), "4443.19"),
        (Decimal("0.1"), "0.1"),
        (Decimal("0.2130"), "0.213"),
        (Decimal("21.00"), "21"),
        (Decimal("1E+2"), "100"),
        (Decimal("12345678901234567890.1234"), "12345678901234567890.1234"),
    ],
)
def test_amounts_are_numbers_without_noise(amount, printed):
    whole = with_cell(report(), Cell("article_20.fees.amount", CellKind.NUMBER, amount))

    assert f'"fees.amount": {printed}}}' in report_line(whole)


@pytest.mark.parametrize("kind", [CellKind.BLANK, CellKind.MARK, CellKind.UNREADABLE])
def test_what_is_no_number_is_null_and_its_kind_stands_in_the_cells(kind):
    address = "applications.granted.total"
    cell = Cell(address, kind, None, "/" if kind is CellKind.MARK else None, "line 9", _("有两种读法"))
    found = report_object(with_cell(report(), cell))

    assert found["tables"]["applications"]["granted"]["total"] is None
    assert entry(found, address)["kind"] == kind.value
    assert ("because" in entry(found, address)) == (kind is CellKind.UNREADABLE)


def test_a_row_that_is_not_there_is_absent_once_and_in_no_table():
    found = report_object(without_row(report(), "applications", "granted"))

    assert "granted" not in found["tables"]["applications"]
    assert [cell["at"] for cell in found["cells"] if cell["kind"] == "absent"] == ["applications.granted"]


def test_absent_cells_of_a_whole_row_are_told_as_the_row():
    whole = report()
    cells = tuple(
        replace(cell, kind=CellKind.ABSENT, value=None) if cell.at.startswith("applications.granted.") else cell
        for cell in whole.cells
    )
    absent = [cell for cell in report_object(replace(whole, cells=cells))["cells"] if cell["kind"] == "absent"]

    assert [cell["at"] for cell in absent] == ["applications.granted"]


def test_a_single_absent_cell_is_told_as_the_cell():
    whole = with_cell(report(), Cell("applications.granted.other", CellKind.ABSENT))
    found = report_object(whole)

    assert entry(found, "applications.granted.other")["kind"] == "absent"
    assert found["tables"]["applications"]["granted"]["other"] is None


def test_extra_rows_and_fees_stand_beside_the_tables():
    extra = ExtraRow("article_20", "其他对外管理服务事项", (0, None), "line 92")
    found = report_object(report(extra_rows=(extra,), processing_fees=ProcessingFees(0, 0, Decimal("400.5"))))

    assert found["extra_rows"] == [
        {"table": "article_20", "label": "其他对外管理服务事项", "values": [0, None], "place": "line 92"}
    ]
    assert found["processing_fees"] == {"notices": 0, "noticed_amount": 0, "received_amount": 400.5}
    assert "processing_fees" not in found["tables"]


def test_a_finding_is_told_with_its_message_in_the_language_in_force():
    (told,) = report_object(report(), [FINDING])["findings"]

    assert told == {
        "rule": "claims.applications_received",
        "severity": "warning",
        "message": "正文称受理申请6宗。",
        "at": ["sections.1", "applications.received.total"],
        "expected": 5,
        "found": 6,
        "law": "国办公开办函〔2021〕30号",
    }
    with speaking("zh"):
        assert report_object(report(), [FINDING])["findings"] == [told]


MOBILE = "13900000000"


def with_mobile():
    part = Section("sections.1", 1, "总体情况", "一、总体情况", (Line(f"联系人手机{MOBILE}。"),))
    return report(sections=(part,), preamble=Section("preamble", None, "", "", (Line(f"电话：{MOBILE}"),)))


def test_personal_numbers_are_masked_in_every_text():
    assert MOBILE not in report_line(with_mobile())
    assert len(report_line(with_mobile())) == len(report_line(with_mobile(), unmasked=True))


def test_personal_numbers_are_shown_when_asked_for():
    assert report_line(with_mobile(), unmasked=True).count(MOBILE) == 2


def test_the_hash_of_the_file_is_never_masked():
    digest = "a" + MOBILE + "b" * 52
    whole = report()

    assert report_object(replace(whole, source=replace(whole.source, sha256=digest)))["source"]["sha256"] == digest


def test_a_report_without_an_edition_has_no_tables():
    found = report_object(replace(report(values={}), edition=None))

    assert (found["form"], found["tables"], found["cells"]) == (None, {}, [])
