"""What an examination yields: the report, what its prose claims, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.checks.finding import Finding, Severity
from disclosure.claims.claim import Claim
from disclosure.form import Report


@dataclass(frozen=True, slots=True)
class Examination:
    """A report as it was read, the claims of its prose, and the findings of all rules, in order of the report."""

    report: Report
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)
