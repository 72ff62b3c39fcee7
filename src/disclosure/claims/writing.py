"""Writing claims: sentences for the narrative from figures, in words that the reading grammar binds to the same cells.

Numbers are written as references (``{{applications.received.total}}``), so that a sentence stays true when its figure changes;
:func:`disclosure.figures.references.filled` puts the numbers in. Which clauses a sentence has depends on the figures of the
moment: a draft is written again, or corrected by hand, when an outcome is counted for the first time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError
from disclosure.figures.figure import Figure
from disclosure.figures.references import reference
from disclosure.language import Label, _

_FILE = Path(__file__).with_name("sentences.yaml")
_OF_WHICH = "，其中"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that the caller names: its label, the address of its figure."""

    label: str
    of: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with one number. ``zero`` is said where the number is 0; ``listed`` is how a caller's part is."""

    say: str
    of: str
    zero: str = ""
    parts: tuple[Clause, ...] = ()
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the narrative says of one matter."""

    key: str
    title: Label
    needs: tuple[str, ...]
    nil: str
    sentences: tuple[tuple[Clause, ...], ...]


@cache
def paragraphs() -> Mapping[str, Paragraph]:
    """The paragraphs that can be written, by key. Raises :class:`DataError` where their file is not in order."""
    data = load_yaml(_FILE)
    only_keys(data, {"paragraphs"}, required={"paragraphs"}, where=_FILE.name)
    return {key: _paragraph(key, entry) for key, entry in data["paragraphs"].items()}


def _paragraph(key: str, data: Mapping[str, Any]) -> Paragraph:
    keys = {"title", "needs", "nil", "sentences"}
    only_keys(data, keys, required=keys, where=f"{_FILE.name} {key}")
    sentences = tuple(tuple(_clause(clause, key) for clause in sentence) for sentence in data["sentences"])
    return Paragraph(key, Label(data["title"]["zh"], data["title"]["en"]), tuple(data["needs"]), data["nil"], sentences)


def _clause(data: Mapping[str, Any], where: str) -> Clause:
    only_keys(data, {"say", "of", "zero", "parts", "list"}, required={"say", "of"}, where=f"{_FILE.name} {where}")
    if data["say"].count("{}") != 1:
        raise DataError(_("{where}：每个分句应恰有一处“{{}}”：{say}", where=_FILE.name, say=data["say"]))
    parts = tuple(_clause(part, where) for part in data.get("parts", ()))
    return Clause(data["say"], data["of"], data.get("zero", ""), parts, data.get("list", ""))


def write_paragraph(key: str, figures: Mapping[str, Figure], parts: Sequence[Part] = ()) -> str:
    """What the narrative says of a matter ("applications"), with references for numbers; "" where nothing is known of it.

    ``parts`` are named by the caller where the paragraph lists what only the caller knows (classes of items): those that
    are not 0 are told, and only if together they make up the whole. Raises KeyError for a key that is not written here.
    """
    paragraph = paragraphs()[key]
    if any(_number(figures, address) is None for address in paragraph.needs):
        return ""
    if not any(_number(figures, clause.of) for sentence in paragraph.sentences for clause in sentence):
        return paragraph.nil
    return "".join(_sentence(clauses, figures, parts) for clauses in paragraph.sentences)


def _sentence(clauses: Sequence[Clause], figures: Mapping[str, Figure], parts: Sequence[Part]) -> str:
    """One sentence; nothing where none of its numbers is there, and no mere denial either."""
    if not any(_number(figures, clause.of) for clause in clauses):
        return ""
    said = [words for clause in clauses if (words := _said(clause, figures, parts))]
    return "，".join(said) + "。"


def _said(clause: Clause, figures: Mapping[str, Figure], parts: Sequence[Part]) -> str:
    number = _number(figures, clause.of)
    if not number:
        return clause.zero if number is not None else ""
    told = [*_told(clause, figures), *_listed(clause, number, figures, parts)]
    return _with_number(clause.say, clause.of) + (_OF_WHICH + "，".join(told) if told else "")


def _told(clause: Clause, figures: Mapping[str, Figure]) -> Iterator[str]:
    """The parts of a number that are not 0."""
    return (_with_number(part.say, part.of) for part in clause.parts if _number(figures, part.of))


def _listed(clause: Clause, whole: object, figures: Mapping[str, Figure], parts: Sequence[Part]) -> list[str]:
    present = [part for part in parts if clause.listed and _number(figures, part.of)]
    if sum(_number(figures, part.of) or 0 for part in present) != whole:
        return []
    return [_with_number(clause.listed.replace("{label}", part.label), part.of) for part in present]


def _with_number(say: str, address: str) -> str:
    return say.replace("{}", reference(address))


def _number(figures: Mapping[str, Figure], address: str) -> Any:
    figure = figures.get(address)
    return figure.value if figure else None
