"""A personal number in a published report (公开了个人号码)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _
from disclosure.privacy import mask


@check(
    severity=Severity.ERROR,
    law="personal_information_protection_law:25",
    title=_("公开了个人号码"),
    explanation=_("公开的报告可以写负责人姓名和办公电话，不应写个人手机号、身份证号、银行卡号。"),
    advice=_("请删去，或改为办公电话；已经发布的应立即撤下更换。"),
    for_any_document=True,
)
def personal_number(subject: Subject) -> Iterator[Found]:
    """One finding for each place; the number itself is masked in the message."""
    for section, number in subject.personal_numbers:
        shown = mask(section.text[number.start : number.end])
        message = _("{kind}{shown}是个人信息，不应公开。", kind=number.kind.label, shown=shown)
        quotes = (Quote(section.key, number.start, number.end),)
        yield Found(message, at=(section.key,), found=shown, quotes=quotes, place=section.place_at(number.start))
