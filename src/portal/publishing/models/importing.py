"""What came in from other platforms (导入批次): previewed first, then taken in as a whole or not at all."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency


class ImportState(models.TextChoices):
    """How far an import is."""

    PREVIEWED = "previewed", _("待确认")
    DONE = "done", _("已导入")
    DISCARDED = "discarded", _("已放弃")


class ImportRun(models.Model):
    """One upload of exported rows or saved pages: what was in it, and what became of it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    source_system = models.CharField(_("来源平台"), max_length=60, help_text=_("如：县政府信息公开平台。"))
    file_name = models.CharField(_("文件"), max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(_("状态"), max_length=10, choices=ImportState, default=ImportState.PREVIEWED)
    #: The rows as read, until they are taken in or dropped (``portal.publishing.imports.rows``).
    rows = models.JSONField(default=list)
    #: What was seen in them: counts, problems by row.
    findings = models.JSONField(default=dict)
    column = models.ForeignKey("publishing.Column", models.PROTECT, related_name="+", verbose_name=_("归入栏目"))
    imported = models.PositiveIntegerField(_("导入条数"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("导入人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("导入批次")
        verbose_name_plural = _("导入批次")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"
