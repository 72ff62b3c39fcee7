"""What an office adds to the law of the program: notices that are newer than it, holidays of its place, its readings.

A notice and a local holiday hold for the agency that entered them and for every agency below it. Nothing here is changed in
place: an entry is taken out and made again, and both are in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosure.language import Label
from disclosure.law import HolidayNotice, NoticedDays, NoticedYear, doubtful_point
from portal.agencies.models import Agency


class Notice(models.Model):
    """A notice on days off that was entered here (部分节假日安排的通知), because the program does not have it yet."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="notices", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("年"))
    title = models.CharField(_("标题"), max_length=200)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    issued = models.DateField(_("成文日期"), null=True, blank=True)
    announced = models.DateField(_("公布日期"))
    settled_until = models.DateField(_("排定至"))
    #: Days in ISO form: {"2027-01-01": ["元旦", "New Year"], "2027-01-31": null}; null is a weekend day that is worked.
    days = models.JSONField(_("日期"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("放假安排")
        verbose_name_plural = _("放假安排")
        ordering = ["year", "announced"]
        constraints = [models.UniqueConstraint(fields=["agency", "title"], name="one_notice_per_title")]

    def __str__(self) -> str:
        return self.number or self.title

    def noticed_year(self) -> NoticedYear:
        """The notice for the engine's calendar."""
        notice = HolidayNotice(self.title, self.number or None, None, self.issued, self.announced)
        entered = self.entered_at.date() if self.entered_at else self.announced
        return NoticedYear(self.year, self.settled_until, entered, ((notice, _days(self.days)),))


def _days(kept: Mapping[str, Any]) -> Mapping[date, Label | None]:
    return {date.fromisoformat(on): Label(*holiday) if holiday else None for on, holiday in kept.items()}


class LocalHoliday(models.Model):
    """Days off, or weekend days worked instead, in the agency's own place (地方节日), with the notice that says so."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="local_holidays", verbose_name=_("机关"))
    name = models.CharField(_("节日名称"), max_length=40)
    first = models.DateField(_("放假首日"))
    last = models.DateField(_("放假末日"))
    worked = models.JSONField(_("调休上班的日子"), default=list, blank=True)
    basis = models.CharField(_("依据的通知"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("地方节日")
        verbose_name_plural = _("地方节日")
        ordering = ["first"]

    def __str__(self) -> str:
        return f"{self.name} {self.first:%Y-%m-%d}"

    def noticed_days(self) -> NoticedDays:
        """The days for the engine's calendar."""
        entered = self.entered_at.date() if self.entered_at else self.first
        notice = HolidayNotice(self.basis, None, None, None, entered, local=True)
        resting = {
            date.fromordinal(on): Label(self.name, self.name) for on in range(self.first.toordinal(), self.last.toordinal() + 1)
        }
        return notice, {**resting, **{date.fromisoformat(on): None for on in self.worked}}


class ChosenReading(models.Model):
    """How an agency reads a doubtful point, where it does not take the default (对存疑之处的理解), with its reason."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="readings", verbose_name=_("机关"))
    key = models.CharField(_("存疑之处"), max_length=60)
    choice = models.CharField(_("理解"), max_length=60)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"), auto_now=True)

    class Meta:
        verbose_name = _("对存疑之处的理解")
        verbose_name_plural = _("对存疑之处的理解")
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="one_reading_per_point")]

    def __str__(self) -> str:
        return f"{self.key}: {self.choice}"

    def value(self) -> str | int:
        """The choice as the engine has it: a key, or a number of working days."""
        return self.choice if doubtful_point(self.key).options else int(self.choice)


class MovedDay(models.Model):
    """A due day that moved when the calendar or a reading changed, until somebody has seen it."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="moved_days", verbose_name=_("机关"))
    label = models.CharField(_("申请"), max_length=60)
    url = models.CharField(max_length=200)
    before = models.DateField(_("原届满日"), null=True)
    after = models.DateField(_("新届满日"), null=True)
    provisional = models.BooleanField(_("暂定"), default=False)
    because = models.CharField(_("原因"), max_length=200)
    moved_at = models.DateTimeField(_("时间"), auto_now_add=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    seen_at = models.DateTimeField(_("确认时间"), null=True)

    class Meta:
        verbose_name = _("变动的届满日")
        verbose_name_plural = _("变动的届满日")
        ordering = ["after", "pk"]

    def __str__(self) -> str:
        return self.label


class CountedBy(models.Model):
    """By which calendar of the program due days were last counted: one row, so that a newer program counts them again."""

    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("计算期限所用的工作日历")
        verbose_name_plural = _("计算期限所用的工作日历")

    def __str__(self) -> str:
        return self.fingerprint[:12]
