"""The arithmetic rules (勾稽关系), one for each sum that an edition of the form demands: generated, not written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Rule, Subject
from disclosure.form import Edition, Equation, Identity, Number, Report
from disclosure.language import Message, _


def arithmetic_rules(known: Sequence[Edition]) -> tuple[Rule, ...]:
    """A rule for each identity of each table, the same identity of several editions once."""
    rules: dict[str, Rule] = {}
    for edition in known:
        for table in edition.tables.values():
            for identity in table.identities:
                key = f"{table.key}.{identity.id}"
                rules.setdefault(key, _rule(key, identity, edition))
    return tuple(rules.values())


def _rule(key: str, identity: Identity, edition: Edition) -> Rule:
    def body(subject: Subject) -> Iterator[Found]:
        report = subject.report
        if report.edition is None:
            return
        table = report.edition.tables.get(key.partition(".")[0])
        if table is None:
            return
        for equation in table.equations(report.rows_present.get(table.key, frozenset())):
            if equation.identity == key:
                yield from _broken(equation, report, subject)

    return Rule(
        id=f"arithmetic.{key}",
        severity=Severity.ERROR,
        law="annual_report_format" if edition.is_prescribed else None,
        title=_("表内合计不符：{sum}", sum=identity.explanation),
        explanation=(
            _("格式规定：{sum}", sum=identity.explanation)
            if edition.is_prescribed
            else _("分项列全了的，各分项之和就是总数：{sum}", sum=identity.explanation)
        ),
        advice=_("请对照原始台账核对这些数，改正错的一格；表内各数须同时满足所有勾稽关系。"),
        body=body,
    )


def _broken(equation: Equation, report: Report, subject: Subject) -> Iterator[Found]:
    left, right = _total(equation.left, report), _total(equation.right, report)
    # A sum over a cell that is blank or unreadable has no result: other rules speak of such cells.
    if left is None or right is None or left == right:
        return
    message: Message = _(
        "{left}{left_sum}，而{right}{right_sum}，相差{difference}。",
        left=_words(equation.left, report, subject),
        left_sum=_sum(equation.left, left),
        right=_words(equation.right, report, subject),
        right_sum=_sum(equation.right, right),
        difference=abs(left - right),
    )
    yield Found(message, at=(*equation.left, *equation.right), expected=right, found=left)


def _total(addresses: Sequence[str], report: Report) -> Number | None:
    """The sum of some cells; None where one of them is not a number."""
    values = [report.value(address) for address in addresses]
    return None if any(value is None for value in values) else sum(value for value in values if value is not None)


def _sum(addresses: Sequence[str], total: Number) -> Message:
    """A total in words, as that of one cell or of several."""
    return _("为{total}", total=total) if len(addresses) == 1 else _("之和为{total}", total=total)


def _words(addresses: Sequence[str], report: Report, subject: Subject) -> list[Message]:
    """Some cells in words; of a long list only those that are not zero, since these make up the sum."""
    if len(addresses) == 1:
        return [_("“{cell}”", cell=subject.label(addresses[0]))]
    shown = addresses if len(addresses) == 2 else [address for address in addresses if report.value(address)]
    if not shown:
        return [_("其余{count}格", count=len(addresses))]
    return [_("“{cell}”（{value}）", cell=subject.label(address), value=report.value(address)) for address in shown]
