"""What the other rooms may ask of the annual report."""

from __future__ import annotations

from portal.annual.compiling import compiled, drafted
from portal.annual.signing import publish, restate, return_to_clerk, save_narrative, send_to_leader, sign, signed_report
from portal.annual.starting import Started, start_office_from
from portal.annual.statements.stating import confirm, enter, reject, statements

__all__ = [
    "Started",
    "compiled",
    "confirm",
    "drafted",
    "enter",
    "publish",
    "reject",
    "restate",
    "return_to_clerk",
    "save_narrative",
    "send_to_leader",
    "sign",
    "signed_report",
    "start_office_from",
    "statements",
]
