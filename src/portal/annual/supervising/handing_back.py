"""Findings that go back to the agency whose report it is (退回材料): comments in its Word file, marked tables, one letter.

What somebody dismissed does not go along; what comparison with the year before shows does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy

from disclosure.annotating import Annotated, Sender, made_of
from disclosure.checks.finding import Finding
from disclosure.checks.fingerprint import fingerprints
from disclosure.examine import examine_report
from disclosure.form import editions
from disclosure.isolation import Examiner
from portal.agencies.models import Agency
from portal.annual.models import FindingVerdict, Verdict
from portal.annual.supervising.rolling import Submitted
from portal.annual.unread import unread
from portal.today import today


@dataclass(frozen=True, slots=True)
class Kind:
    """A file that can be handed back: under which name the engine makes it, how it is called and saved."""

    engine: str
    title: object
    suffix: str


#: By the word that stands in the address.
KINDS = {
    "comments": Kind("docx", gettext_lazy("带批注的 Word"), "docx"),
    "tables": Kind("xlsx", gettext_lazy("标出问题的表格"), "xlsx"),
    "letter": Kind("letter", gettext_lazy("核对情况的函"), "docx"),
}


def handed_back(office: Agency, submitted: Submitted, kind: Kind) -> bytes:
    """The file of a kind for a report, in the language in force; somebody's own file is read in a child process.

    Raises :class:`UnreadableError` where the file cannot be read any more.
    """
    without = _dismissed(office, submitted)
    report = submitted.report()
    more = _across(submitted, without)
    sender = Sender(office.name, today()) if kind.engine == "letter" else None
    data = _own_file(submitted)
    if data is None or submitted.received is None:
        # Laid out anew from what was kept: there is no file of theirs to write into.
        kept = replace(report, source=replace(report.source, media_type="application/json"))
        return made_of(b"", examine_report(kept), editions(), kind=kind.engine, sender=sender, more=more, without=without).data
    with Examiner() as examiner:
        examination, made = examiner.make(
            data, submitted.received.name, made_of, kind=kind.engine, sender=sender, more=more, without=without
        )
    if not isinstance(made, Annotated):
        raise unread(examination)
    return made.data


def _own_file(submitted: Submitted) -> bytes | None:
    """The file as it was sent, None where there is none."""
    if submitted.signed or not submitted.received or not submitted.received.file:
        return None
    with submitted.received.file.open("rb") as stream:
        return bytes(stream.read())


def _dismissed(office: Agency, submitted: Submitted) -> frozenset[str]:
    """The fingerprints of findings of which the office's last word is that they do not hold."""
    last: dict[str, str] = {}
    for verdict in FindingVerdict.objects.filter(office=office, subject=submitted.subject).order_by("pk"):
        last[verdict.fingerprint] = verdict.verdict
    return frozenset(mark for mark, verdict in last.items() if verdict == Verdict.DISMISSED)


def _across(submitted: Submitted, without: frozenset[str]) -> Sequence[Finding]:
    """What the report of the year before and those of other agencies show, as far as nobody dismissed it."""
    found = submitted.across()
    if found is None:
        return ()
    marks = fingerprints(found.report, found.findings)
    return tuple(finding for finding, mark in zip(found.findings, marks, strict=True) if mark not in without)
