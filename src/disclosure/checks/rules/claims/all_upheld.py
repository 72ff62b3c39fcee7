"""All cases said to be upheld, while the table has other outcomes or open cases (称均获维持)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_ALL = re.compile(r"(?:均|全部|都)(?:获|被|得到|予以|为)?(?:结果)?(?:维持|胜诉|驳回)")
#: What the sentence speaks of; whichever it names is looked at, both where it names none.
_REVIEW, _COURT = re.compile(r"复议"), re.compile(r"诉讼|应诉|起诉|法院")
_ROWS = {"reconsideration": _REVIEW, "litigation_direct": _COURT, "litigation_after_reconsideration": _COURT}
_OTHER = ("corrected", "other", "pending")
_STOPS = "。；;\n"


@check(
    severity=Severity.WARNING,
    title=_("称全部维持，表四另有结果"),
    explanation=_("正文说行政复议、行政诉讼均获维持，表四却有被纠正、其他结果或者尚未审结的件数。"),
    advice=_("请按表四改写，例如“维持2件，尚未审结1件”。"),
)
def all_upheld(subject: Subject) -> Iterator[Found]:
    """Speaks of the kind of case that the sentence names; silent where the table has nothing but what was upheld."""
    for section in subject.report.sections:
        for match in _ALL.finditer(section.text):
            start = max(section.text.rfind(stop, 0, match.start()) for stop in _STOPS) + 1
            words = section.text[start : match.end()]
            rows = [row for row, named in _ROWS.items() if named.search(words)]
            cells = [f"disputes.{row}.{column}" for row in rows for column in _OTHER]
            contrary = [at for at in cells if subject.report.value(at)]
            if contrary:
                told = [_("“{cell}”{value}件", cell=subject.label(at), value=subject.report.value(at)) for at in contrary]
                message = _("正文称“{words}”，表四另有{cells}。", words=match[0], cells=told)
                quotes = (Quote(section.key, start, match.end()),)
                yield Found(
                    message, at=(section.key, *contrary), found=match[0], quotes=quotes, place=section.place_at(match.start())
                )
