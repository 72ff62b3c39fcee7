"""``gongkai corpus`` and ``gongkai register`` as a user calls them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.command_line import gongkai
from engine.corpus.sets import write_reports


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    found = tmp_path_factory.mktemp("place")
    write_reports(found / "reports", 4)
    (found / "reports" / "empty.txt").write_bytes(b"")
    return found


@pytest.fixture(scope="module")
def dataset(place):
    ran = gongkai("corpus", "build", str(place / "reports"), "-o", str(place / "set"), "--workers", "1")
    assert ran.status == 0, ran.err
    assert "新读5个文件，其中1个读不了" in ran.out
    return place / "set"


def test_building_again_reads_nothing(place, dataset):
    ran = gongkai("--lang", "en", "corpus", "build", str(place / "reports"), "-o", str(dataset))

    assert (ran.status, ran.lines[0].split(". ")[0]) == (0, "Files read now: 0, of them unreadable: 0; read before: 5")


def test_the_sentence_about_unreadable_files_names_a_query_that_lists_them(place, dataset):
    ran = gongkai("corpus", "query", str(dataset), "SELECT file, error FROM reports WHERE error IS NOT NULL")

    assert (ran.status, len(ran.lines)) == (0, 2)
    assert "empty.txt" in ran.last


def test_answers_as_json_lines_and_as_a_file(dataset, tmp_path):
    ran = gongkai("corpus", "query", str(dataset), "SELECT count(*) AS n FROM reports", "--format", "jsonl")
    assert ran.lines == ['{"n": 5}']

    ran = gongkai("corpus", "query", str(dataset), "SELECT count(*) AS n FROM reports", "-o", str(tmp_path / "n.csv"))
    assert (ran.status, (tmp_path / "n.csv").read_bytes()) == (0, b"\xef\xbb\xbfn\r\n5\r\n")


def test_csv_for_other_programs(dataset):
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "from disclosure.cli import main; main()",
            "corpus",
            "query",
            str(dataset),
            "SELECT 1 AS 一",
            "--format",
            "csv",
        ],
        capture_output=True,
        check=True,
    )

    assert ran.stdout.decode() == "一\r\n1\r\n"


def test_a_table_is_taken_out(dataset, tmp_path):
    ran = gongkai("corpus", "export", str(dataset), "--table", "figures", "-o", str(tmp_path / "f.xlsx"))

    assert (ran.status, (tmp_path / "f.xlsx").read_bytes()[:2]) == (0, b"PK")


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the peak is read from Linux")
def test_a_large_answer_is_written_as_it_comes_and_not_gathered_first(dataset, tmp_path):
    code = """
from disclosure.cli import main
try:
    main()
finally:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:")))
"""

    def peak(rows: int) -> int:
        question = f"SELECT i, repeat('公开', 50) AS words FROM range({rows}) r(i)"  # noqa: S608 - a number of ours
        command = ["corpus", "query", str(dataset), question, "-o", str(tmp_path / "a.csv")]
        return int(subprocess.run([sys.executable, "-c", code, *command], capture_output=True, check=True).stdout.split()[-1])

    little, much = peak(10), peak(300_000)

    assert (tmp_path / "a.csv").stat().st_size > 80 * 2**20
    assert much - little < 80 * 2**10, "gathered, it would be held twice: as text and as bytes"


def test_a_file_that_cannot_be_finished_leaves_the_old_one(dataset, tmp_path):
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")

    ran = gongkai("corpus", "query", str(dataset), "SELECT error('half') FROM range(3)", "-o", str(tmp_path / "a.csv"))

    assert (ran.status, [path.name for path in tmp_path.iterdir()]) == (2, ["a.csv"])
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "{set}", "selec"), "查询不对"),
        (("query", "{set}", "SELECT 1", "-o", "{set}/a.doc"), ".xlsx"),
        (("export", "nowhere", "--table", "cells", "-o", "{set}/a.csv"), "gongkai corpus build"),
        (("build", "{set}/none", "-o", "{set}", "--scheduler", "tcp://x:1"), "--engine distributed"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(dataset, arguments, said):
    ran = gongkai("corpus", *(argument.format(set=dataset) for argument in arguments))

    assert ran.status == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


REGISTER = """code,name,short_names,parent,level,valid_from,valid_to,successor
1,青溪县人民政府,青溪县,,county,,,
11,青溪县白石镇人民政府,,1,township,,2020-12-31,12
12,青溪县白石街道办事处,,1,township,2021-01-01,,
2,青山县人民政府,,,county,,,
21,青山县白石镇人民政府,,2,township,,,
"""


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return str(path)


def test_a_register_is_checked(register):
    assert "5个机关，5条" in gongkai("register", "check", register).out


def test_a_register_that_contradicts_itself_is_refused(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER + "3,青海镇人民政府,,99,township,,,\n", encoding="utf-8")

    ran = gongkai("register", "check", str(path))

    assert (ran.status, "99" in ran.err) == (2, True)


def test_a_name_that_one_agency_bears_gives_its_code(register):
    ran = gongkai("register", "find", register, "青溪县白石街道办事处", "--on", "2022-01-31")

    assert (ran.status, ran.last.split()[0]) == (0, "12")


def test_a_name_that_two_bear_gives_both_and_status_1(register):
    ran = gongkai("register", "find", register, "白石镇人民政府", "--on", "2019-05-15")

    assert (ran.status, [line.split()[0] for line in ran.lines]) == (1, ["11", "21"])
    assert "不能断定" in ran.err
