"""All figures of table three as another agency has them (表三与其他机关完全相同)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.figures import FEWEST, filled
from disclosure.checks.finding import Severity
from disclosure.checks.neighbours import Neighbours, beside
from disclosure.checks.rule import Found, across
from disclosure.language import _


@across(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("表三的数与其他机关完全相同"),
    explanation=_("有许多不为0的数而格格相同，多半是贴错了表。"),
    advice=_("请换成本机关的表。"),
)
def same_figures(neighbours: Neighbours) -> Iterator[Found]:
    """Names the first agency that has the same table."""
    own = filled(neighbours.report, "applications")
    if len(own) < FEWEST:
        return
    peer = neighbours.peers.with_table("applications", own, neighbours.report)
    if peer is not None:
        agency = peer.agency or peer.source.file
        message = _("表三{count}个不为0的数，与{agency}的一个不差。", count=len(own), agency=agency)
        yield Found(message, at=("applications",), beside=(beside(peer, "applications", len(own)),))
