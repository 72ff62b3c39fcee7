"""Entries of ledgers (台账记录): data as their kind defines it, never deleted, withdrawn with a reason."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency


class EntryQuerySet(models.QuerySet["Entry"]):
    """Queries over entries."""

    def in_force(self) -> EntryQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_on=None)

    def of_year(self, year: int) -> EntryQuerySet:
        """Those of a year, by the day that their kind goes by."""
        return self.filter(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))


class Entry(models.Model):
    """One entry of a ledger. ``data`` holds the fields of its kind; ``day`` is the one that decides the year."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="ledger_entries", verbose_name=_("机关"))
    kind = models.CharField(_("台账"), max_length=40)
    day = models.DateField(_("日期"))
    title = models.CharField(_("名称"), max_length=200)
    data = models.JSONField(_("内容"), default=dict)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)
    withdrawn_on = models.DateField(_("作废日期"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("台账记录")
        verbose_name_plural = _("台账记录")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["agency", "kind", "day"], name="ledger_year")]  # lists and figures of a year
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_reason="") | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="ledger_withdrawn_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def record_id(self) -> str:
        """How figures name it."""
        return f"ledger:{self.pk}"

    def value(self, key: str) -> Any:
        """What a field holds as JSON has it; None where nothing was filled in."""
        return self.data.get(key)


def kept_at(instance: EntryFile, filename: str) -> str:
    """Where a file is kept: under a name that tells nothing, with its suffix."""
    return f"ledgers/{instance.entry.agency_id}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()}"


class EntryFile(models.Model):
    """A file that belongs to a field of an entry."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="files", verbose_name=_("记录"))
    field = models.CharField(_("字段"), max_length=40)
    file = models.FileField(_("文件"), upload_to=kept_at)
    name = models.CharField(_("文件名"), max_length=200)
    added_at = models.DateTimeField(_("添加时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("台账附件")
        verbose_name_plural = _("台账附件")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
