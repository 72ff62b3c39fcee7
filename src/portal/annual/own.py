"""Findings on an agency's own draft: those of the report alone, and those beside its report of the year before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from disclosure.examine import examine_across, examine_report
from disclosure.form import Report
from portal.agencies.models import Agency
from portal.annual import signing
from portal.annual.models import ReceivedReport
from portal.annual.supervising import collecting
from portal.annual.supervising.verdicts import as_stored


def findings_of_draft(agency: Agency, year: int, report: Report) -> list[dict[str, Any]]:
    """What the rules say of the year as it is compiled now, as stored findings."""
    found = as_stored(examine_report(report))
    before = last_report_of(agency, year)
    if before is None:
        return found
    both = [replace(one, agency_code=str(agency.pk)) for one in (report, before)]
    return [*found, *as_stored(examine_across(both)[0])]


def last_report_of(agency: Agency, year: int) -> Report | None:
    """The agency's report of the year before: the signed one, else the one that the office was started from."""
    signed = signing.signed_report(agency, year - 1)
    if signed:
        return signing.report_of_version(signed)
    kept = ReceivedReport.objects.filter(office=agency, agency=agency, year=year - 1, replaced=False)
    received = kept.order_by("-pk").first()
    return collecting.report_of(received) if received else None
