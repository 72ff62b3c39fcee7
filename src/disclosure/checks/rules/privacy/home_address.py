"""Where a private person lives (公开了家庭住址)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _
from disclosure.privacy import find_home_addresses


@check(
    severity=Severity.WARNING,
    law="personal_information_protection_law:25",
    title=_("公开了疑似家庭住址"),
    explanation=_("报告里的地址应是办公地址；写到门牌、组、室的住址属于个人信息。"),
    advice=_("请删去住址；已经发布的应撤下更换。"),
)
def home_address(subject: Subject) -> Iterator[Found]:
    """The address itself is not repeated in the message."""
    for section in subject.report.all_sections():
        for start, end in find_home_addresses(section.text):
            quotes = (Quote(section.key, start, end),)
            place = section.place_at(start)
            yield Found(_("有一处像是个人住址，不应公开。"), at=(section.key,), quotes=quotes, place=place)
