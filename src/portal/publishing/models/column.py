"""Columns (栏目) of an agency's site."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency


class ColumnKind(models.TextChoices):
    """What a column is to the 政府信息公开专栏: one of its fixed parts, or an ordinary column beside it."""

    GUIDE = "guide", _("政府信息公开指南")
    POLICIES = "policies", _("政府信息公开制度")
    STATUTORY = "statutory", _("法定主动公开内容")
    ANNUAL_REPORTS = "annual_reports", _("政府信息公开年报")
    APPLY = "apply", _("依申请公开")
    ORDINARY = "ordinary", _("专栏以外的栏目")


class Column(models.Model):
    """A column of an agency's site. What stands in an ordinary one is not statutory disclosure and is counted apart."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="columns", verbose_name=_("机关"))
    key = models.SlugField(_("网址名"), max_length=50)
    title = models.CharField(_("栏目名称"), max_length=50)
    title_en = models.CharField(_("英文名称"), max_length=100, blank=True)
    kind = models.CharField(_("所属部分"), max_length=20, choices=ColumnKind, default=ColumnKind.STATUTORY)
    order = models.PositiveSmallIntegerField(_("顺序"), default=0)
    update_within = models.PositiveSmallIntegerField(
        _("更新周期（天）"), null=True, blank=True, help_text=_("超过这么多天没有新内容会提醒；留空则不提醒。")
    )
    unit = models.CharField(_("责任单位"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("栏目")
        verbose_name_plural = _("栏目")
        ordering = ["agency", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="one_column_per_key")]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """Its name in the language of the page."""
        return self.title_en if self.title_en and (get_language() or "").startswith("en") else self.title

    @property
    def is_fixed(self) -> bool:
        """Whether it belongs to the fixed parts of the 政府信息公开专栏."""
        return self.kind != ColumnKind.ORDINARY

    @property
    def takes_items(self) -> bool:
        """Whether items are written into it; annual reports and applications come from rooms of their own."""
        return self.kind not in (ColumnKind.ANNUAL_REPORTS, ColumnKind.APPLY)
