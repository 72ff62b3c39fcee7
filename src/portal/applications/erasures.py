"""A request to erase a case (删除审批): asked for by one person, decided by another, because nothing of it comes back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.applications.encryption import CaseTextField


class ErasureRequest(models.Model):
    """Somebody asks that a case be erased; once it is approved the case is, and the request stays as its proof."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="erasure_requests", verbose_name=_("申请")
    )
    #: A key of ``Erasure.Ground``.
    ground = models.CharField(_("删除的依据"), max_length=12)
    approval = models.CharField(_("批准文号或者销毁清册号"), max_length=60)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请删除的人"))
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    approved = models.BooleanField(_("同意"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人")
    )
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    opinion = CaseTextField(_("审批意见"), blank=True)

    class Meta:
        verbose_name = _("删除审批")
        verbose_name_plural = _("删除审批")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(approved=None), name="one_erasure_waits")
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.application)
