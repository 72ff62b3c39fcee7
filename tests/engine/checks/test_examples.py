"""Every rule has an example that fails and several that must stay silent, and keeps to them."""

from __future__ import annotations

import pytest

from disclosure.checks.examples import Example, Examples, examples
from disclosure.checks.registry import all_rules
from engine.checks.examples import examined

RULES = {rule.id: rule for rule in all_rules()}
SILENT = [(one.rule, example) for one in examples().values() for example in one.silent]
FEWEST_SILENT = 2


def spoken(rule: str, example: Example) -> list[str]:
    return [str(finding.message) for finding in examined(example.given).findings if finding.rule == rule]


def test_every_rule_has_examples_and_every_example_a_rule():
    assert set(examples()) == set(RULES)


@pytest.mark.parametrize("of", examples().values(), ids=lambda of: of.rule)
def test_each_rule_has_several_examples_that_stay_silent_and_say_why(of: Examples):
    assert len(of.silent) >= FEWEST_SILENT
    assert all(example.because for example in of.silent)


@pytest.mark.parametrize("of", examples().values(), ids=lambda of: of.rule)
def test_the_failing_example_is_found(of: Examples):
    assert spoken(of.rule, of.fails)


@pytest.mark.parametrize(("rule", "example"), SILENT, ids=[f"{rule}: {example.because}" for rule, example in SILENT])
def test_the_silent_examples_are_silent(rule, example):
    assert spoken(rule, example) == []
