"""Archives and folders as what a command reads: each file by its own name, none stopping the others."""

from __future__ import annotations

import json
from pathlib import Path

import hostile_files as hostile
from disclosure.samples import sample_files
from engine.cli.command_line import gongkai

SAMPLES = dict(sample_files())
WORD = next(data for name, data in SAMPLES.items() if name.endswith(".docx"))
PAGE = next(data for name, data in SAMPLES.items() if name.endswith(".html"))


def packed(folder: Path) -> Path:
    path = folder / "年报.zip"
    note = json.dumps({"url": "https://a.example/1", "captured_on": "2025-02-01"}).encode()
    inner = hostile.zipped({"页.html": PAGE})
    path.write_bytes(
        hostile.zipped({"甲/报告.docx": WORD, "甲/报告.docx.source.json": note, "乙.zip": inner, "坏.docx": WORD[:900]})
    )
    return path


def lines(*arguments: str) -> tuple[int, list[dict]]:
    ran = gongkai("report", "read", *arguments, "--format", "jsonl", "--no-cells")
    return ran.status, [json.loads(line) for line in ran.lines]


def test_each_file_of_an_archive_is_read_under_its_own_name(tmp_path):
    path = packed(tmp_path)

    status, read = lines(str(path))

    assert status == 3, "one of them is broken off"
    assert [one["source"]["file"] for one in read] == [f"{path}!{name}" for name in ("乙.zip!页.html", "坏.docx", "甲/报告.docx")]
    assert [one["document_type"] for one in read] == ["annual_report", "unreadable", "annual_report"]
    assert read[2]["source"]["url"] == "https://a.example/1"
    assert read[2]["source"]["captured_on"] == "2025-02-01"


def test_an_archive_in_a_folder_is_opened_too(tmp_path):
    packed(tmp_path)

    assert len(lines(str(tmp_path))[1]) == 3


def test_one_file_of_an_archive_can_be_named(tmp_path):
    path = packed(tmp_path)

    assert [one["source"]["file"] for one in lines(f"{path}!甲/报告.docx")[1]] == [f"{path}!甲/报告.docx"]
    assert len(lines(f"{path}!乙.zip")[1]) == 1
    assert "没有这个文件" in lines(f"{path}!丙.docx")[1][0]["findings"][0]["message"]


def test_an_archive_of_one_report_can_be_written_annotated_and_compared(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(hostile.zipped({"报告.docx": WORD}))

    assert gongkai("report", "write", str(path), "-o", str(tmp_path / "b.docx")).status == 0
    assert gongkai("report", "annotate", str(path), "-o", str(tmp_path / "c.docx")).status == 0
    assert gongkai("report", "diff", str(path), str(tmp_path / "b.docx")).status == 0


def test_where_one_file_is_wanted_and_an_archive_holds_several_they_must_be_named(tmp_path):
    ran = gongkai("report", "write", str(packed(tmp_path)), "-o", str(tmp_path / "b.docx"))

    assert ran.status == 2
    assert "3个文件" in ran.err


def test_an_archive_without_reports_says_so(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(hostile.zipped({"照片.png": b"1"}))

    status, read = lines(str(path))

    assert status == 3
    assert "没有可读的文件" in read[0]["findings"][0]["message"]


def test_a_bomb_costs_its_own_finding_and_nothing_else(tmp_path):
    (tmp_path / "bomb.zip").write_bytes(hostile.BUILT["bomb.zip"]())
    (tmp_path / "report.docx").write_bytes(WORD)

    status, read = lines(str(tmp_path))

    assert status == 3
    assert [one["document_type"] for one in read] == ["unreadable", "annual_report"]


def test_a_data_set_is_built_of_an_archive_and_not_read_again(tmp_path):
    path = packed(tmp_path)

    first = gongkai("corpus", "build", str(path), "-o", str(tmp_path / "set"), "--workers", "1")
    again = gongkai("corpus", "build", str(path), "-o", str(tmp_path / "set"), "--workers", "1")

    assert "新读3个文件，其中1个读不了" in first.out
    assert "新读0个文件" in again.out
    shown = gongkai("corpus", "query", str(tmp_path / "set"), "SELECT file FROM reports ORDER BY file", "--format", "csv")
    assert f"{path}!甲/报告.docx" in shown.out
