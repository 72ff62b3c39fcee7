"""What the guide (政府信息公开指南) says of the law: periods, fee and remedies as they are on a day, each with its article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disclosure.law import Citation, Tariff, cite, period, receipt_rule, tariff

#: Ways to hand in an application, in the order of Article 31, with what the law calls the day of receipt.
_CHANNELS: tuple[tuple[str, Promise], ...] = (
    ("counter", _("当面提交")),
    ("registered_post", _("邮寄（挂号、快递等需要签收的）")),
    ("post", _("平常信函等无需签收的邮寄")),
    ("online", _("网上提交")),
    ("fax", _("传真")),
)
_DAY_OF_RECEIPT: dict[str, Promise] = {
    "submitted": _("提交当天为收到日"),
    "signed": _("本机关签收当天为收到日"),
    "confirmed": _("双方确认当天为收到日"),
    "arrived": _("送达当天为收到日"),
}
_PERIODS: tuple[tuple[str, Promise], ...] = (
    ("application.reply_period", _("答复期限")),
    ("application.extension", _("需要延长时，最多再延长")),
    ("application.correction_notice_period", _("申请内容不明确时，告知补正的期限")),
    ("application.consultation_period", _("征求第三方意见，对方提出意见的期限")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the guide: what, how much, and where it stands."""

    label: str | Promise
    words: str | Promise
    source: Citation


def periods(day: date) -> list[Line]:
    """The periods of an application received on a day."""
    return [_period_line(key, label, day) for key, label in _PERIODS]


def proactive_period(day: date) -> Line:
    """How soon what must be disclosed proactively is disclosed."""
    return _period_line("disclosure.period", _("主动公开期限"), day)


def _period_line(key: str, label: str | Promise, day: date) -> Line:
    found = period(key, day)
    return Line(label, str(found.label), found.citation)


def channels(day: date) -> list[Line]:
    """The ways to hand in an application and the day that counts as that of receipt."""
    rules = ((label, receipt_rule(channel, day)) for channel, label in _CHANNELS)
    return [Line(label, _DAY_OF_RECEIPT[rule.counts], rule.citation) for label, rule in rules]


def contents(day: date) -> list[Citation]:
    """What an application contains (第二十九条第二款)."""
    return [cite(f"disclosure_regulations:29.2({number})", on=day) for number in (1, 2, 3)]


def not_disclosed(day: date) -> list[Citation]:
    """What is not, or need not be disclosed (第十四条至第十六条)."""
    return [cite(f"disclosure_regulations:{article}", on=day) for article in ("14", "15", "16.1", "16.2")]


def remedies(day: date) -> list[Line]:
    """How long after a reply it can be contested, and where that is written."""
    lines = (
        ("remedies.reconsideration_period", _("申请行政复议")),
        ("remedies.litigation_period", _("提起行政诉讼")),
    )
    return [_period_line(key, label, day) for key, label in lines]


def tariffs(day: date) -> list[Tariff]:
    """The tariffs of the processing fee, of which the agency chooses one."""
    return [tariff(key, day) for key in ("fees.by_item", "fees.by_page")]
