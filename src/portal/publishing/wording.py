"""The words of an HTML text, and changing words in place without touching its tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lxml import html

_INLINE = frozenset(("strong", "b", "em", "i", "u", "sub", "sup", "a"))
_BOUNDARY = "\n"


def words(body: str) -> str:
    """The text of cleaned HTML, blocks on lines of their own; a number broken up by bold type is in one piece."""
    return "".join(piece for piece, _place in _pieces(_tree(body))) if body else ""


def addresses(body: str) -> list[str]:
    """Where the links of a text lead."""
    return [link.get("href", "") for link in _tree(body).iter("a")] if body else []


def reworded(body: str, change: Callable[[str], str]) -> str:
    """The HTML with its words changed by a function that keeps the length of a text (a mask)."""
    if not body:
        return body
    tree = _tree(body)
    pieces = list(_pieces(tree))
    before = "".join(piece for piece, _place in pieces)
    after = change(before)
    if len(after) != len(before):
        raise ValueError("the change has to keep the length of the text")
    start = 0
    for piece, place in pieces:
        if place is not None:
            element, attribute = place
            setattr(element, attribute, after[start : start + len(piece)])
        start += len(piece)
    for link in tree.iter("a"):
        if change(link.get("href", "")) != link.get("href", ""):
            del link.attrib["href"]
    return _inner(tree)


def _tree(body: str) -> Any:
    return html.fragment_fromstring(body, create_parent="div")


def _inner(tree: Any) -> str:
    whole = str(html.tostring(tree, encoding="unicode"))
    return whole[len("<div>") : -len("</div>")]


def _pieces(element: Any) -> Iterator[tuple[str, tuple[Any, str] | None]]:
    """The pieces of text in reading order with the place each stands in; between blocks a line break without a place."""
    block = element.tag not in _INLINE
    if block:
        yield _BOUNDARY, None
    if element.text:
        yield element.text, (element, "text")
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child.tail, (child, "tail")
    if block:
        yield _BOUNDARY, None
