"""``gongkai samples``: writes the samples, and never over a file that stands there."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from disclosure.cli.samples import SamplesError, samples
from disclosure.samples import sample_files


def run(*arguments: str):
    return CliRunner().invoke(samples, arguments)


def test_every_sample_is_written_with_a_line_of_its_own(tmp_path):
    result = run(str(tmp_path / "out"))

    assert result.exit_code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == dict(sample_files())
    assert len(result.output.splitlines()) == len(dict(sample_files()))


def test_the_line_says_which_defects_were_put_in(tmp_path):
    lines = run(str(tmp_path)).output.splitlines()

    assert any("青禾镇-2022.txt" in line and "没有设置缺陷" in line for line in lines)
    assert any("石榴沟乡-2021.txt" in line and "设置了2处缺陷" in line for line in lines)


def test_files_that_stand_there_are_kept_and_nothing_is_written(tmp_path):
    (tmp_path / "青禾镇-2022.txt").write_text("mine", encoding="utf-8")

    result = run(str(tmp_path))

    assert isinstance(result.exception, SamplesError)
    assert "已有同名文件：青禾镇-2022.txt" in str(result.exception)
    assert "--force" in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["青禾镇-2022.txt"]
    assert (tmp_path / "青禾镇-2022.txt").read_text(encoding="utf-8") == "mine"


def test_force_overwrites(tmp_path):
    (tmp_path / "青禾镇-2022.txt").write_text("mine", encoding="utf-8")

    assert run(str(tmp_path), "--force").exit_code == 0
    assert (tmp_path / "青禾镇-2022.txt").read_bytes() == dict(sample_files())["青禾镇-2022.txt"]


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    assert run(str(tmp_path)).exit_code == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    result = run(str(tmp_path / "file" / "out"))

    assert isinstance(result.exception, SamplesError)
    assert "写不进文件夹" in str(result.exception)


@pytest.mark.parametrize("arguments", [(), ("a", "b")])
def test_exactly_one_folder_is_asked_for(arguments):
    assert run(*arguments).exit_code == 2
