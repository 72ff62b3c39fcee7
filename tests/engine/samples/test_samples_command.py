"""``gongkai samples``: writes the samples, and never over a file that stands there."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from disclosure.cli.samples import SamplesError, samples
from disclosure.reading import read_report
from disclosure.samples import Layout, generate, is_sample_name, sample_files
from engine.cli.command_line import gongkai


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


@pytest.mark.parametrize("more", [(), ("--force",), ("--count", "2")])
def test_invented_reports_are_not_mixed_with_other_files(tmp_path, more):
    (tmp_path / "某县-2022.docx").write_text("mine", encoding="utf-8")

    result = run(str(tmp_path), "--truth", str(tmp_path / "truth.jsonl"), *more)

    assert isinstance(result.exception, SamplesError)
    assert "已有别的文件（如 某县-2022.docx，共1个）" in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["某县-2022.docx"]


def test_the_command_says_so_with_the_status_of_a_wrong_call(tmp_path):
    (tmp_path / "某县-2022.docx").write_text("mine", encoding="utf-8")

    answer = gongkai("samples", str(tmp_path))

    assert answer.status == 2
    assert "换一个空文件夹" in answer.err


def test_samples_hidden_files_and_the_truth_may_stand_there(tmp_path):
    (tmp_path / ".DS_Store").write_text("x", encoding="utf-8")
    told = ("--truth", str(tmp_path / "truth.jsonl"))

    assert run(str(tmp_path)).exit_code == 0
    assert run(str(tmp_path), "--count", "3", *told).exit_code == 0
    assert run(str(tmp_path), "--count", "3", "--seed", "2", *told).exit_code == 0
    assert run(str(tmp_path), "--force", *told).exit_code == 0


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    result = run(str(tmp_path / "file" / "out"))

    assert isinstance(result.exception, SamplesError)
    assert "写不进文件夹" in str(result.exception)


@pytest.mark.parametrize("arguments", [(), ("a", "b")])
def test_exactly_one_folder_is_asked_for(arguments):
    assert run(*arguments).exit_code == 2


def test_any_number_is_generated_the_same_every_time(tmp_path):
    asked = ("--count", "13", "--seed", "5")
    first, second, other = (
        run(str(tmp_path / name), *more) for name, more in (("a", asked), ("b", asked), ("c", ("--count", "13")))
    )

    assert (first.exit_code, second.exit_code, other.exit_code) == (0, 0, 0)
    made = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert made == {name: data for name, data, _truth in generate(13, 5, tuple(Layout))}
    assert made == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert len(set(made.values())) == 13
    assert set(made.values()).isdisjoint(path.read_bytes() for path in (tmp_path / "c").iterdir())


def test_the_truth_of_generated_reports_is_what_a_reading_finds(tmp_path):
    asked = ("--count", "4", "--layout", "docx", "--layout", "html", "--truth", str(tmp_path / "truth.jsonl"))

    assert run(str(tmp_path / "out"), *asked).exit_code == 0

    lines = (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    told = {line["file"]: line for line in map(json.loads, lines)}
    assert [line["layout"] for line in told.values()] == ["docx", "html", "docx", "html"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(told)
    for name, line in told.items():
        report = read_report((tmp_path / "out" / name).read_bytes(), name)
        assert {cell.at: [cell.kind.value, cell.value] for cell in report.cells} == {
            at: [kind, Decimal(value) if isinstance(value, str) else value] for at, (kind, value) in line["cells"].items()
        }


def test_a_layout_that_nobody_knows_is_refused(tmp_path):
    assert "papyrus" in str(run(str(tmp_path), "--count", "1", "--layout", "papyrus").exception)


def test_layouts_are_of_generated_reports_alone(tmp_path):
    refused = run(str(tmp_path), "--layout", "docx")

    assert refused.exit_code == 2
    assert "--count" in refused.output


def test_a_generated_report_is_not_written_over_a_file(tmp_path):
    name = next(generate(1, 1))[0]
    (tmp_path / name).write_text("mine", encoding="utf-8")

    assert "--force" in str(run(str(tmp_path), "--count", "1").exception)
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert run(str(tmp_path), "--count", "1", "--force").exit_code == 0


def test_every_generated_name_is_known_as_one():
    assert all(is_sample_name(name) for name, _data, _truth in generate(2 * len(Layout), 7, tuple(Layout)))
    assert not is_sample_name("2022-00001-某县.docx")
