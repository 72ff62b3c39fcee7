"""Reconsiderations and lawsuits about disclosure (因政府信息公开工作被申请行政复议、提起行政诉讼)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disclosure.records import DisputeKind, DisputeOutcome, DisputeRecord
from portal.agencies.models import Agency
from portal.applications.models import Application

KINDS = [
    (DisputeKind.RECONSIDERATION.value, _("行政复议")),
    (DisputeKind.LITIGATION_DIRECT.value, _("行政诉讼（未经复议直接起诉）")),
    (DisputeKind.LITIGATION_AFTER_RECONSIDERATION.value, _("行政诉讼（复议后起诉）")),
]
OUTCOMES = [
    (DisputeOutcome.UPHELD.value, _("结果维持（维持、驳回请求）")),
    (DisputeOutcome.CORRECTED.value, _("结果纠正（变更、撤销、确认违法、责令履行）")),
    (DisputeOutcome.OTHER.value, _("其他结果（驳回申请或者起诉、终止、撤回、调解）")),
]


class Dispute(models.Model):
    """A dispute, tied to its application where there is one."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disputes", verbose_name=_("机关"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="disputes", verbose_name=_("所涉申请")
    )
    kind = models.CharField(_("类别"), max_length=40, choices=KINDS)
    organ = models.CharField(_("复议机关或者法院"), max_length=100)
    case_number = models.CharField(_("案号"), max_length=60, blank=True)
    filed_on = models.DateField(_("受理日期"))
    closed_on = models.DateField(_("审结日期"), null=True, blank=True)
    outcome = models.CharField(_("审结结果"), max_length=20, choices=OUTCOMES, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("行政复议、行政诉讼")
        verbose_name_plural = _("行政复议、行政诉讼")
        ordering = ["-filed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.case_number or self.filed_on.isoformat()}"

    @property
    def record_id(self) -> str:
        """Its id among the records behind figures."""
        return f"dispute:{self.pk}"

    def get_absolute_url(self) -> str:
        """The page on which it is edited."""
        return reverse("disputes:edit", args=[self.agency.slug, self.pk])

    def engine_record(self) -> DisputeRecord:
        """The dispute for the engine. Raises :class:`disclosure.errors.CaseError`."""
        outcome = DisputeOutcome(self.outcome) if self.outcome else None
        return DisputeRecord(self.record_id, DisputeKind(self.kind), self.filed_on, self.closed_on, outcome)
