"""What is sent to applicants (通知): kept until it went out, so that a gateway that is down loses nothing."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.applications.models import Application
from portal.applications.sealing.fields import EncryptedTextField


class Way(models.TextChoices):
    """How somebody is told."""

    EMAIL = "email", _("电子邮件")
    SMS = "sms", _("短信")
    WECHAT = "wechat", _("微信")


class Notice(models.Model):
    """One notice to one address. What it says is composed when it is sent; the address is wiped when it went out."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notices", verbose_name=_("申请"))
    #: The number of the event in the case that it tells of.
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    way = models.CharField(_("方式"), max_length=10, choices=Way)
    address = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(null=True, default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    #: The kind of failure of the last try, without any address.
    failure = models.CharField(_("未发出的原因"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "sequence", "way"], name="one_notice_an_event_and_way")]
        indexes = [models.Index(fields=["next_try"], name="notices_by_next_try")]

    def __str__(self) -> str:
        return f"{self.application} {self.kind} {self.way}"


class Follower(models.Model):
    """Somebody who follows an application in WeChat (微信关注): the open id that the platform gave for our account."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="followers")
    open_id = EncryptedTextField()
    #: A keyed hash of the open id, so that following twice is following once.
    mark = models.CharField(max_length=64)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("微信关注")
        verbose_name_plural = _("微信关注")
        constraints = [models.UniqueConstraint(fields=["application", "mark"], name="one_follower_an_application")]

    def __str__(self) -> str:
        return str(self.application)
