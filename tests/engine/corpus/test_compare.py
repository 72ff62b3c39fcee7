"""A whole data set held against itself: what was planted is found, nothing is said of honest reports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from disclosure.checks.fingerprint import fingerprints
from disclosure.corpus.build import build
from disclosure.corpus.comparing import compare as comparing
from disclosure.corpus.comparing.compare import compare
from disclosure.corpus.dataset import Dataset, DatasetError
from disclosure.corpus.engines import local
from disclosure.corpus.hands import cluster, processes
from disclosure.examine import examine_across, examine_bytes
from disclosure.language import CHINESE
from engine.cli.command_line import gongkai
from engine.corpus.sets import named
from engine.corpus.test_engines import a_scheduler, running, worker
from engine.corpus.years import expected, honest, planted, write

CHUNK = 20


@pytest.fixture(scope="module")
def planted_years():
    return planted(honest(16, 3))


@pytest.fixture(scope="module")
def folder(planted_years, tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("reports"), planted_years)


@pytest.fixture
def dataset(folder, tmp_path) -> Path:
    build(tmp_path / "set", named(folder), local(2), chunk=CHUNK)
    return tmp_path / "set"


@pytest.fixture(scope="module")
def alone(folder, tmp_path_factory) -> bytes:
    """The findings that one process makes."""
    place = tmp_path_factory.mktemp("alone") / "set"
    build(place, named(folder), local(2), chunk=CHUNK)
    compare(place, processes(1))
    return across(place)


def across(dataset: Path) -> bytes:
    return Dataset(dataset).files("findings")[-1].read_bytes()


def findings_of(dataset: Path) -> list[dict[str, Any]]:
    return pq.read_table(Dataset(dataset).files("findings")[-1]).to_pylist()


def test_what_was_planted_is_found_and_nothing_else(planted_years, dataset):
    done = compare(dataset, processes(1))

    assert {(row["file"], row["rule"]) for row in findings_of(dataset)} == expected(planted_years)
    assert done.findings == len(findings_of(dataset)) == len(expected(planted_years))


def test_the_findings_are_those_of_the_same_reports_in_a_folder(folder, dataset):
    compare(dataset, processes(1))

    reports = [examine_bytes(path.read_bytes(), name).report for name, path in named(folder)]
    told = [
        (one.report.source.file, found.rule, found.message.text(CHINESE), list(found.at), [of.file for of in found.beside], mark)
        for one in examine_across(reports)
        for found, mark in zip(one.findings, fingerprints(one.report, one.findings), strict=True)
    ]  # fmt: skip
    names = ("file", "rule", "message", "addresses", "beside", "fingerprint")
    assert [tuple(row[name] for name in names) for row in findings_of(dataset)] == told


def test_many_honest_reports_are_left_alone(tmp_path):
    build(tmp_path / "set", named(write(tmp_path / "reports", honest(50, 4))), local(2), chunk=CHUNK)

    assert compare(tmp_path / "set", processes(1)).findings == 0


@pytest.mark.deep
def test_a_thousand_honest_reports_are_left_alone(tmp_path):
    build(tmp_path / "set", named(write(tmp_path / "reports", honest(200, 5))), local(2))

    done = compare(tmp_path / "set", processes(2), threads=2)

    assert (done.reports, done.findings) == (1000, 0)


def test_two_processes_give_the_same_bytes(dataset, alone):
    compare(dataset, processes(2), threads=2)

    assert across(dataset) == alone


def test_the_distributed_engine_gives_the_same_bytes(dataset, alone, tmp_path):
    with a_scheduler(tmp_path) as address, running(*worker(address, tmp_path / "one")):
        compare(dataset, cluster(address, 1))

    assert across(dataset) == alone


#: A comparison in a process of its own.
COMPARE = """
import sys
from pathlib import Path
from disclosure.corpus.comparing.compare import compare
from disclosure.corpus.hands import processes

if __name__ == "__main__":
    compare(Path(sys.argv[1]), processes(2))
"""


@pytest.mark.parametrize("moment", ["texts/00000.parquet", "bands/00001.parquet", "findings/00000.parquet"])
def test_a_killed_comparison_goes_on_where_it_was(moment, dataset, alone, tmp_path, monkeypatch):
    script = tmp_path / "compare.py"
    script.write_text(COMPARE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, str(script), str(dataset)], env=environment) as process:
        while process.poll() is None and not (dataset / "comparing" / moment).is_file():
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    kept = {path: path.stat().st_ino for path in (dataset / "comparing").rglob("*.parquet")}
    assert kept, "it was killed midway"
    assert not Dataset(dataset).is_compared
    monkeypatch.setattr(comparing.shutil, "rmtree", lambda path, **_options: path)  # so that what was made can be looked at

    compare(dataset, processes(1))

    assert across(dataset) == alone
    assert {path: path.stat().st_ino for path in kept if path.name != "findings.parquet"} == {
        path: number for path, number in kept.items() if path.name != "findings.parquet"
    }, "what was made is not made again"


def test_nothing_is_done_twice_and_a_change_makes_it_out_of_date(dataset, folder, tmp_path):
    compare(dataset, processes(1))
    assert compare(dataset, processes(1)).was_known
    assert not (dataset / "comparing").exists()

    more = write(tmp_path / "more", honest(1, 2, seed=9))
    build(dataset, [*named(folder), *((f"more/{name}", path) for name, path in named(more))], local(1))

    assert not Dataset(dataset).is_compared
    assert all("across" not in str(path) for path in Dataset(dataset).files("findings"))
    assert not compare(dataset, processes(1)).was_known


@pytest.fixture
def two(tmp_path) -> Path:
    """A data set of two reports, each a part of its own; the reports stand in the folder beside it."""
    _read_two(tmp_path / "two", write(tmp_path / "reports", honest(1, 2, seed=9)))
    return tmp_path / "two"


def _read_two(place: Path, reports: Path) -> None:
    build(place, named(reports), local(1), chunk=1)


def _other_report(two: Path) -> None:
    """One of the reports is replaced by another town's; its part keeps the number."""
    parts = list(Dataset(two).manifest.parts)
    first, other = (named(folder)[0][1] for folder in (two.parent / "reports", write(two.parent / "more", honest(1, 2, seed=4))))
    first.write_bytes(other.read_bytes())
    _read_two(two, two.parent / "reports")
    assert list(Dataset(two).manifest.parts) == parts == ["00000", "00001"]


