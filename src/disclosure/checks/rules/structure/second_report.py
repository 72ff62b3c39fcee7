"""More than one report in a file, or a table that begins again (两份报告)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("一个文件里不止一份报告"),
    explanation=_("对照刊印两年的文件里，两份报告的数字不能混在一起；本程序只读第一份，后面的不读。"),
    advice=_("请把每份报告存成单独的文件再读。"),
)
def second_report(subject: Subject) -> Iterator[Found]:
    """Names where the second one begins."""
    for oddity in subject.oddities("second_report"):
        message = _("从“{title}”起是另一份报告，其后的表和文字没有读入。", title=oddity.facts["title"])
        yield Found(message, at=oddity.at, place=oddity.place)
    for oddity in subject.oddities("table_twice"):
        yield Found(_("这张表在文中又从头印了一遍，第二遍没有读入。"), at=oddity.at, place=oddity.place)
