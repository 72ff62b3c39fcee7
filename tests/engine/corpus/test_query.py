"""A data set is asked in SQL and taken out as tables; a question sees nothing but the data set."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from disclosure.corpus.arrow import arrow_schema
from disclosure.corpus.build import build
from disclosure.corpus.dataset import Dataset, DatasetError, existing
from disclosure.corpus.engines import local
from disclosure.corpus.export import ExportError, cells_of, csv_lines, export, json_lines
from disclosure.corpus.query import VIEWS, QueryError, asked, table_query
from disclosure.corpus.schema import tables
from engine.corpus.sets import by_file, rows, write_reports


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    reports = tmp_path_factory.mktemp("reports")
    write_reports(reports, 8)
    (reports / "formula.txt").write_text("=1+1", encoding="utf-8")
    found = tmp_path_factory.mktemp("sets") / "it's one"
    build(found, [(path.name, path) for path in sorted(reports.iterdir())], local(1), chunk=3)
    return found


def answer(folder, sql):
    with asked(existing(folder), sql) as found:
        return [row for batch in found for row in batch.to_pylist()]


def test_the_three_tables_are_views(folder):
    for table in ("reports", "cells", "findings"):
        assert answer(folder, table_query(table)) == rows(folder, table)


def test_figures_have_a_row_a_report_and_a_column_a_cell(folder):
    found = {row["file"]: row for row in answer(folder, "SELECT * FROM figures")}

    assert set(found) == set(by_file(folder))
    cells = [cell for cell in rows(folder, "cells") if cell["column_key"]]
    assert cells
    assert all(found[cell["file"]][cell["address"]] == cell["value"] for cell in cells)


def test_figures_stand_in_the_order_of_the_form(folder):
    with asked(existing(folder), "SELECT * FROM figures") as found:
        names = found.schema.names

    assert names.index("applications.received.natural_person") + 6 == names.index("applications.received.total")
    assert names.index("applications.received.total") < names.index("applications.carried_forward.total")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY reports TO 'stolen.csv'",
        "SET enable_external_access=true",
        "INSTALL httpfs",
    ],
)
def test_a_question_sees_no_other_file_and_changes_nothing(folder, sql):
    with pytest.raises(QueryError, match="查询不对"):
        answer(folder, sql)


def test_a_wrong_question_is_answered_with_what_is_wrong(folder):
    with pytest.raises(QueryError, match="selec"):
        answer(folder, "selec 1")


def test_a_statement_without_an_answer_is_refused_with_an_example(folder):
    with pytest.raises(QueryError, match="SELECT year"):
        answer(folder, "-- nothing")


def test_where_nothing_was_built_nothing_can_be_asked(tmp_path):
    with pytest.raises(DatasetError, match="gongkai corpus build"):
        existing(tmp_path)


def test_an_empty_data_set_has_empty_tables(tmp_path):
    build(tmp_path / "set", [], local(1))

    for view in VIEWS:
        assert answer(tmp_path / "set", table_query(view)) == []


def test_csv_says_amounts_without_idle_zeros_and_nothing_for_null(folder):
    with asked(existing(folder), "SELECT 12.500000::DECIMAL(25,6) AS a, 700::DECIMAL(25,6) AS b, NULL AS c, ['x'] AS d") as found:
        assert list(csv.reader(csv_lines(found))) == [["a", "b", "c", "d"], ["12.5", "700", "", '["x"]']]


def test_json_lines_print_amounts_as_numbers(folder):
    with asked(existing(folder), "SELECT 12.50::DECIMAL(25,6) AS a, DATE '2023-01-31' AS d, NULL AS n") as found:
        assert list(json_lines(found)) == ['{"a": 12.5, "d": "2023-01-31", "n": null}']


def test_the_terminal_gets_so_many_rows_and_is_told_of_more(folder):
    with asked(existing(folder), "SELECT file FROM reports ORDER BY file") as found:
        names, shown, more = cells_of(found, 4)
    assert (names, len(shown), more) == (["file"], 4, True)

    with asked(existing(folder), "SELECT NULL AS a") as found:
        assert cells_of(found, 4) == (["a"], [["—"]], False)


def exported(found, suffix) -> bytes:
    out = io.BytesIO()
    export(found, suffix, out)
    return out.getvalue()


def exported_table(folder, view, suffix):
    with asked(existing(folder), table_query(view)) as found:
        return exported(found, suffix)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_table_taken_out_twice_has_the_same_bytes(folder, view, suffix):
    assert exported_table(folder, view, suffix) == exported_table(folder, view, suffix)


@pytest.mark.parametrize("table", ["reports", "cells", "findings"])
def test_parquet_taken_out_is_the_table_with_its_types(folder, table, tmp_path):
    (tmp_path / "a.parquet").write_bytes(exported_table(folder, table, ".parquet"))

    found = pq.read_table(tmp_path / "a.parquet")

    assert found.to_pylist() == rows(folder, table)
    assert found.schema.names == arrow_schema(tables()[table]).names


def test_excel_has_numbers_as_numbers_and_text_as_text(folder):
    with asked(
        existing(folder), "SELECT '=1+1' AS a, 4443.190000::DECIMAL(25,6) AS b, 7 AS c, 'x' || chr(11) AS d, ['y'] AS e"
    ) as found:
        book = openpyxl.load_workbook(io.BytesIO(exported(found, ".xlsx")))

    header, row = book.active.iter_rows()
    assert [cell.value for cell in header] == ["a", "b", "c", "d", "e"]
    assert [cell.value for cell in row] == ["=1+1", 4443.19, 7, "x", '["y"]']
    assert row[0].data_type == "s", "text that looks like a formula is no formula"


def test_more_rows_than_a_sheet_holds_are_refused(folder):
    with asked(existing(folder), "SELECT * FROM range(1048576)") as found, pytest.raises(ExportError, match="csv"):
        exported(found, ".xlsx")


def test_rows_beyond_those_of_a_sheet_are_not_even_taken():
    """A table of cells may have hundreds of millions."""
    taken = []

    class Batch:
        num_rows = 600_000

    def batches():
        for number in range(1000):
            taken.append(number)
            yield Batch()

    with pytest.raises(ExportError):
        export(batches(), ".xlsx", io.BytesIO())
    assert taken == [0, 1]


def test_what_does_not_fit_into_memory_leaves_nothing_behind(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "spilled"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "spilled").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda: connect(config={"memory_limit": "150MB", "threads": "1"}))
    large = "SELECT i, hash(i) AS mark, i::varchar || repeat('x', 40) AS words FROM range(3000000) t(i) ORDER BY mark"

    met = set()
    with asked(existing(folder), large) as answer:
        for batch in answer:
            met.update(path.parent.name.startswith("gongkai-") for path in (tmp_path / "spilled").rglob("duckdb_temp*"))
            assert batch.num_rows

    assert met == {True}, "it did go to disk"
    assert list((tmp_path / "spilled").iterdir()) == []
    assert list((tmp_path / "here").iterdir()) == []


def test_an_unknown_kind_of_file_is_refused_with_those_there_are(folder):
    with asked(existing(folder), "SELECT 1") as found, pytest.raises(ExportError, match=r"\.parquet"):
        exported(found, ".pdf")


def test_amounts_add_up_exactly(folder):
    (row,) = answer(folder, "SELECT sum(value) AS s FROM cells WHERE address = 'article_20.fees.amount'")

    assert row["s"] == sum(
        (
            cell["value"]
            for cell in rows(folder, "cells")
            if cell["address"] == "article_20.fees.amount" and cell["value"] is not None
        ),
        start=Decimal(0),
    )
    assert Dataset(folder).exists
