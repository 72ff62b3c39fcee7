"""The closed sets of this room, from the engine's data: kinds of applicants, channels, statuses, outcomes by group."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from disclosure.form.edition import Column, Edition, Heading, Row
from disclosure.form.loading import editions
from disclosure.language import Label
from disclosure.records import Channel, Outcome, Status, outcome_of
from portal.marks import mark

NATURAL_PERSON = "natural_person"

CHANNELS = [
    (Channel.COUNTER.value, _("当面提交")),
    (Channel.REGISTERED_POST.value, _("需签收的邮寄（挂号信、邮政特快专递）")),
    (Channel.POST.value, _("平常信函")),
    (Channel.ONLINE.value, _("互联网渠道")),
    (Channel.FAX.value, _("传真")),
]
#: How it was put: in writing, or by word of mouth and written down by the office (第二十九条); e-mail is the internet.
MANNERS = [("", _("书面")), ("oral", _("口头，由工作人员代为填写")), ("email", _("电子邮件"))]
#: What a file of the applicant is.
FILE_KINDS = [
    ("identity", _("身份证明")),
    ("authority", _("授权委托书")),
    ("application", _("申请表、信函、录音等原件")),
    ("other", _("其他材料")),
]
#: What departments found on a search: none of it is about the applicant, and not all of it may be given.
FOUND = ("found", _("本机关检索到的材料"))
#: Help that applicants with difficulties in reading, seeing, hearing or moving ask for (第四十三条).
HELPS = [
    ("call", _("以电话联系代替书面往来")),
    ("text", _("以短信等文字联系代替电话")),
    ("large", _("文书用大字")),
    ("read", _("当面读出文书")),
    ("visit", _("行动不便，需要上门或者他人代办")),
    ("other", _("其他，见说明")),
]
#: Why somebody looks at what is masked. A closed set: what is logged must not hold words about anybody.
REVEAL_REASONS = [
    ("contact", _("与申请人联系")),
    ("identity", _("核实申请人或者代理人的身份")),
    ("delivery", _("寄送、送达文书")),
    ("repeat", _("判断是否重复申请")),
    ("dispute", _("办理行政复议、行政诉讼")),
    ("other", _("其他工作需要，已在案卷中说明")),
]
IDENTITY_KINDS = [
    ("identity_card", _("居民身份证")),
    ("passport", _("护照")),
    ("residence_permit", _("港澳台居民居住证、外国人永久居留身份证")),
    ("credit_code", _("统一社会信用代码")),
    ("other", _("其他证件")),
]
FORMS = [("paper", _("纸质")), ("electronic", _("电子文件")), ("disc", _("光盘"))]
WAYS = [
    ("post", _("邮寄")),
    ("email", _("电子邮件")),
    ("collect", _("自行领取")),
    ("fax", _("传真")),
    ("read", _("当场阅读、抄录")),
]
#: By which ways each form can be given at all: a disc goes into no e-mail, a file on no paper.
WAYS_OF = {
    "paper": ("post", "collect", "fax", "read"),
    "electronic": ("email", "collect", "read"),
    "disc": ("post", "collect"),
}
#: Colour of a status on screen (with its word; never colour alone).
STATUS_COLOURS = {
    Status.UNCONFIRMED: "amber",
    Status.HANDLING: "blue",
    Status.CORRECTION: "amber",
    Status.CONSULTING: "blue",
    Status.PAYMENT: "amber",
    Status.REPLIED: "amber",
    Status.DELIVERED: "green",
    Status.WITHDRAWN: "",
}


def form_in_force() -> Edition:
    """The newest edition of the annual report form, whose columns and rows are the kinds of applicants and the outcomes."""
    return editions()[0]


def _columns() -> tuple[Column, ...]:
    return tuple(column for column in form_in_force().table("applications").columns_of("received") if column.key != "total")


@cache
def _label(column: str) -> object:
    """A column's words in the language of the page."""
    found = next(each for each in _columns() if each.key == column)
    return lazy(found.label.text, str)()


def applicant_kinds() -> list[tuple[str, object]]:
    """The kinds of applicants (申请人情况), as the columns of table three name them."""
    return [(column.key, _label(column.key)) for column in _columns()]


def applicant_kinds_explained() -> list[tuple[str, object]]:
    """The kinds with the heading that they stand under: 法人或其他组织（商业企业）."""
    header = form_in_force().table("applications").header
    found: list[tuple[str, object]] = []
    for part in header:
        if isinstance(part, Heading):
            found += [(each.key, lazy(partial(_explained, part.label, each.label), str)()) for each in part.columns()]
        elif part.key != "total":
            found.append((part.key, _label(part.key)))
    return found


def _explained(heading: Label, label: Label) -> str:
    return f"{heading}（{label}）" if str(heading).isascii() is False else f"{heading} ({label})"


def statuses() -> list[tuple[str, object]]:
    """All statuses with their words."""
    return [(str(status), lazy(status.label.text, str)()) for status in Status]


def row_label(row: Row) -> str:
    """An outcome with the group that it stands in: （三）不予公开 · 1.属于国家秘密."""
    groups = [group.label for group in row.groups if group.key != "outcomes"]
    return " · ".join(label.text() for label in (*groups, row.label))


def outcome_rows() -> Iterator[tuple[Row, Outcome]]:
    """The leaf rows of table three in printed order, each with what it demands."""
    table = form_in_force().table("applications")
    for row in table.regular_rows:
        if any(group.key == "outcomes" for group in row.groups) and not row.is_sum:
            yield row, outcome_of(row.key)


def outcome_label(key: str | None) -> str:
    """The words of an outcome; "" for none."""
    return next((row_label(row) for row, _outcome in outcome_rows() if row.key == key), "")


def decision_choices(status: Status) -> list[tuple[str, list[tuple[str, str]]]]:
    """The decisions that a reply can be in a status, grouped as the form prints them: (group, [("row/decision", words)]).

    While a correction or a payment is awaited there is only the row for its being overdue.
    """
    only = status if status in (Status.CORRECTION, Status.PAYMENT) else None
    groups: dict[str, list[tuple[str, str]]] = {}
    for row, outcome in outcome_rows():
        if outcome.only_while != only:
            continue
        inner = [group.label.text() for group in row.groups if group.key != "outcomes"]
        under = groups.setdefault(inner[0] if inner else row.label.text(), [])
        for decision in outcome.decisions:
            words = (
                row.label.text() if len(outcome.decisions) == 1 and inner else f"{row.label.text()}{mark('：')}{decision.label}"
            )
            under.append((f"{row.key}/{decision.key}", words if inner else decision.label.text()))
    return list(groups.items())
