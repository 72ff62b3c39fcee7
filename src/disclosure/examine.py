"""Bytes → report and findings: the one call that command line, portal and corpus share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Severity
from disclosure.checks.neighbours import neighbourhoods
from disclosure.checks.registry import findings_across, findings_of, in_order
from disclosure.checks.subject import subject_of
from disclosure.form import DocumentType, Edition, Report, Source, editions
from disclosure.form.report import Oddity
from disclosure.language import Message
from disclosure.reading import read_report
from disclosure.reading.sources import Provenance, with_provenance


def examine_bytes(
    data: bytes,
    name: str,
    known: Sequence[Edition] | None = None,
    noted: Provenance | None = None,
    *,
    modern: bytes | None = None,
) -> Examination:
    """Read a report and check it; ``noted`` is what is known of where the file came from, ``modern`` what a
    converter made of a file of an old kind.

    Raises :class:`UnreadableError` where the file cannot be read at all.
    """
    return examine_report(with_provenance(read_report(data, name, known, modern=modern), noted), known)


def examine_report(report: Report, known: Sequence[Edition] | None = None) -> Examination:
    """Check a report that was read, or compiled."""
    subject = subject_of(report, known or editions())
    findings = findings_of(subject)
    if subject.oddities("recognised"):  # misprints of a text that was recognised in pictures are the recogniser's
        findings = tuple(finding for finding in findings if not finding.rule.startswith("typography."))
    return Examination(report, subject.claims, findings)


def examine_across(reports: Sequence[Report], known: Sequence[Edition] | None = None) -> tuple[Examination, ...]:
    """What the rules across years and agencies say of each of several reports, and nothing else, in the order given."""
    subjects = [subject_of(report, known or editions()) for report in reports]
    return tuple(
        Examination(report, one.subject.claims, findings_across(one))
        for report, one in zip(reports, neighbourhoods(subjects), strict=True)
    )


def examine_together(examinations: Sequence[Examination], known: Sequence[Edition] | None = None) -> tuple[Examination, ...]:
    """Reports that were examined one by one, with what the rules across years and agencies say of each added.

    Give several years of one agency, or several agencies of one year; order does not matter and is kept. A report without
    neighbours, or one that does not tell its agency or year, comes back as it is.
    """
    found = []
    for one, across in zip(examinations, examine_across([each.report for each in examinations], known), strict=True):
        more = (*one.findings, *across.findings)
        findings = in_order(one.report, more) if across.findings else one.findings
        found.append(Examination(one.report, one.claims, findings))
    return tuple(found)


#: The id under which a file that cannot be read is reported.
UNREADABLE = "document.unreadable"


#: What the report of such a file notes where its pages are pictures, so that its words can be recognised.
IN_PICTURES = "in_pictures"


def unreadable(
    name: str, data: bytes, message: Message, noted: Provenance | None = None, *, in_pictures: bool = False
) -> Examination:
    """What is said of a file that cannot be read at all: one finding with the reason and what to do.

    ``in_pictures``: its words can be recognised; that stands among the report's oddities.
    """
    source = Source(name, hashlib.sha256(data).hexdigest(), "application/octet-stream")
    met = (Oddity(IN_PICTURES, ("document",)),) if in_pictures else ()
    report = with_provenance(Report(source, DocumentType.UNREADABLE, oddities=met), noted)
    return Examination(report, (), (Finding(UNREADABLE, Severity.ERROR, message),))
