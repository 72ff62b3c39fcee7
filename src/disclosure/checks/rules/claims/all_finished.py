"""All applications said to be finished, while some were carried forward (称全部办结，表三有结转)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_ALL = re.compile(r"(?:均已|全部|都已|均按[期时])(?:按[期时])?(?:予以|完成|依法)?(?:办结|答复|办理完毕)")
_APPLICATIONS = re.compile(r"申请")
#: What is finished besides applications, and the part of them that a sentence may speak of.
_OTHER = re.compile(r"热线|12345|信访|建议|提案|留言|咨询|到期|应答复")
_STOPS = "。；;\n"
_CARRIED_FORWARD = "applications.carried_forward.total"


@check(
    severity=Severity.NOTICE,
    title=_("称申请全部办结，表三有结转"),
    explanation=_("正文说收到的申请已全部办结或答复，表三却有结转下年度继续办理的申请；可能指到期的都已办结。"),
    advice=_("请写明口径，例如“办结5件，1件未到期，结转下年度”。"),
)
def all_finished(subject: Subject) -> Iterator[Found]:
    """Silent where the sentence itself names those that are carried forward, or other work than applications."""
    left = subject.report.value(_CARRIED_FORWARD)
    for section in subject.report.sections if left else ():
        for match in _ALL.finditer(section.text):
            start = max(section.text.rfind(stop, 0, match.start()) for stop in _STOPS) + 1
            ends = [end for stop in _STOPS if (end := section.text.find(stop, match.end())) >= 0]
            sentence = section.text[start : min(ends, default=len(section.text))]
            if _APPLICATIONS.search(sentence) and "结转" not in sentence and not _OTHER.search(sentence):
                message = _("正文称申请“{words}”，表三有{left}件结转下年度继续办理。", words=match[0], left=left)
                yield Found(
                    message,
                    at=(section.key, _CARRIED_FORWARD),
                    found=match[0],
                    quotes=(Quote(section.key, start, match.end()),),
                    place=section.place_at(match.start()),
                )
