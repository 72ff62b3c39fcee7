"""Marks that an editor or converter left behind (残留标记)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_MARKS = re.compile(r"\[bookmark:[^\]\n]{0,80}\]|\*\*|&nbsp;|<[a-zA-Z/][^<>]{0,60}>|\{\{[^{}]*\}\}|错误！未找到引用源")


@check(
    severity=Severity.NOTICE,
    title=_("残留编辑标记"),
    explanation=_("文字里留下了软件的标记，不是报告的内容。"),
    advice=_("请删去这些标记。"),
)
def editor_marks(subject: Subject) -> Iterator[Found]:
    """One finding for each kind of mark in a part."""
    for section in subject.report.all_sections():
        kinds: dict[str, list[Quote]] = {}
        for match in _MARKS.finditer(section.text):
            kinds.setdefault(match[0], []).append(Quote(section.key, *match.span()))
        for mark, quotes in kinds.items():
            yield Found(_("残留编辑标记“{mark}”。", mark=mark), at=(section.key,), found=mark, quotes=tuple(quotes))
