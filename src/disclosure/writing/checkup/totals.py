"""The few figures that the head of a card shows, so that a report can be told at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.checks.examination import Examination
from disclosure.language import Message, _
from disclosure.writing.checkup.twin import number
from disclosure.writing.main_figures import main_figure


@dataclass(frozen=True, slots=True)
class Total:
    """A figure in the head of a card; ``value`` is empty where the report does not give it, words where it gives it roughly."""

    label: Message
    value: str | Message
    hint: Message


#: What the head shows, by the addresses of the form that hold it; the first that the report has a number for is taken.
_APPLICATIONS = (
    (_("新收"), "applications.received.total", _("本年新收的政府信息公开申请（件）")),
    (_("办结"), "applications.total.total", _("本年度办理结果总计（件）")),
    (_("结转"), "applications.carried_forward.total", _("结转下年度继续办理的申请（件）")),
)
#: The measure of the grammar of claims that counts published items.
_PUBLISHED = "items.published"


def totals(examination: Examination) -> tuple[Total, ...]:
    """Applications received, decided and carried forward (件), and the published items that the text speaks of (条)."""
    report = examination.report
    if report.edition is None:
        return ()
    applications = tuple(Total(label, number(main_figure(report, (address,))), hint) for label, address, hint in _APPLICATIONS)
    return (*applications, *_published(examination))


def _published(examination: Examination) -> tuple[Total, ...]:
    """The largest count of published items among the claims, since the others are parts of it.

    A number that the text gives roughly (240余) is not shown as if it were exact.
    """
    claims = [claim for claim in examination.claims if claim.measure == _PUBLISHED and claim.value is not None]
    largest = max(claims, key=lambda claim: claim.value or 0, default=None)
    value: str | Message = number(largest.value) if largest else ""
    if largest and largest.approximate:
        value = _("约 {value}", value=value)
    return (Total(_("公开信息"), value, _("正文所说的主动公开信息条数，有几处时取最大的")),)
