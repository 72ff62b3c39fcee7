"""What tells agencies apart where reports of several are compared: codes, and names however long they are printed."""

from __future__ import annotations

from disclosure.agencies.kinds import short_name
from disclosure.form import Report

#: The shortest end of a name that may stand for it.
_SHORTEST = 2
_CODE = "#"


def agency_key(report: Report) -> str | None:
    """The code where it is known, else the name without 人民政府; None where the report tells neither."""
    if report.agency_code:
        return _CODE + report.agency_code
    return short_name(report.agency) if report.agency else None


def same_agency(one: str | None, other: str | None) -> bool:
    """Whether two keys may be those of one agency: one name is a longer form of the other (青溪县白石镇, 白石镇)."""
    if one is None or other is None:
        return one == other
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return long.endswith(short) and len(short) >= _SHORTEST and not short.startswith(_CODE) and not long.startswith(_CODE)


def shorter_forms(key: str) -> tuple[str, ...]:
    """The ends of a name that may stand for it, the longest first; a code has none."""
    return () if key.startswith(_CODE) else tuple(key[start:] for start in range(1, len(key) - _SHORTEST + 1))
