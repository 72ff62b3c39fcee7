"""As many decisions as items of power, in the form of 2019 (处理决定数量等于项目数量)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_ROWS = ("licences", "other_services", "penalties", "coercive_measures")
#: Below this two numbers may be the same by chance.
_SEVERAL = 10


@check(
    severity=Severity.NOTICE,
    title=_("处理决定数量等于项目数量"),
    explanation=_("项目数量是有多少项权力，处理决定数量是办了多少件；两个数一样，可能把项目数当作办件数填了。"),
    advice=_("请核对处理决定数量是不是办件数。"),
)
def decisions_are_items(subject: Subject) -> Iterator[Found]:
    """Compares the decisions with the items of this year: those of last year and the change."""
    report = subject.report
    for row in _ROWS:
        items, change, decisions = (report.value(f"article_20.{row}.{key}") for key in ("items_last_year", "change", "decisions"))
        if items is None or change is None or decisions is None:
            continue
        if decisions >= _SEVERAL and decisions == items + change:
            at = f"article_20.{row}.decisions"
            message = _("{cell}为{decisions}，正好等于项目数量。", cell=subject.label(at), decisions=decisions)
            yield Found(message, at=(at, f"article_20.{row}.items_last_year"), found=decisions)
