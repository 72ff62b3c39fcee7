"""A last part that holds plans instead of other matters (第六部分写成了打算)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_PLANS = re.compile(r"新的一年|下一步|今后|将进一步|要在[^。]{2,20}上下功夫")
_MATTERS = re.compile(
    r"信息(?:公开)?处理费|收费|建议|提案|工作要点|新媒体|创新|无其他|没有其他|统计(?:期限|时限)|其[他它]需要报告"
)


@check(
    severity=Severity.NOTICE,
    law="disclosure_regulations:50",
    title=_("第六部分写的是工作打算"),
    explanation=_("工作打算属于第五部分“改进情况”；第六部分写信息处理费、要点落实等其他需要报告的事项，没有则写“无”。"),
    advice=_("请把打算移到第五部分，第六部分写明信息处理费等事项或“无其他需要报告的事项”。"),
)
def other_matters(subject: Subject) -> Iterator[Found]:
    """Silent where the part names at least one matter that belongs there."""
    for section in subject.report.sections:
        match = _PLANS.search(section.text)
        if section.number == 6 and match and not _MATTERS.search(section.text):
            yield Found(
                _("本部分只写了今后的打算，没有需要报告的其他事项。"),
                at=(section.key,),
                quotes=(Quote(section.key, *match.span()),),
            )
