"""Parts that do not add up to their whole (其中各项与总数不符)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import quoted, report_with, said

RULE = "claims.parts"


@pytest.mark.parametrize(
    ("text", "whole", "total", "severity", "because"),
    [
        ("主动公开信息171条：领域信息124条，动态34条，政策文件20条。", 171, 178, Severity.WARNING, "a colon announces the parts"),
        ("共发布信息5条，其中通知公告各5条。", 5, 10, Severity.WARNING, "各 speaks of two at least"),
        ("共公开信息128条，其中网站100条，微信30条。", 128, 130, Severity.WARNING, "more than the whole"),
        ("共公开信息128条，其中网站100条，其余20条。", 128, 120, Severity.WARNING, "the rest is named"),
        ("共公开信息128条，其中要闻20条、公告30条、动态40条。", 128, 90, Severity.NOTICE, "three parts look like all of them"),
        (
            "共公开128条，其中网站100条（其中要闻20条，动态80条），微信30条。",
            128,
            130,
            Severity.WARNING,
            "inner parts count once",
        ),
    ],
)
def test_parts_that_do_not_add_up(text, whole, total, severity, because):
    report = report_with(text)

    (finding,) = said(RULE, report)

    assert (finding.expected, finding.found) == (whole, total), because
    assert finding.severity is severity
    assert finding.at == ("sections.1",)
    assert quoted(report, finding)[0].startswith(f"{whole}条")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("共公开信息129条，其中文件4条，公告7条，动态46条，其余72条。", "4 + 7 + 46 + 72"),
        ("共公开信息128条，其中网站100条。", "some of several"),
        ("主动公开信息171条：领域信息124条，动态34条，决算4条，其他9条。", "124 + 34 + 4 + 9"),
        ("共公开信息128条，其中要闻20条、公告30条、动态40条等。", "等 leaves some out"),
        ("收到申请5件，其中网上3件、当面2件，办结5件，结转1件。", "what follows the parts speaks of something else"),
        ("收到申请5件，其中网上3件，比上年增加2件，当面2件。", "a comparison is no part"),
        ("收到申请5件，其中网上3件，当面2件，共计5件。", "the total said once more"),
        ("共公开128条，其中网站100条，其中要闻20条，动态80条，微博28条。", "parts of a part"),
        ("共公开128条，其中网站100条（其中要闻20条，动态80条），微博28条。", "parts of a part in brackets"),
        ("共公开约128条，其中要闻20条、公告30条、动态40条。", "an approximate whole"),
        ("共公开128条，其中要闻约200条。", "an approximate part"),
        ("共公开128条，其中网站100条，阅读3000次。", "another unit"),
        ("召开会议3次，其中专题会议3次。", "all of them"),
    ],
)
def test_silent(text, because):
    assert said(RULE, report_with(text)) == [], because
