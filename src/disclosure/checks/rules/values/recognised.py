"""A report whose words were recognised in pictures (文字识别)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("由文字识别读出"),
    explanation=_("扫描件和图片里的字靠识别得来，可能认错；把握不足又没有合计关系佐证的数一律不采用。"),
    advice=_("请逐格与原件核对；最好改用生成它的 Word 文件或网页。"),
)
def recognised(subject: Subject) -> Iterator[Found]:
    """Said once for the whole report, and for its agency and year where they do not count; each cell has its own confidence."""
    for oddity in subject.oddities("recognised"):
        message = _(
            "本报告的文字是从图片中识别的：{cells}格中有{unknown}格把握不足，未采用；采用的数把握最低为{least}%。",
            **{name: oddity.facts[name] for name in ("cells", "unknown", "least")},
        )
        yield Found(message, at=oddity.at, place=oddity.place)
    for oddity in subject.oddities("recognised_unsure"):
        facts = {"text": oddity.facts["as"], "sure": oddity.facts["sure"]}
        if oddity.facts["what"] == "agency":
            yield Found(_("机关名称识别为“{text}”，把握只有{sure}%，未采用；请对照原件。", **facts))
        else:
            yield Found(_("报告年度识别为“{text}”，把握只有{sure}%，未采用；请对照原件。", **facts))
