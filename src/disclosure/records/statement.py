"""A number that no record here stands behind (有来源的陈述数据): stated by somebody, from a document, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """What an agency states about one cell of the form (陈述).

    ``id`` is that of the record (``statement:3``), ``address`` the cell (``article_20.licences.decisions``), ``value`` counts in
    the unit of the cell's column. ``source`` names the document, ``responsible`` who answers for it, ``on`` the day it was made.
    """

    id: str
    address: str
    value: int | Decimal
    source: str
    responsible: str
    on: date
