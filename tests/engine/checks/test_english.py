"""All that the rules say can be said in English: no sentence is left in Chinese, only words quoted from the report are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from disclosure.checks.registry import all_rules
from disclosure.examine import examine_bytes
from disclosure.language import Message, translate
from disclosure.samples import render, samples
from project.files import engine_modules

HAN = re.compile(r"[\u4e00-\u9fff，。；：（）]")
RULES = {rule.id: rule for rule in all_rules()}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_title_explanation_and_advice(rule):
    for words in (rule.title, rule.explanation, rule.advice):
        assert not HAN.search(words.text("en")), words.text("en")


def templates() -> Iterator[str]:
    """The sentences of the rules, as they stand in their files."""
    for name, tree in engine_modules():
        if "/checks/" in name:
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                    assert isinstance(node.args[0], ast.Constant)
                    yield str(node.args[0].value)


def test_every_sentence_of_the_rules_has_its_english():
    left = sorted({words for words in templates() if HAN.search(translate(words, "en"))})

    assert left == []


def test_findings_on_the_samples_are_english_but_for_what_they_quote():
    for name, truth in samples().items():
        for finding in examine_bytes(render(truth), name).findings:
            assert not HAN.search(bare(finding.message)), finding.message.text("en")


def bare(message: Message) -> str:
    """A message in English without the plain words that it quotes; its own terms and sentences stay."""
    facts = {key: shown(fact) for key, fact in message.facts.items()}
    template = translate(message.template, "en")
    return template.format(**facts) if facts else template


def shown(fact: object) -> str:
    if isinstance(fact, Message):
        return bare(fact)
    if isinstance(fact, tuple | list):
        return ", ".join(map(shown, fact))
    return "" if isinstance(fact, str) else fact.text("en") if hasattr(fact, "text") else str(fact)
