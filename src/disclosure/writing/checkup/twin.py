"""Saying things in both languages at once, safely: the page holds Chinese and English and a switch shows one of them."""

from __future__ import annotations

import re
from decimal import Decimal

from markupsafe import Markup, escape

from disclosure.form import Number
from disclosure.language import CHINESE, ENGLISH, render
from disclosure.privacy import mask

#: What HTML and UTF-8 cannot carry: control characters, lone surrogates, non-characters. Tab and line feed may stay.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Marks that turn the direction of text around, with which a document could disguise what it says.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """``text`` with every character that a page cannot carry replaced by one sign, so that character ranges stay true."""
    return _DIRECTION.sub("\ufffd", _UNPRINTABLE.sub("\ufffd", text))


def shown(text: str) -> str:
    """Words of a document as the page may show them: personal numbers masked, unprintable characters replaced.

    The result is as long as ``text``: character ranges of findings and claims hold for both.
    """
    return mask(clean(text))


def in_both(what: object) -> tuple[str, str]:
    """``what`` in Chinese and in English, as the page may show it."""
    return shown(render(what, CHINESE)), shown(render(what, ENGLISH))


def say(what: object) -> Markup:
    """``what`` as HTML in both languages, once only where they do not differ."""
    chinese, english = in_both(what)
    if chinese == english:
        return escape(chinese)
    return Markup('<span lang="zh">{}</span><span lang="en">{}</span>').format(chinese, english)


def tip(what: object) -> Markup:
    """``what`` as attributes of an element: a hint in Chinese, with the English one for the switch to put in its place."""
    chinese, english = in_both(what)
    if chinese == english:
        return Markup('title="{}"').format(chinese)
    return Markup('title="{}" data-en="{}"').format(chinese, english)


def number(value: Number | None) -> str:
    """A number as the page prints it, without exponent; empty for None."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)
