"""The log of what was done (操作日志), hash-chained per agency: any later change to an entry shows."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act: who did what to what, when. Entries are only ever added; they hold no personal data of applicants."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    sequence = models.PositiveIntegerField(_("序号"))
    at = models.DateTimeField(_("时间"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("操作人"))
    action = models.CharField(_("操作"), max_length=60)
    subject = models.CharField(_("对象"), max_length=200)
    facts = models.JSONField(_("内容"), default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("操作日志")
        verbose_name_plural = _("操作日志")
        ordering = ["agency", "sequence"]
        constraints = [models.UniqueConstraint(fields=["agency", "sequence"], name="one_entry_per_sequence")]
        # The log grows for years; what looks for the last of one kind of act must not read all of it.
        indexes = [models.Index(fields=["action", "at"], name="audit_by_action")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject}"

    def computed_digest(self) -> str:
        """The hash over this entry and the one before it."""
        return digest_of(self.previous, self.sequence, self.at, self.person_id, self.action, self.subject, self.facts)


def digest_of(
    previous: str, sequence: int, at: datetime, person: int | None, action: str, subject: str, facts: dict[str, Any]
) -> str:
    """SHA-256 over an entry's content and its predecessor's hash."""
    content = json.dumps([previous, sequence, at.timestamp(), person, action, subject, facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
