"""The law that a finding rests on, in the version that governs the year of the report."""

from __future__ import annotations

from functools import lru_cache

from disclosure.errors import LawError
from disclosure.law import Citation, cite


@lru_cache(maxsize=1024)
def citation_for(key: str | None, year: int | None) -> Citation | None:
    """The citation for a rule's key; None where no law stands behind the rule, or none was in force then.

    Which version of a law a report is held to is decided by its reporting year, not by the day somebody checks it: the form by
    the year it governs, every other law by what was in force at the end of the year. The newest where the year is not known.
    """
    if key is None:
        return None
    if year is None:
        return cite(key)
    try:
        return cite(key, year=year)
    except LawError:
        return None
