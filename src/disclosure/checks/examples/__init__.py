"""Examples of the rules as data: one that fails and several that must stay silent for each, beside the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """What is put into a report that is otherwise in order; ``because`` says why a rule stays silent about it."""

    given: Mapping[str, Any]
    because: str = ""


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one rule."""

    rule: str
    fails: Example
    silent: tuple[Example, ...] = field(default=())


@cache
def examples() -> Mapping[str, Examples]:
    """The examples of all rules, by rule. Raises :class:`DataError` where a file is not in order."""
    found = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        for rule, data in load_yaml(path).items():
            only_keys(data, {"fails", "silent"}, required={"fails", "silent"}, where=f"{path.name} {rule}")
            silent = tuple(_example(entry) for entry in data["silent"])
            found[rule] = Examples(rule, _example(data["fails"]), silent)
    return found


def _example(data: Mapping[str, Any]) -> Example:
    given = {key: value for key, value in data.items() if key != "because"}
    return Example(given, str(data.get("because", "")))
