"""A file that is to be filled in, whatever its kind: its blocks, and a way to write into its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from disclosure.blocks import Document
from disclosure.form import Number

#: What is to stand in which cell, by the place of the cell.
Writes = Mapping[str, str]


def _nothing(_writes: Writes) -> Mapping[str, Number | None]:
    """What files without formulas compute."""
    return {}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file taken apart. ``write`` gives its bytes with the cells filled in and nothing else changed.

    ``formulas`` are cells that compute what they show; ``computed`` tells what they give once others are filled in, None for
    a formula that is more than a sum.
    """

    document: Document
    write: Callable[[Writes], bytes]
    formulas: frozenset[str] = frozenset()
    computed: Callable[[Writes], Mapping[str, Number | None]] = _nothing
