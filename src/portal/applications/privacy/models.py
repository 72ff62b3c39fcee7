"""A request to erase a case (删除审批): asked for by one person, decided by another, because nothing of it comes back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.errors import CaseError
from disclosure.language import _ as said
from portal.agencies.models import Person
from portal.applications.sealing.fields import CaseTextField


class AskedErasure(models.Model):
    """Somebody asks that something be erased; once it is approved it is, and the request stays as its proof."""

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
        abstract = True
        ordering = ["pk"]

    def decide(self, approved: bool, opinion: str, by: Person) -> None:
        """Write down the decision of another person than who asked.

        Raises :class:`CaseError` where it was decided meanwhile, by who asked, or is refused without a word.
        """
        if self.approved is not None:
            raise CaseError(said("这一步刚刚已由别人办理，请刷新页面后再看"))
        if self.asked_by_id == by.pk:
            raise CaseError(said("申请删除的人不能自己批准，请交给分管领导"))
        if not approved and not opinion.strip():
            raise CaseError(said("不同意的，请写明意见"))
        self.approved, self.decided_by, self.decided_at = approved, by, timezone.now()
        self.opinion = "" if approved else opinion.strip()
        self.save()


class ErasureRequest(AskedErasure):
    """Somebody asks that a case be erased."""

    application = models.ForeignKey(
        "applications.Application", models.PROTECT, related_name="erasure_requests", verbose_name=_("申请")
    )

    class Meta(AskedErasure.Meta):
        verbose_name = _("删除审批")
        verbose_name_plural = _("删除审批")
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(approved=None), name="one_erasure_waits")
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.application)
