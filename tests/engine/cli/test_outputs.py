"""The file a command writes: a place that cannot be is refused before the work, in a sentence."""

from __future__ import annotations

import pytest

from engine.cli.command_line import gongkai


@pytest.mark.parametrize("command", [["report", "examine"], ["report", "write"]])
def test_a_folder_that_is_not_there_is_named_before_any_file_is_read(command, tmp_path):
    target = tmp_path / "没有" / "结果.html"
    answer = gongkai(*command, str(tmp_path / "也没有.txt"), "-o", str(target))
    assert answer.status == 2
    assert answer.out == ""
    assert f"没有文件夹 {target.parent}" in answer.err


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "结果.html").mkdir()
    answer = gongkai("report", "examine", str(tmp_path / "也没有.txt"), "-o", str(tmp_path / "结果.html"))
    assert answer.status == 2
    assert "结果.html" in answer.err


@pytest.mark.parametrize("name", ["结果.docx", "结果.pdf", "结果", "结果.json"])
@pytest.mark.parametrize(("command", "option"), [("examine", "-o"), ("diff", "-o"), ("diff", "--html")])
def test_a_page_is_not_written_under_the_name_of_another_kind_of_file(command, option, name, tmp_path):
    target = tmp_path / name
    files = [str(tmp_path / "没有.txt")] * (2 if command == "diff" else 1)
    answer = gongkai("report", command, *files, option, str(target))
    assert answer.status == 2
    assert "可以写成：.html、.htm" in answer.err
    assert f"gongkai report {command} --help" in answer.err
    assert not target.exists()


@pytest.fixture
def report(tmp_path):
    """One sample report in a folder of its own."""
    assert gongkai("samples", str(tmp_path)).status == 0
    return tmp_path / "麦浪区农业农村局-2024.docx"


@pytest.mark.parametrize(
    "command",
    [
        ["write", "{report}", "-o", "{report}"],
        ["annotate", "{report}", "-o", "{report}"],
        ["examine", "{folder}", "-o", "{page}"],
        ["fill", "{report}", "--from", "{folder}/青禾镇-2022.txt", "-o", "{report}"],
        ["diff", "{page}", "{folder}/青禾镇-2022.txt", "--html", "{page}"],
        ["write", "{report}!word/document.xml", "-o", "{report}"],
    ],
)
def test_a_file_that_is_read_is_not_written_over(command, report):
    page = report.with_name("白帆港镇-2024.html")
    before = report.read_bytes(), page.read_bytes()
    answer = gongkai("report", *(word.format(report=report, page=page, folder=report.parent) for word in command))
    assert answer.status == 2
    assert "请换一个文件名" in answer.err
    assert (report.read_bytes(), page.read_bytes()) == before
