"""Reconsiderations and lawsuits about disclosure (行政复议、行政诉讼), as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.errors import CaseError
from disclosure.language import Label, _


class DisputeKind(StrEnum):
    """Which group of table four a dispute counts in."""

    RECONSIDERATION = "reconsideration"
    LITIGATION_DIRECT = "litigation_direct"
    LITIGATION_AFTER_RECONSIDERATION = "litigation_after_reconsideration"


class DisputeOutcome(StrEnum):
    """How a dispute ended."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"

    @property
    def label(self) -> Label:
        """The outcome with the decisions that it stands for (行政复议法, 行政诉讼法)."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    DisputeOutcome.UPHELD: Label("维持、驳回请求", "upheld"),
    DisputeOutcome.CORRECTED: Label("变更、撤销、确认违法、责令履行", "corrected"),
    DisputeOutcome.OTHER: Label("驳回申请或者起诉、终止、撤回、调解", "other"),
}


@dataclass(frozen=True, slots=True)
class DisputeRecord:
    """A dispute: filed, and closed with an outcome or still pending. Raises :class:`CaseError` where its parts contradict."""

    id: str
    kind: DisputeKind
    filed_on: date
    closed_on: date | None = None
    outcome: DisputeOutcome | None = None

    def __post_init__(self) -> None:
        """Refuse half a closure and a closure before the beginning."""
        if (self.closed_on is None) != (self.outcome is None):
            raise CaseError(_("审结日期和审结结果要么都填，要么都不填"))
        if self.closed_on is not None and self.closed_on < self.filed_on:
            raise CaseError(_("审结日期{closed}早于受理日期{filed}，请核对", closed=self.closed_on, filed=self.filed_on))
