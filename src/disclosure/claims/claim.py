"""A numeric claim of the prose, bound to what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.form import Number


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that the prose states about something that the grammar knows (数字陈述).

    ``measure`` is a key of the grammar (``applications.received``). The number stands at characters ``start`` to ``end`` of
    the text of section ``section``; the whole statement from ``from_`` to ``to``. ``value`` is in ``unit``; None where the
    words do not give one. ``approximate`` is set by 余, 多, 近, 约. ``cells`` are the addresses whose sum the number should
    equal; empty where the form has no such cell. ``is_nil`` is set where words say that there was none (未收到, 无).
    """

    measure: str
    section: str
    start: int
    end: int
    from_: int
    to: int
    value: Number | None
    unit: str
    approximate: bool = False
    cells: tuple[str, ...] = ()
    is_nil: bool = False
