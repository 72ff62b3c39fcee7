"""Which application counts in which cell of a signed report, kept at signing for its applicant to prove (计数清单、计数证明)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from disclosure.figures import cells_of
from disclosure.form import Edition
from disclosure.receipts import Counted, Ledger, Proof, prove
from portal.agencies.models import Agency
from portal.annual.models import SignedReport
from portal.applications.models import Application
from portal.applications.services import case_records

#: Bytes of salt under each leaf: too many to try.
_SALT = 16


def counted_at_signing(agency: Agency, year: int, edition: Edition) -> list[list[str]]:
    """``[record, receipt number, cell, salt]`` for each cell that each application of the year counts in, totals left out."""
    numbers = {
        one.record_id: one.receipt_number
        for one in Application.objects.filter(agency=agency).select_related(None).only("pk", "receipt_number")
    }
    return [
        [record, numbers[record], cell, secrets.token_hex(_SALT)]
        for record, cells in cells_of(case_records(agency, year), edition, year).items()
        for cell in cells
    ]


def ledger_of(signed: SignedReport) -> Ledger:
    """What the agency publishes beside a signed report."""
    report = signed.report
    return Ledger.of(report.agency.code, report.agency.name, report.year, signed.sha256, _entries(signed.counted))


def entries_of(signed: SignedReport, application: Application) -> list[Counted]:
    """Where an application counts in a signed report; empty where it does not."""
    return list(_entries(row for row in signed.counted if row[0] == application.record_id))


def proof_of(signed: SignedReport, application: Application) -> Proof:
    """The proof that its applicant takes home. Raises :class:`disclosure.receipts.Unproven` where it does not count."""
    return prove(ledger_of(signed), entries_of(signed, application))


def _entries(rows: Iterable[list[str]]) -> Iterable[Counted]:
    return (Counted(number, cell, salt) for _record, number, cell, salt in rows)
