"""The app ``audit`` (操作日志)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """操作日志."""

    name = "portal.audit"
    label = "audit"
    verbose_name = _("操作日志")
