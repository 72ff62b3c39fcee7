"""Wrong calls: status 2, and a sentence in the user's language about what is expected."""

from __future__ import annotations

import pytest

from engine.cli.command_line import gongkai


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["report", "read", "x.docx", "--format", "xml"], "可以是 jsonl、table"),
        (["report", "fill", "form.docx", "-o", "x.docx"], "--from REPORT"),
        (["samples", "x", "--count", "0"], "应为不小于1的整数"),
        (["report", "read", "x.docx", "--register", "没有.csv"], "没有 没有.csv"),
        (["report", "read", "x.docx", "--register", "."], "应给出文件"),
        (["corpus", "build", "没有这个文件夹", "-o", "x"], "没有文件或文件夹 没有这个文件夹"),
    ],
)
def test_a_wrong_call_says_what_is_expected(call, told):
    answer = gongkai(*call)
    assert answer.status == 2
    assert told in answer.err
    assert "--help" in answer.err


def test_the_same_in_english():
    answer = gongkai("--lang", "en", "report", "read", "x.docx", "--format", "xml")
    assert answer.status == 2
    assert "it may be jsonl, table" in answer.err


@pytest.mark.parametrize("call", [[], ["report"], ["corpus"]])
def test_a_group_without_command_shows_its_help_and_blames_nobody(call):
    answer = gongkai(*call)
    assert answer.status == 2
    assert "命令：" in answer.err
    assert "用法不对" not in answer.err


def test_a_folder_where_a_file_belongs_is_called_a_folder(tmp_path):
    answer = gongkai("report", "annotate", str(tmp_path), "-o", str(tmp_path / "批注.docx"))
    assert answer.status == 3
    assert "这是文件夹" in answer.err
