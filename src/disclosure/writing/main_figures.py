"""The few figures by which a report is told at a glance, in whatever edition it is written."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.form import Report, edition_named
from disclosure.form.listing import address_of_sum
from disclosure.form.report import Number

#: Before 2019 the same is said by an indicator: the cells of the form, and the sums of the official lists that make it.
_INDICATORS = {
    ("applications.received.total",): ("applications_by_channel", "received_by_channel"),
    ("applications.total.total",): ("finished_in_time",),
    ("disputes.reconsideration.total",): ("reconsideration_by_outcome",),
    ("disputes.litigation_direct.total", "disputes.litigation_after_reconsideration.total"): ("litigation_by_outcome",),
}
_YEAR = "year"


def main_figure(report: Report, cells: Sequence[str]) -> Number | None:
    """The sum of some cells of the form, of a report of before 2019 the indicator that says the same; None where either lacks."""
    if report.edition is not None and not report.edition.is_prescribed:
        sums = _INDICATORS.get(tuple(cells), ())
        address = address_of_sum(report.edition, edition_named(report.edition.key), sums, _YEAR)
        return report.value(address) if address else None
    numbers = [value for address in cells if (value := report.value(address)) is not None]
    return sum(numbers) if len(numbers) == len(cells) else None
