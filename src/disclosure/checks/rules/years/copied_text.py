"""A part taken over from last year’s report (照抄上年文字)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.likeness import PARTS, common, own_sentences
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.language import _

#: From this share of its own sentences on a part is taken over, and so many characters of them it needs at least.
_SHARE, _SHORTEST = 0.6, 120


@across(
    severity=Severity.NOTICE,
    law="disclosure_regulations:50",
    title=_("文字照抄上一年报告"),
    explanation=_("年度报告写当年的情况；大段文字与上年相同，尤其是问题和改进，说明没有如实总结。"),
    advice=_("请按本年度的实际情况重写。"),
)
def copied_text(neighbours: Neighbours) -> Iterator[Found]:
    """Numbers, names and known boilerplate are not compared. Looks at parts that offices write themselves."""
    before, report = neighbours.before, neighbours.report
    if before is None:
        return
    earlier = {section.number: section for section in before.report.sections}
    for section in report.sections:
        same = earlier.get(section.number) if section.number in PARTS else None
        if same is None:
            continue
        now, then = own_sentences(section, report), own_sentences(same, before.report)
        known = {sentence.words for sentence in then}
        length = sum(len(sentence.words) for sentence in now)
        copied = sum(len(sentence.words) for sentence in now if sentence.words in known)
        here, there = common(now, then)
        if here and there and copied >= _SHORTEST and copied >= length * _SHARE:
            share = round(copied * 100 / length)
            message = _(
                "“{title}”有{share}%的文字与{year}年报告相同。", title=section.title, share=share, year=before.report.year
            )
            quotes = (Quote(section.key, here.start, here.end),)
            others = (beside(before.report, same.key, there.printed),)
            yield Found(message, at=(section.key,), found=f"{share}%", quotes=quotes, beside=others)
