"""A part that reads like another agency’s (与其他机关文字雷同)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.language import _


@across(
    severity=Severity.NOTICE,
    law="disclosure_regulations:50",
    title=_("文字与其他机关的报告雷同"),
    explanation=_("报告应写本机关的情况；整段与别的机关相同，多半是互相抄用或者套用模板。"),
    advice=_("请按本机关的实际情况重写。"),
)
def near_duplicate(neighbours: Neighbours) -> Iterator[Found]:
    """Names and numbers are not compared, nor boilerplate. The most alike is quoted; others are counted."""
    for section in neighbours.report.sections:
        twins = neighbours.likeness.twins(neighbours.report, section)
        if not twins:
            continue
        nearest = twins[0]
        message = _(
            "“{title}”与{agency}的报告有{share}%相同{more}。",
            title=section.title,
            agency=nearest.report.agency or nearest.report.source.file,
            share=round(nearest.share * 100),
            more=_("，还有{count}份报告也相似", count=len(twins) - 1) if len(twins) > 1 else "",
        )
        quotes = (nearest.sentence,) if nearest.sentence else ()
        others = tuple(beside(twin.report, twin.section, twin.says) for twin in twins[:5])
        yield Found(message, at=(section.key,), found=f"{round(nearest.share * 100)}%", quotes=quotes, beside=others)
