"""A report's rows: every cell as the report has it, unknown stays NULL, personal numbers are masked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from disclosure.corpus.arrow import arrow_schema, arrow_tables, parquet
from disclosure.corpus.rows import Rows, rows_of
from disclosure.corpus.schema import tables
from disclosure.examine import examine_bytes, examine_report
from disclosure.form import Cell, CellKind
from disclosure.samples import render, samples, truth_of
from disclosure.writing import report_object


def rows_of_sample(name: str, **options: bool) -> Rows:
    data = render(truth_of(name))
    return rows_of(data, examine_bytes(data, name), **options)


def stored(rows: Rows) -> dict[str, list[dict[str, object]]]:
    return {name: pq.read_table(pa.BufferReader(parquet(table))).to_pylist() for name, table in arrow_tables([rows]).items()}


@pytest.mark.parametrize("name", sorted(samples()))
def test_the_cells_of_a_report_are_those_of_its_json(name):
    data = render(truth_of(name))
    examination = examine_bytes(data, name)
    told = report_object(examination.report, examination.findings)

    cells = stored(rows_of(data, examination))["cells"]

    assert [(cell["address"], cell["kind"], cell["as_printed"], cell["place"]) for cell in cells] == [
        (cell["at"], cell["kind"], cell["as_printed"], cell["place"]) for cell in told["cells"]
    ]
    values = {cell["address"]: cell["value"] for cell in cells}
    assert {at: value for at, value in values.items() if value is not None} == {
        cell.at: cell.value for cell in examination.report.cells if cell.value is not None
    }, "a blank, a mark and an absent row are NULL, not 0"


def test_an_address_is_told_in_its_parts():
    cells = {cell["address"]: cell for cell in stored(rows_of_sample("青禾镇-2022.txt"))["cells"]}

    cell = cells["applications.refused.state_secret.natural_person"]
    assert (cell["table_key"], cell["row_key"], cell["column_key"]) == ("applications", "refused.state_secret", "natural_person")
    fee = cells["article_20.fees.amount"]
    assert (fee["table_key"], fee["row_key"], fee["column_key"]) == ("article_20", "fees", "amount")


def test_the_row_of_a_report_tells_what_the_report_tells():
    name = "青禾镇-2022.txt"
    data = render(truth_of(name))
    told = report_object(examine_bytes(data, name).report)

    (row,) = stored(rows_of_sample(name))["reports"]

    assert (row["agency"], row["year"], row["form"], row["document_type"]) == (told["agency"], 2022, "2021", "annual_report")
    assert (row["bytes"], row["sha256"]) == (len(data), told["source"]["sha256"])
    assert (row["period_from"], row["period_to"]) == (date(2022, 1, 1), date(2022, 12, 31))
    assert [part["text"] for part in row["sections"]] == [told["preamble"], *(part["text"] for part in told["sections"])]
    assert row["error"] is None


def test_findings_stand_one_a_row_with_their_fingerprints():
    name = "临川湾街道-2022.txt"
    data = render(truth_of(name))
    examination = examine_bytes(data, name)

    found = stored(rows_of(data, examination))["findings"]

    assert [(row["rule"], row["severity"], row["addresses"]) for row in found] == [
        (finding.rule, finding.severity.value, list(finding.at)) for finding in examination.findings
    ]
    assert len({row["fingerprint"] for row in found}) == len(found)
    assert {row["file"] for row in found} == {name}


def test_personal_mobile_numbers_are_masked_unless_asked_for():
    masked = stored(rows_of_sample("渡口坪镇-2022.txt"))
    printed = stored(rows_of_sample("渡口坪镇-2022.txt", unmasked=True))

    text = json.dumps(masked, default=str, ensure_ascii=False)
    numbers = {
        word
        for part in printed["reports"][0]["sections"]
        for word in part["text"].replace("\t", " ").split()
        if len(word) == 11 and word.isdigit() and word.startswith("1")
    }
    assert numbers, "the sample prints mobile numbers"
    assert not [number for number in numbers if number in text]


def report_with_value(value: object):
    data = render(truth_of("青禾镇-2022.txt"))
    report = examine_bytes(data, "a.txt").report
    cell = Cell("article_20.fees.amount", CellKind.NUMBER, value, str(value))
    cells = tuple(cell if each.at == cell.at else each for each in report.cells)
    return examine_report(replace(report, cells=cells))


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal("4443.19"), Decimal("4443.19")),
        (Decimal("0.123456"), Decimal("0.123456")),
        (10**17, 10**17),
        (10**30, None),
        (Decimal("0.1234567"), None),
        (Decimal(10) ** 40, None),
    ],
)
def test_an_amount_is_kept_digit_by_digit_or_left_out_beside_its_printed_text(value, kept):
    cells = stored(rows_of(b"", report_with_value(value)))["cells"]

    (cell,) = [cell for cell in cells if cell["address"] == "article_20.fees.amount"]
    assert cell["value"] == kept
    assert cell["as_printed"] == str(value)


def test_half_characters_of_a_damaged_file_do_not_stop_the_writing():
    report = examine_bytes(render(truth_of("青禾镇-2022.txt")), "a.txt").report
    examination = examine_report(replace(report, agency="青禾\ud800镇人民政府"))

    (row,) = stored(rows_of(b"", examination))["reports"]

    assert row["agency"] == "青禾?镇人民政府"


def test_columns_of_the_schema_are_those_of_the_tables():
    made = arrow_tables([rows_of_sample("青禾镇-2022.txt")])

    for name, table in tables().items():
        assert made[name].schema == arrow_schema(table)
        assert [column.name for column in table.columns] == made[name].column_names
