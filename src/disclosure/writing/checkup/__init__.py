"""The check-up page of annual reports (年报体检): one HTML file that opens by double-click and needs no network.

It holds a card for each examined report: its findings beside its text and tables as they were read, each finding linked
to its place and back, the law quoted, personal numbers masked. Both languages are on the page; a switch in its corner
shows one. Without script everything can be read, reached and switched; script only makes it quicker.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Severity
from disclosure.language import CHINESE, LANGUAGES, _
from disclosure.writing.checkup.cards import Card, draw_card
from disclosure.writing.checkup.twin import clean, say, shown, tip

__all__ = ["checkup_page"]

_HERE = Path(__file__).parent


def checkup_page(examinations: Sequence[Examination], *, language: str = CHINESE) -> str:
    """The check-up page of ``examinations``, in their order, as the text of one HTML file.

    ``language`` ("zh" or "en") is the one shown when the page is opened. The same examinations give the same page: nothing
    is taken from the clock. Personal numbers are masked and every word of a report is escaped. Raises ValueError for
    another language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}: one of {', '.join(LANGUAGES)}")
    style, script = _asset("page.css"), _asset("page.js")
    cards = [draw_card(examination, position) for position, examination in enumerate(examinations, 1)]
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            cards=cards,
            counts=_counts(cards),
            unread=sum(card.reason is not None for card in cards),
            language=language,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


def _counts(cards: Sequence[Card]) -> list[tuple[Severity, int]]:
    return [(severity, sum(dict(card.counts)[severity] for card in cards)) for severity in Severity]


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the page's policy allows to run: exactly this text, and nothing that a report might smuggle in."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _carried(value: object) -> object:
    """The last gate: nothing that a page cannot carry leaves a template, whoever forgot to clean it."""
    return clean(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_carried,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(say=say, tip=tip, shown=shown)
    environment.globals.update(_=_, say=say, tip=tip)
    return environment
