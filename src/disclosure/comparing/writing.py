"""A comparison as one self-contained web page, as the body of a page of somebody else's, and as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from disclosure.comparing.comparison import Comparison, SectionCompared, names_of
from disclosure.comparing.figures import FigureChange
from disclosure.comparing.sentences import Change, Pair
from disclosure.form import Report
from disclosure.language import Label, Message, _, language_in_force
from disclosure.privacy import mask
from disclosure.writing.text import legal

_HERE = Path(__file__).parent
SCHEMA = "gongkai.diff/1"
_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring sentences that are shown together: a run of unchanged ones is folded."""

    is_folded: bool
    pairs: tuple[Pair, ...]


def comparison_page(comparison: Comparison) -> bytes:
    """The page: one file, no network, no script, in the language in force. The same comparison gives the same bytes."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    facts = {
        **_facts(comparison),
        "language": _LANGUAGE_TAGS[language_in_force()],
        "style": Markup(style),  # noqa: S704 - our own file
        "style_hash": "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    }
    return _environment().get_template("page.html.j2").render(facts).encode("utf-8", "replace")


def comparison_body(comparison: Comparison) -> str:
    """What stands between head and foot of the page, for a page that has its own."""
    return _environment().get_template("body.html.j2").render(_facts(comparison))


def _facts(comparison: Comparison) -> dict[str, object]:
    return {
        "comparison": comparison,
        "names": names_of(comparison),
        "counts": [(change, count) for change, count in comparison.counts.items() if count],
        "runs_of": _runs,
    }


def _runs(section: SectionCompared) -> list[Run]:
    """The sentences of a part; neighbours that stayed as they were together."""
    grouped = groupby(section.pairs, key=lambda pair: pair.change is Change.SAME)
    return [Run(is_same, tuple(pairs)) for is_same, pairs in grouped]


def comparison_json(comparison: Comparison) -> str:
    """The comparison as one line of JSON (``gongkai.diff/1``): every cell that differs, every sentence but the unchanged."""
    found = {
        "schema": SCHEMA,
        "before": _named(comparison.before),
        "after": _named(comparison.after),
        "compared_cells": comparison.compared,
        "changed_cells": [_cell(figure) for table in comparison.tables for figure in table.changed],
        "sections": [_section(section) for section in comparison.sections],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _named(report: Report) -> dict[str, object]:
    return {
        "file": mask(report.source.file),
        "sha256": report.source.sha256,
        "agency": report.agency,
        "year": report.year,
        "edition": report.edition.key if report.edition else None,
    }


def _cell(figure: FigureChange) -> dict[str, object]:
    return {
        "at": figure.at,
        "before": figure.before,
        "after": figure.after,
        "difference": str(figure.difference) if figure.difference is not None else None,
        "percent": str(figure.percent) if figure.percent is not None else None,
    }


def _section(section: SectionCompared) -> dict[str, object]:
    return {
        "title": _text(section.title),
        "kept_share": section.kept_share,
        "counts": {change.value: section.count(change) for change in Change},
        "sentences": [_sentence(pair) for pair in section.pairs if pair.change is not Change.SAME],
    }


def _sentence(pair: Pair) -> dict[str, object]:
    found: dict[str, object] = {"change": pair.change.value, "before": pair.before, "after": pair.after}
    return {**found, "numbers": list(map(list, pair.numbers))} if pair.numbers else found


def _text(words: str | Label | Message) -> str:
    return words if isinstance(words, str) else words.text()


def _carried(value: object) -> object:
    """Nothing that a page cannot carry leaves a template; words for users are said in the language in force."""
    if isinstance(value, Label | Message):
        return legal(value.text())
    return legal(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_carried,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, sides=_sides)
    return environment


def _sides(names: Sequence[str], pair: Pair) -> Iterator[tuple[str, str, object]]:
    """Both sides of a pair: the class of the side, whose it is, and its pieces."""
    return zip(("old", "new"), names, pair.pieces, strict=True)
