"""Where items were put before the public, and what other platforms say they count."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.publishing.models.item import Item, unguessable
from portal.publishing.reference import channel_label


def evidence_path(placement: Placement, name: str) -> str:
    """Where the proof of a placement is kept."""
    return f"placements/{placement.item_id}/{unguessable(name)}"


class Placement(models.Model):
    """One item on one channel (一条信息在一个渠道上的发布), with its proof."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="placements", verbose_name=_("信息"))
    channel = models.CharField(_("渠道"), max_length=20)
    address = models.CharField(_("网址"), max_length=500, blank=True)
    placed_on = models.DateField(_("发布日期"))
    place = models.CharField(_("期号或地点"), max_length=100, blank=True, help_text=_("如：第12期；镇政府大门口公告栏。"))
    evidence = models.FileField(_("凭证"), upload_to=evidence_path, blank=True, help_text=_("截图或照片。"))
    views = models.PositiveIntegerField(_("阅读量"), null=True, blank=True)
    shares = models.PositiveIntegerField(_("转发量"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("渠道发布")
        verbose_name_plural = _("渠道发布")
        ordering = ["placed_on", "pk"]

    def __str__(self) -> str:
        return f"{self.channel_label} · {self.placed_on}"

    @property
    def channel_label(self) -> str:
        """The channel in the language of the page."""
        return channel_label(self.channel)


class PlatformCount(models.Model):
    """What another platform counts for a year (平台统计数), to stand beside our own count.

    ``label`` is the platform's word for the class; blank: the whole year.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("年度"))
    label = models.CharField(_("信息类别"), max_length=40, blank=True, help_text=_("留空表示全年合计。"))
    count = models.PositiveIntegerField(_("平台统计数（条）"))
    source = models.CharField(_("来源"), max_length=100, help_text=_("如：县政府信息公开平台后台统计页。"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"), auto_now=True)

    class Meta:
        verbose_name = _("平台统计数")
        verbose_name_plural = _("平台统计数")
        ordering = ["agency", "-year", "label"]
        constraints = [models.UniqueConstraint(fields=["agency", "year", "label"], name="one_platform_count")]

    def __str__(self) -> str:
        return f"{self.year} {self.label} {self.count}"
