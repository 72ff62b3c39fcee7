"""A kind of ledger is one file, read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.errors import DataError
from portal.ledgers.kind import FieldType
from portal.ledgers.loading import kind, kinds, load_kind

MINIMAL = """
key: boards
label: {zh: 公告栏, en: Boards}
description: {zh: 公告栏的张贴。, en: What was put up.}
day: put_up_on
title: place
columns: [put_up_on, place]
fields:
  - {key: put_up_on, type: date, required: true, label: {zh: 张贴日期, en: Day}}
  - {key: place, type: text, required: true, label: {zh: 地点, en: Place}}
  - {key: sheets, type: number, required: true, label: {zh: 张数, en: Sheets}}
  - {key: state, type: choice, label: {zh: 状态, en: State}, choices: [{key: up, zh: 在张, en: up}]}
"""


def load(tmp_path: Path, text: str):
    path = tmp_path / "boards.yaml"
    path.write_text(text, encoding="utf-8")
    return load_kind(path)


def test_training_and_accounts_come_with_the_program():
    assert [kind.key for kind in kinds()] == ["training", "channel_accounts"]


def test_a_kind_is_found_by_its_key():
    assert kind("training").label.zh == "培训"
    assert kind("nothing") is None


def test_of_a_field_more_than_its_key_and_type_may_be_left_out(tmp_path):
    loaded = load(tmp_path, MINIMAL)

    assert loaded.field("put_up_on").type is FieldType.DATE
    assert not loaded.public
    assert loaded.figures == ()


@pytest.mark.parametrize("header", ["张贴日期", "张贴日期*", " 张贴 日期 ", "张贴日期（必填）", "put_up_on", "DAY"])
def test_a_column_is_known_by_label_key_and_whatever_marks_stand_beside(tmp_path, header):
    assert load(tmp_path, MINIMAL).field("put_up_on").is_headed(header)


def test_another_header_is_not_this_fields(tmp_path):
    assert not load(tmp_path, MINIMAL).field("put_up_on").is_headed("日")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (MINIMAL.replace("key: boards", "kee: boards"), "kee"),
        (MINIMAL.replace("day: put_up_on", "day: taken_down_on"), "taken_down_on"),
        (MINIMAL.replace("day: put_up_on", "day: place"), "必填的日期"),
        (MINIMAL.replace("columns: [put_up_on, place]", "columns: [colour]"), "colour"),
        (MINIMAL.replace("type: number", "type: float"), "float"),
        (MINIMAL.replace(", choices: [{key: up, zh: 在张, en: up}]", ""), "选项"),
        (MINIMAL + "sentence: 共{times}次。\n", "times"),
        (MINIMAL + "figures: [{key: n, label: {zh: 数, en: n}, unit: {zh: 次, en: ''}, sum: place}]\n", "求和"),
        (MINIMAL + "figures: [{key: n, label: {zh: 数, en: n}, unit: {zh: 次, en: ''}, where: {state: [down]}}]\n", "条件"),
        (MINIMAL + "public: true\n", "公开"),
        (MINIMAL + "  - {key: place, type: text, label: {zh: 地点, en: Place}}\n", "同名"),
        (MINIMAL + "  - {key: who, type: people, public: true, label: {zh: 人, en: Who}}\n", "人员"),
        (MINIMAL + "key: again\n", "twice"),
    ],
)
def test_a_wrong_definition_is_refused_with_its_file_and_what_is_wrong(tmp_path, wrong, said):
    with pytest.raises(DataError) as refused:
        load(tmp_path, wrong)

    assert "boards.yaml" in str(refused.value)
    assert said in str(refused.value)


def test_a_number_that_may_stay_blank_is_not_summed(tmp_path):
    """A blank is not a zero: a sum over blanks would look complete."""
    text = MINIMAL.replace("{key: sheets, type: number, required: true,", "{key: sheets, type: number,")

    with pytest.raises(DataError, match="求和"):
        load(tmp_path, text + "figures: [{key: n, label: {zh: 数, en: n}, unit: {zh: 张, en: ''}, sum: sheets}]\n")


def test_two_files_with_the_same_key_are_refused(tmp_path, settings):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(MINIMAL, encoding="utf-8")
    settings.LEDGER_FOLDERS = [tmp_path]

    with pytest.raises(DataError, match="boards"):
        kinds()
