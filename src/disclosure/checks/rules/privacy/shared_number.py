"""One personal number for two people (一号多人)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import Section
from disclosure.language import _
from disclosure.privacy import PersonalNumber, mask

#: A name and a label right before a number, in running text: 联系人：王某某，手机：138….
_NAME = re.compile(
    r"(?:^|[、，,；;。（(：:\s])(?P<name>(?!联系|办公|监督|投诉|值班|咨询|服务|举报)[\u4e00-\u9fff]{2,3}(?<![室局科办部处号机]))"
    r"[（(，,：:\s]{0,2}(?:联系)?(?:手机|电话|方式)(?:号码?)?[：:\s]{0,2}$"
)


@check(
    severity=Severity.NOTICE,
    title=_("同一号码对应两个人"),
    explanation=_("名单里两个人的号码相同，至少有一处抄错。"),
    advice=_("请核对号码；个人号码本来就不应公开。"),
)
def shared_number(subject: Subject) -> Iterator[Found]:
    """Speaks of rows of a list, where each row is another person, and of two names in running text."""
    people: dict[tuple[str, str], dict[str, Quote]] = {}
    for section, number in subject.personal_numbers:
        owner = _owner(section, number)
        if owner:
            quotes = people.setdefault((section.key, number.digits), {})
            quotes.setdefault(owner, Quote(section.key, number.start, number.end))
    for (section_key, digits), quotes in people.items():
        if len(quotes) > 1:
            message = _("号码{number}在名单中出现{count}次。", number=mask(digits), count=len(quotes))
            yield Found(message, at=(section_key,), found=mask(digits), quotes=tuple(quotes.values()))


def _owner(section: Section, number: PersonalNumber) -> str | None:
    """Whose number it is: the row of a list, or the name before it; None where neither is told."""
    if section.is_table_row_at(number.start):
        return f"row at {number.start}"
    named = _NAME.search(section.text[max(0, number.start - 20) : number.start])
    return named["name"] if named else None