def test_a_changed_file_is_compared_again_though_its_part_has_the_old_number(two):
    compare(two, processes(1))
    _other_report(two)

    assert not Dataset(two).is_compared
    assert all("across" not in str(path) for path in Dataset(two).files("findings"))
    assert not compare(two, processes(1)).was_known


def test_what_an_interrupted_comparison_made_of_other_content_is_not_kept(two, monkeypatch):
    _interrupted(two, monkeypatch)
    made = two / "comparing/index/00000.parquet"
    before = pq.read_table(made)["agency"].to_pylist()
    _other_report(two)
    _interrupted(two, monkeypatch)

    assert pq.read_table(made)["agency"].to_pylist() != before


def _interrupted(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that ends after its first step."""
    with monkeypatch.context() as patched:
        patched.setattr(comparing, "sketch", _stop)
        with pytest.raises(KeyboardInterrupt):
            compare(place, processes(1))


def _stop(*_given: object) -> dict[str, bytes]:
    raise KeyboardInterrupt


def test_a_file_touched_without_a_change_is_read_again_and_stays_compared(two):
    compare(two, processes(1))
    files = named(two.parent / "reports")
    for _name, path in files:
        os.utime(path, ns=(1, 1))

    assert build(two, files, local(1), chunk=1).read == 2
    assert compare(two, processes(1)).was_known


def test_other_rules_are_applied_to_what_did_not_change_and_the_old_findings_stay_until_then(dataset, monkeypatch):
    compare(dataset, processes(1))
    monkeypatch.setattr(comparing, "rule_book_mark", lambda: "of the next version")

    assert "across" in str(Dataset(dataset).files("findings")[-1])
    assert not compare(dataset, processes(1)).was_known
    assert compare(dataset, processes(1)).was_known


def test_a_data_set_of_before_parts_had_hashes_is_compared_anew(dataset, alone):
    compare(dataset, processes(1))
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    del manifest["rules"]
    manifest["parts"] = manifest["compared"] = list(manifest["parts"])
    (dataset / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert not Dataset(dataset).is_compared
    assert not compare(dataset, processes(1)).was_known
    assert across(dataset) == alone
    assert compare(dataset, processes(1)).was_known


def test_an_empty_data_set_has_no_findings(tmp_path):
    (tmp_path / "a.txt").write_text("通知：明天放假。", encoding="utf-8")
    build(tmp_path / "set", [("a.txt", tmp_path / "a.txt")], local(1))

    assert compare(tmp_path / "set", processes(1)).findings == 0


def test_a_data_set_of_which_all_files_went_has_none_either(tmp_path):
    (tmp_path / "a.txt").write_text("通知：明天放假。", encoding="utf-8")
    build(tmp_path / "set", [("a.txt", tmp_path / "a.txt")], local(1))
    build(tmp_path / "set", [], local(1), drop=True)

    assert compare(tmp_path / "set", processes(1)).findings == 0


@pytest.mark.deep
def test_a_template_handed_down_is_nobodys_and_does_not_make_every_pair(tmp_path):
    """A province's text in a third of the reports: more than copying explains."""
    years = honest(330, 1)
    for one in years[:110]:
        one.problems = years[0].problems
    build(tmp_path / "set", named(write(tmp_path / "reports", years)), local(2))

    assert compare(tmp_path / "set", processes(2)).findings == 0


def test_what_is_no_data_set_is_named(tmp_path):
    with pytest.raises(DatasetError):
        compare(tmp_path, processes(1))


def test_the_command_says_what_was_found_and_how_to_see_it(folder, tmp_path, planted_years):
    built = gongkai("corpus", "build", str(folder), "-o", str(tmp_path / "set"), "--compare")

    assert built.status == 0
    assert f"核对了{len(planted_years)}份文件，跨年、跨机关的问题{len(expected(planted_years))}处" in built.out
    again = gongkai("corpus", "compare", str(tmp_path / "set"))
    assert "数据集没有变化" in again.out
    asked = gongkai("corpus", "query", str(tmp_path / "set"), "SELECT rule FROM findings WHERE len(beside) > 0")
    assert "years.carried_over" in asked.out
