"""English output: nothing half translated."""

from __future__ import annotations

import pytest

from engine.cli.command_line import gongkai


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The built-in samples."""
    made = tmp_path_factory.mktemp("samples")
    assert gongkai("samples", str(made)).status == 0
    return made


def test_a_unit_of_the_text_stands_in_brackets_in_an_english_sentence(folder):
    """A counter (条, 件) has no English: it is quoted as the text has it, not put between number and noun."""
    told = gongkai("--lang", "en", "report", "check", str(folder)).out
    assert "The whole is 298 (条); its parts add up to 295 (条)." in told
    assert "34 (件) applications were received" in told


def test_the_heads_of_a_table_are_written_alike(folder):
    heads = gongkai("--lang", "en", "report", "read", str(folder)).lines[0]
    assert "Received" in heads
    assert "Carried over" in heads
    assert "Decided" in heads


def test_the_law_is_told_in_english_but_for_names_and_quotations():
    told = gongkai("--lang", "en", "law", "show").out
    assert "Local rules mostly give 7 to 15 working days" in told
    assert "No official example is known for the price of applications 31 to 40. 200 yuan each" in told
    assert not [line for line in told.splitlines() if "。" in line]
