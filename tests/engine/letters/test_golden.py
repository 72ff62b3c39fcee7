"""Every outcome and every procedural letter, before and after 1 January 2024: articles, remedies, and the words themselves.

``GOLDEN=write pytest …`` writes the texts anew after a change that was meant; look at the difference before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from disclosure.blocks import Grid
from disclosure.letters.application_form import application_form
from letters_cast import AFTER, BEFORE, as_text, every_letter

HERE = Path(__file__).parent
EXPECTED = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
LETTERS = {(name, on): letter for on in (BEFORE, AFTER) for name, letter in every_letter(on)}


def route_of(text: str) -> str:
    """The route of remedies that a text tells."""
    if "行政复议" not in text or "不服的" not in text:
        return "none"
    return "first" if "应当自收到本文书之日起60日内先向临川县人民政府申请行政复议" in text else "free"


def test_the_jurists_list_has_every_letter_and_no_other():
    assert set(EXPECTED) == {name for name, _on in LETTERS}
    assert len(EXPECTED) == 37


@pytest.mark.parametrize(("name", "on"), list(LETTERS), ids=lambda value: str(value))
def test_a_letter_names_its_articles_and_the_remedies_of_its_day(name, on):
    letter, wanted = LETTERS[name, on], EXPECTED[name]
    assert not letter.missing
    assert [article for article in wanted["articles"] if article not in letter.text] == []
    assert route_of(letter.text) == wanted["before" if on == BEFORE else "after"]
    if route_of(letter.text) == "first":
        assert "《中华人民共和国行政复议法》第二十三条第一款第（四）项" in letter.text
        assert "15日内向临川县人民法院提起行政诉讼" in letter.text
        assert "6个月" not in letter.text
    elif route_of(letter.text) == "free":
        assert "也可以自收到本文书之日起6个月内直接向临川县人民法院提起行政诉讼" in letter.text


@pytest.mark.parametrize(("name", "on"), list(LETTERS), ids=lambda value: str(value))
def test_the_words_of_a_letter_are_the_golden_ones(name, on):
    golden = HERE / "golden" / f"{name}.{on.isoformat()}.txt"
    said = as_text(LETTERS[name, on])
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


FILLED = {
    "person": "某某", "person_identity": "居民身份证 （略）", "person_phone": "0000-1112222", "address": "临川县中心路8号",
    "asked": "2022年示例村道路硬化工程决算", "form": "paper", "way": "post", "receipt_number": "20231205-001",
    "received_on": "2023年12月5日",
}  # fmt: skip


@pytest.mark.parametrize(("name", "values"), [("application_form.empty", {}), ("application_form.filled", FILLED)])
def test_the_application_form_asks_what_article_29_asks_and_no_more(name, values):
    """Article 29 did not change on the first day of 2024: the form is the same on both sides of it."""
    grid = next(block for block in application_form("临川县青禾镇人民政府", values).blocks if isinstance(block, Grid))
    said = "\n".join(" | ".join(cell.text.replace("\n", "⏎") for cell in row) for row in grid.rows) + "\n"
    for wanted in ("姓名", "证件名称、号码", "联系电话", "文号", "其他特征性描述", "载体", "获取方式"):
        assert wanted in said
    assert "用途" not in said
    assert "理由" not in said
    golden = HERE / "golden" / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_no_golden_text_belongs_to_nothing():
    known = {f"{name}.{on.isoformat()}.txt" for name, on in LETTERS}
    known |= {"application_form.empty.txt", "application_form.filled.txt"}
    assert {path.name for path in (HERE / "golden").glob("*.txt")} == known
