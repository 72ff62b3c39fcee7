"""One personal number for two people (一号多人)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _
from disclosure.privacy import find_personal_numbers, mask


@check(
    severity=Severity.NOTICE,
    title=_("同一号码对应两个人"),
    explanation=_("名单里两个人的号码相同，至少有一处抄错。"),
    advice=_("请核对号码；个人号码本来就不应公开。"),
)
def shared_number(subject: Subject) -> Iterator[Found]:
    """Speaks of rows of a list in the text, where each row is another person."""
    for section in subject.report.all_sections():
        rows: dict[str, list[Quote]] = {}
        for number in find_personal_numbers(section.text):
            if section.is_table_row_at(number.start):
                rows.setdefault(number.digits, []).append(Quote(section.key, number.start, number.end))
        for digits, quotes in rows.items():
            if len(quotes) > 1:
                message = _("号码{number}在名单中出现{count}次。", number=mask(digits), count=len(quotes))
                yield Found(message, at=(section.key,), found=mask(digits), quotes=tuple(quotes))
