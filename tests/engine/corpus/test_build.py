"""A data set is built, and built on: each file stands in it once, as it is now, whatever was in it and whoever read it."""

from __future__ import annotations

import os

import pytest

from disclosure.corpus.build import build
from disclosure.corpus.chunk import Settings
from disclosure.corpus.dataset import Dataset, DatasetError
from disclosure.corpus.engines import local
from disclosure.isolation import Limits
from disclosure.reading.sources import Provenances
from engine.corpus.sets import built, by_file, named, noting, parquet_bytes, rows, write_reports

REGISTER = "code,name,short_names,parent,level,valid_from,valid_to,successor\n"


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    return folder, write_reports(folder, 12)


@pytest.fixture(scope="module")
def dataset(reports, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sets") / "one"
    built(folder, reports[0])
    return folder


def test_every_number_of_every_report_is_in_the_data_set_as_it_was_invented(reports, dataset):
    values = {(row["file"], row["address"]): row["value"] for row in rows(dataset, "cells") if row["value"] is not None}

    truths = reports[1]
    wrong = {
        (name, cell.at): (cell.value, values.get((name, cell.at)))
        for name, truth in truths.items()
        for cell in truth.report.cells
        if cell.value is not None and values.get((name, cell.at), cell.value) != cell.value
    }
    assert wrong == {}
    assert len(values) > 100 * len(truths)


def test_the_same_bytes_come_from_one_worker_and_from_three(reports, dataset, tmp_path):
    built(tmp_path / "three", reports[0], local(3))

    assert parquet_bytes(tmp_path / "three") == parquet_bytes(dataset)


def test_built_again_nothing_is_read_and_nothing_changes(reports, dataset, tmp_path):
    before, asked = parquet_bytes(dataset), []

    again = built(dataset, reports[0], noting(local(1), asked))

    assert (again.read, again.known, asked) == (0, 12, [])
    assert parquet_bytes(dataset) == before


def test_files_that_come_later_are_read_alone(tmp_path):
    write_reports(tmp_path / "in", 7)
    built(tmp_path / "set", tmp_path / "in")
    write_reports(tmp_path / "in", 3, seed=6)
    asked: list[str] = []

    more = built(tmp_path / "set", tmp_path / "in", noting(local(1), asked))

    assert (more.read, more.known) == (3, 7)
    assert all(name.startswith("6-") for name in asked)
    assert len(by_file(tmp_path / "set")) == 10


def test_a_changed_file_takes_its_own_place_and_no_other_is_read(tmp_path):
    write_reports(tmp_path / "in", 6)
    built(tmp_path / "set", tmp_path / "in")
    before = by_file(tmp_path / "set")
    names = sorted(before)
    changed = tmp_path / "in" / names[1]
    changed.write_bytes((tmp_path / "in" / names[5]).read_bytes())
    asked: list[str] = []

    built(tmp_path / "set", tmp_path / "in", noting(local(1), asked))

    after = by_file(tmp_path / "set")
    assert asked == [names[1]]
    assert len(rows(tmp_path / "set", "reports")) == 6
    assert after[names[1]]["sha256"] == before[names[5]]["sha256"]
    assert {name: after[name] for name in names if name != names[1]} == {name: before[name] for name in names if name != names[1]}
    told = {row["file"] for row in rows(tmp_path / "set", "cells")}
    assert told == set(names)


def test_files_that_are_gone_stay_unless_they_are_to_be_dropped(tmp_path):
    write_reports(tmp_path / "in", 6)
    built(tmp_path / "set", tmp_path / "in")
    gone = sorted(by_file(tmp_path / "set"))[2]
    (tmp_path / "in" / gone).unlink()

    kept = built(tmp_path / "set", tmp_path / "in")
    assert (kept.gone, gone in by_file(tmp_path / "set")) == (1, True)

    dropped = built(tmp_path / "set", tmp_path / "in", drop=True)
    assert (dropped.dropped, gone in by_file(tmp_path / "set")) == (1, False)
    assert len(rows(tmp_path / "set", "reports")) == 5


def test_a_bad_file_is_a_row_with_its_error_and_stops_nothing(tmp_path):
    write_reports(tmp_path / "in", 3)
    (tmp_path / "in" / "zero.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 500)
    (tmp_path / "in" / "noise.html").write_bytes(os.urandom(2000))
    files = [*named(tmp_path / "in"), ("missing.txt", tmp_path / "in" / "missing.txt")]

    done = build(tmp_path / "set", files, local(1))

    found = by_file(tmp_path / "set")
    bad = {name: row["error"] for name, row in found.items() if row["document_type"] == "unreadable"}
    assert (done.read, done.unread) == (6, len(bad))
    assert {"zero.docx", "missing.txt"} <= set(bad)
    assert all(bad.values())
    assert sum(row["error"] is None for row in found.values()) >= 3


def test_a_missing_file_is_looked_for_again(tmp_path):
    write_reports(tmp_path / "in", 2)
    late = sorted(path.name for path in (tmp_path / "in").iterdir())[0]
    files = named(tmp_path / "in")
    data = (tmp_path / "in" / late).read_bytes()
    (tmp_path / "in" / late).unlink()
    build(tmp_path / "set", files, local(1))
    assert by_file(tmp_path / "set")[late]["error"]

    assert build(tmp_path / "set", files, local(1)).read == 1
    (tmp_path / "in" / late).write_bytes(data)
    build(tmp_path / "set", files, local(1))

    assert by_file(tmp_path / "set")[late]["error"] is None
    assert len(rows(tmp_path / "set", "reports")) == 2


def test_a_file_that_runs_away_costs_its_own_row(tmp_path):
    write_reports(tmp_path / "in", 3)
    slow = Settings(limits=Limits(seconds=0.0))

    done = built(tmp_path / "set", tmp_path / "in", settings=slow)

    assert done.unread == 3
    assert all("0秒" in row["error"] for row in by_file(tmp_path / "set").values())


def test_where_a_file_came_from_is_in_its_row_and_a_new_note_counts(tmp_path):
    write_reports(tmp_path / "in", 2)
    files = named(tmp_path / "in")
    name, path = files[0]
    build(tmp_path / "set", files, local(1))
    assert by_file(tmp_path / "set")[name]["url"] is None

    note = path.with_name(f"{path.name}.source.json")
    note.write_text(
        '{"url": "https://example.org/a", "captured_on": "2023-02-01", "published_on": "2023-01-31"}', encoding="utf-8"
    )
    done = build(tmp_path / "set", files, local(1), sources=Provenances())

    row = by_file(tmp_path / "set")[name]
    assert done.read == 1
    assert (row["url"], str(row["captured_on"]), str(row["released_on"])) == ("https://example.org/a", "2023-02-01", "2023-01-31")


def test_a_note_that_cannot_be_understood_is_complained_of_and_stops_nothing(tmp_path):
    write_reports(tmp_path / "in", 2)
    files = named(tmp_path / "in")
    files[0][1].with_name(f"{files[0][0]}.source.json").write_text("{", encoding="utf-8")

    done = build(tmp_path / "set", files, local(1))

    assert done.read == 2
    assert [files[0][0] in complaint.text() for complaint in done.complaints] == [True]


def test_codes_come_from_the_register_and_a_new_register_reads_no_file_again(reports, tmp_path):
    agencies = sorted({truth.report.agency for truth in reports[1].values()})
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(REGISTER + f"A1,{agencies[0]},,,township,,,\n", encoding="utf-8")
    second.write_text(REGISTER + "".join(f"B{n},{name},,,township,,,\n" for n, name in enumerate(agencies)), encoding="utf-8")
    asked: list[str] = []

    built(tmp_path / "set", reports[0], settings=Settings(register=str(first)))
    codes = {row["agency"]: row["agency_code"] for row in rows(tmp_path / "set", "cells")}
    assert codes[agencies[0]] == "A1"
    assert {code for agency, code in codes.items() if agency != agencies[0]} <= {None}

    built(tmp_path / "set", reports[0], noting(local(1), asked), Settings(register=str(second)))
    assert asked == []
    for table in ("reports", "cells", "findings"):
        found = {row["agency"]: row["agency_code"] for row in rows(tmp_path / "set", table) if row["agency"]}
        assert found == {name: f"B{agencies.index(name)}" for name in found}
    assert {row["agency_level"] for row in rows(tmp_path / "set", "reports") if row["agency"]} == {"township"}

    built(tmp_path / "set", reports[0], noting(local(1), asked))
    assert asked == [], "without a register given the one of before counts"


def test_other_settings_are_refused_rather_than_mixed(reports, dataset):
    with pytest.raises(DatasetError, match="另外的设置"):
        built(dataset, reports[0], settings=Settings(unmasked=True))


def test_a_folder_with_something_else_in_it_is_left_alone(reports, tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(DatasetError, match="别的东西"):
        built(tmp_path, reports[0])
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_two_builds_at_once_are_refused(reports, dataset):
    with Dataset(dataset).locked(), pytest.raises(DatasetError, match="另一个程序"):
        built(dataset, reports[0])


def test_a_manifest_of_another_program_is_refused(tmp_path):
    (tmp_path / "manifest.json").write_text('{"name": "an app"}', encoding="utf-8")

    with pytest.raises(DatasetError, match="读不懂"):
        Dataset(tmp_path)
