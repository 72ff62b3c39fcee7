"""A row that this edition of the form does not have (多行)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("表中多出格式没有的行"),
    explanation=_("现行格式删去了2019年格式的一些行；仍照旧印出，说明用的是旧模板。"),
    advice=_("请改用现行格式的表；需要说明的内容写入第六部分。"),
)
def extra_row(subject: Subject) -> Iterator[Found]:
    """A row of an earlier edition is named as such."""
    edition = subject.report.edition
    for row in subject.report.extra_rows:
        former = edition.tables[row.table].former_rows if edition else ()
        known = next((entry for entry in former if entry.label in row.label and entry.edition), None)
        if known:
            message = _("“{row}”是{year}年格式的行，本报告所用格式已经没有。", row=row.label, year=known.edition)
        else:
            message = _("“{row}”不是格式规定的行。", row=row.label)
        yield Found(message, at=(row.table,), found=row.label, place=row.place)
