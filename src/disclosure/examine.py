"""Bytes → report and findings: the one call that command line, portal and corpus share."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.checks.examination import Examination
from disclosure.checks.registry import findings_of
from disclosure.checks.rule import Subject
from disclosure.claims.reading import read_claims
from disclosure.form import Edition, Report, editions
from disclosure.reading import read_report


def examine_bytes(data: bytes, name: str, known: Sequence[Edition] | None = None) -> Examination:
    """Read a report and check it.

    Raises :class:`UnreadableError` where the file cannot be read at all.
    """
    return examine_report(read_report(data, name, known), known)


def examine_report(report: Report, known: Sequence[Edition] | None = None) -> Examination:
    """Check a report that was read, or compiled."""
    subject = Subject(report, read_claims(report), known or editions())
    return Examination(report, subject.claims, findings_of(subject))
