"""Reviews (三审三校) as recorded acts, each bound by hash to what was read; and what was released."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.publishing.models.item import Item


class Step(models.TextChoices):
    """The steps of a round."""

    SUBMIT = "submit", _("提交")
    REVIEW = "review", _("审核")
    RELEASE = "release", _("签发")


class Verdict(models.TextChoices):
    """What was decided in a step."""

    PASSED = "passed", _("通过")
    RETURNED = "returned", _("退回修改")


class ReviewAct(models.Model):
    """One person's act on exactly the content with this hash. Acts are only ever added."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="acts", verbose_name=_("信息"))
    round = models.PositiveSmallIntegerField(_("送审轮次"))
    #: 1 is the submission; the next act of a round takes the next position, and only one can.
    position = models.PositiveSmallIntegerField(_("次序"))
    step = models.CharField(_("步骤"), max_length=10, choices=Step)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经手人"))
    verdict = models.CharField(_("结论"), max_length=10, choices=Verdict)
    opinion = models.TextField(_("意见"), max_length=500, blank=True)
    content_hash = models.CharField(_("内容校验值"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("审核记录")
        verbose_name_plural = _("审核记录")
        ordering = ["item", "round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "round", "position"], name="one_act_per_position"),
            models.UniqueConstraint(
                fields=["item", "round", "reviewer"], condition=Q(verdict="passed"), name="one_step_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.reviewer} {self.get_verdict_display()}"

    @property
    def short_hash(self) -> str:
        """The first characters of the hash, as the page shows it."""
        return self.content_hash[:8]


class Release(models.Model):
    """What was put before the public: the reviewed content as it was, frozen. A correction adds another one with a reason."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="releases", verbose_name=_("信息"))
    number = models.PositiveSmallIntegerField(_("版次"))
    content = models.JSONField()
    content_hash = models.CharField(_("内容校验值"), max_length=64)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("签发人"))
    released_on = models.DateField(_("发布日期"))
    reason = models.CharField(_("更正说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("发布版次")
        verbose_name_plural = _("发布版次")
        ordering = ["item", "number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_release_per_number")]

    def __str__(self) -> str:
        return f"{self.item} ({self.number})"


class OfficialNumber(models.Model):
    """A number that looks personal but is an office's own, marked so with a reason; the number itself is not kept here."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="official_numbers", verbose_name=_("信息"))
    digest = models.CharField(max_length=64)
    masked = models.CharField(_("号码"), max_length=30)
    reason = models.CharField(_("理由"), max_length=200)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("标记人"))
    marked_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("公务号码")
        verbose_name_plural = _("公务号码")
        constraints = [models.UniqueConstraint(fields=["item", "digest"], name="one_mark_per_number")]

    def __str__(self) -> str:
        return self.masked
