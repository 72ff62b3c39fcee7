"""The application form (政府信息公开申请表) to be printed: empty, or filled with what an application says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.blocks import Document, Grid, GridCell, Paragraph
from disclosure.data import load_yaml, only_keys
from disclosure.letters.facts import PLACEHOLDER

_FILE = Path(__file__).with_name("application_form.yaml")
_KEYS = {"title", "note", "widths", "choices", "rows"}
_BOX, _TICKED = "□", "☑"


@cache
def _form() -> Mapping[str, Any]:
    form = load_yaml(_FILE)
    only_keys(form, _KEYS, required=_KEYS, where=_FILE.name)
    found: Mapping[str, Any] = form
    return found


def blanks() -> frozenset[str]:
    """The names of all that can be filled in."""
    cells = (str(cell[0]) for row in _form()["rows"] for cell in row)
    return frozenset(name for text in cells for name in PLACEHOLDER.findall(text))


def application_form(agency: str, values: Mapping[str, str] | None = None) -> Document:
    """The form of an agency. ``values`` by name, choices by their key; what is not given stays to be written by hand."""
    form, given = _form(), values or {}
    rows = tuple(tuple(_cell(cell, given) for cell in row) for row in form["rows"])
    return Document(
        (
            Paragraph(form["title"], style="title"),
            Paragraph(f"受理机关：{agency}", style="note"),
            Grid(rows, widths=tuple(map(float, form["widths"]))),
            Paragraph(form["note"], style="note"),
        ),
        title=form["title"],
    )


def _cell(cell: list[Any], given: Mapping[str, str]) -> GridCell:
    text, columns, rows = str(cell[0]), *[*cell[1:], 1, 1][:2]
    names = PLACEHOLDER.findall(text)
    said = PLACEHOLDER.sub(lambda found: _value(found[1], given), text)
    return GridCell(said, row_span=rows, column_span=columns, header=not names, align="left" if names else "center")


def _value(name: str, given: Mapping[str, str]) -> str:
    choices = _form()["choices"].get(name)
    if choices is None:
        return given.get(name, "")
    return "　".join((_TICKED if given.get(name) == key else _BOX) + words for key, words in choices.items())
