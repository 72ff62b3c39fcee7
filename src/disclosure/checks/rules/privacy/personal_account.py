"""A private account of a messenger (公开了个人微信、QQ号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _
from disclosure.privacy.numbers import covered

_ACCOUNT = re.compile(
    r"(?<!公众)(?:微信号?|QQ号?|qq号?)(?:码)?\s*[：:]\s*(?P<account>[A-Za-z0-9][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9_@.])"
)


@check(
    severity=Severity.NOTICE,
    law="personal_information_protection_law:25",
    title=_("公开了疑似个人的微信号、QQ号"),
    explanation=_("单位的公众号可以公开；个人的微信号、QQ号是个人信息。"),
    advice=_("请核对是不是单位账号；是个人的请删去。"),
)
def personal_account(subject: Subject) -> Iterator[Found]:
    """Speaks of an account that is named as such; public accounts (公众号) are left alone."""
    for section in subject.report.all_sections():
        for match in _ACCOUNT.finditer(section.text):
            quotes = (Quote(section.key, *match.span("account")),)
            shown = covered(match["account"])
            yield Found(_("账号{shown}像是个人的。", shown=shown), at=(section.key,), found=shown, quotes=quotes)
