"""Reports as Excel workbooks (.xlsx): each part on a sheet of its own, sums that stay live, the same bytes each time."""

from __future__ import annotations

from disclosure.form import Report
from disclosure.writing.compose import compose
from disclosure.writing.xlsx.drawing import Drawn, drawn
from disclosure.writing.xlsx.saving import saved
from disclosure.writing.xlsx.sums import put_sums

__all__ = ["Drawn", "saved", "workbook_of", "write_xlsx"]


def write_xlsx(report: Report) -> bytes:
    """The report as a workbook."""
    return saved(workbook_of(report))


def workbook_of(report: Report) -> Drawn:
    """The workbook before it is saved: ``cells`` tells where each figure stands, for those who want to mark some of them."""
    workbook = drawn(compose(report), report)
    put_sums(workbook, report)
    return workbook
