"""Marks between two pieces of a page, as its language writes them.

A sentence is translated with its marks; these are for what is put together of pieces: ``f"{name}{mark('：')}{value}"``.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation

_ENGLISH = {"：": ": ", "，": ", ", "；": "; ", "、": ", ", "。": ". ", "（": " (", "）": ")"}


def mark(chinese: str) -> str:
    """The mark in the language of the page. Raises :class:`KeyError` for one that is not among those."""
    english = _ENGLISH[chinese]
    return english if (translation.get_language() or "").startswith("en") else chinese


def bracketed(text: object, inside: object) -> str:
    """A piece with another in brackets after it."""
    return f"{text}{mark('（')}{inside}{mark('）')}"


def listed(pieces: Iterable[object], between: str = "、") -> str:
    """Pieces in a row."""
    return mark(between).join(map(str, pieces))
