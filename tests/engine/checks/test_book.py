"""The rule book: generated from the rules, in both languages, and the committed one is the generated one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from disclosure.checks.book import FAMILIES, anchor, rule_book
from disclosure.checks.registry import all_rules

BOOK = Path(__file__).parents[3] / "docs" / "rules.md"
RULES = {rule.id: rule for rule in all_rules()}


def test_the_committed_book_is_the_generated_one():
    """When a rule is added or changed: python -m disclosure.checks.book > docs/rules.md"""
    assert BOOK.read_text(encoding="utf-8") == rule_book()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_stands_in_the_book_once_with_all_that_it_says(rule):
    book = rule_book()

    assert book.count(f'<a id="{anchor(rule.id)}"></a>') == 1
    for words in (rule.title, rule.explanation, rule.advice):
        assert words.text("zh") in book
        assert words.text("en") in book


def test_every_link_of_the_contents_leads_to_a_rule():
    book = rule_book()

    links, places = re.findall(r"\]\(#([\w-]+)\)", book), re.findall(r'<a id="([\w-]+)">', book)

    assert links == places
    assert max(Counter(places).values()) == 1


def test_laws_are_cited_with_their_number():
    book = rule_book()

    assert "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）" in book
    assert "（国务院令第711号）第五十条" in book


def test_every_family_has_a_name():
    assert {rule.partition(".")[0] for rule in RULES} == set(FAMILIES)


def test_a_book_of_some_rules_holds_only_these():
    book = rule_book([RULES["claims.parts"]])

    assert "claims.parts" in book
    assert "values.negative" not in book
    assert "共1条规则" in book
