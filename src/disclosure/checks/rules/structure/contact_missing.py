"""A report that does not say whom to ask (缺联系方式)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    title=_("没有联系方式"),
    explanation=_("报告开头的说明应写明地址、邮编、电话，公众对报告有疑问时才知道问谁。"),
    advice=_("请在报告开头写明“如对本报告有疑问，请与……联系（地址、邮编、电话）”。"),
)
def contact_missing(subject: Subject) -> Iterator[Found]:
    """Silent where an address, a postcode, a telephone or an e-mail address is printed, and before there was a form."""
    if subject.report.sections and subject.report.contact.is_empty and not subject.is_before_the_form:
        yield Found(_("全文没有印出地址、邮编、电话或电子邮箱。"), at=("preamble",))
