"""What the public side keeps about applicants: whose account an application belongs to, and what they thought of the handling."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.applications.models import Application
from portal.applications.sealing.fields import EncryptedTextField


class Ownership(models.Model):
    """An application in somebody's account (我的申请): they proved it with number and secret."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications_owned")
    application = models.ForeignKey(Application, models.CASCADE, related_name="owners")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("账号中的申请")
        verbose_name_plural = _("账号中的申请")
        constraints = [models.UniqueConstraint(fields=["person", "application"], name="one_ownership_per_account")]

    def __str__(self) -> str:
        return str(self.application)


class Rating(models.Model):
    """How somebody was satisfied with the handling of an application (满意度), without saying which.

    ``mark`` is a keyed hash of the application: it lets nobody rate twice, and lets the words go when the application is erased.
    The table alone leads from no rating back to its application.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="ratings", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("年"))
    score = models.PositiveSmallIntegerField(_("满意度"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    words = EncryptedTextField(_("意见"), blank=True)
    mark = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("满意度评价")
        verbose_name_plural = _("满意度评价")
        ordering = ["?"]  # the order of arrival would say whose it is

    def __str__(self) -> str:
        return f"{self.agency} {self.year}: {self.score}"
