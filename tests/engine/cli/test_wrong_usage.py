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
        (["report", "chekc", "x.docx"], "没有命令 chekc，是不是 check？有：annotate、blank、check"),
        (["reprot", "check"], "没有命令 reprot，是不是 report？"),
        (["report", "xyzzy"], "没有命令 xyzzy；有：annotate"),
        (["report", "read", "x.docx", "--fromat", "jsonl"], "没有选项 --fromat，是不是 --format？"),
        (["report", "read", "x.docx", "--xyzzy"], "没有选项 --xyzzy。"),
        (["report", "blank", "1999", "-o", "x.docx"], "EDITION 的值不对：可以是 2021、"),
        (["clock", "--received", "昨天"], "2024-09-10。 查看用法：gongkai clock --help"),
        (["fee"], "两种标准计算。 查看用法：gongkai fee --help"),
        (["report", "blank", "-o", "x.abc"], "查看用法：gongkai report blank --help"),
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


def test_in_english_the_near_command_is_named_and_sentences_end():
    assert "There is no command chekc; did you mean check? There are: annotate," in gongkai("--lang", "en", "report", "chekc").err
    assert ". For help: gongkai fee --help" in gongkai("--lang", "en", "fee").err


@pytest.mark.parametrize(
    "command", [["samples"], ["report", "read"], ["report", "blank"], ["corpus", "build"], ["demo"], ["serve"]]
)
def test_the_help_of_a_command_is_in_its_language(command):
    told = gongkai(*command, "--help").out
    for word in ("Usage:", "Options:", "Show this message", "default:", "required", "INTEGER", "TEXT"):
        assert word not in told


def test_what_a_folder_holds_besides_is_counted_once(tmp_path):
    assert gongkai("samples", str(tmp_path), "--count", "2", "--layout", "word_dump").status == 0
    for name in ("一.jpg", "二.JPG", "三.xyz", "无", ".DS_Store", "~$四.docx", "1-00000.txt.source.json"):
        (tmp_path / name).write_bytes(b"{}" if name.endswith("json") else b"x")

    read = gongkai("report", "read", str(tmp_path))
    examined = gongkai("report", "examine", str(tmp_path), "-o", str(tmp_path.parent / "体检.html"))

    assert read.err.strip() == "跳过4个不读的文件（.jpg、.xyz、（无后缀））。图片须逐个给出，并加 --ocr。"
    assert examined.err.count("跳过4个") == 1
    assert "1-00001.txt" in read.out


def test_a_folder_without_reports_names_what_can_be_read(tmp_path):
    (tmp_path / "图.png").write_bytes(b"x")
    answer = gongkai("report", "check", str(tmp_path))
    assert answer.status == 2
    assert ".xlsx、.zip；图片须逐个给出，并加 --ocr" in answer.err
    assert "跳过1个" in answer.err
