"""A file that is to be filled in, whatever its kind: its blocks, and a way to write into its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from disclosure.blocks import Document

#: What is to stand in which cell, by the place of the cell.
Writes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file taken apart. ``write`` gives its bytes with the cells filled in and nothing else changed."""

    document: Document
    write: Callable[[Writes], bytes]
