"""What a text says of processing fees against the table beside it (费用说明与费用表不符)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import Line, Section
from disclosure.language import _
from disclosure.reading.facts import fees_stated

_FIELDS = ("notices", "noticed_amount", "received_amount")


@check(
    severity=Severity.WARNING,
    law="fee_measures",
    title=_("信息处理费的文字与表不一致"),
    explanation=_("文字说没有发出通知、没有收取费用，或写了数额的，应与信息处理费统计表相同。"),
    advice=_("请核对收费通知台账，改正错的一处。"),
)
def fee_said_and_printed(subject: Subject) -> Iterator[Found]:
    """Speaks only of reports that print the table of fees as well as a sentence about them."""
    report = subject.report
    printed = {field: report.value(f"processing_fees.{field}") for field in _FIELDS}
    if all(value is None for value in printed.values()):
        return
    said = fees_stated([_prose(section) for section in report.sections])
    if said is None:
        return
    for field, value in printed.items():
        stated = getattr(said, field)
        if value is not None and stated is not None and value != stated:
            address = f"processing_fees.{field}"
            message = _("文字为{stated}，表中“{cell}”为{printed}。", stated=stated, cell=subject.label(address), printed=value)
            yield Found(message, at=(address,), expected=value, found=stated)


def _prose(section: Section) -> Section:
    """A section without the rows of its tables."""
    lines: tuple[Line, ...] = tuple(line for line in section.lines if not line.is_table_row)
    return replace(section, lines=lines)
