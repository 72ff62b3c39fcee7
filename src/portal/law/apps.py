"""The app ``law`` (法律依据和工作日历)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    """法律依据和工作日历."""

    name = "portal.law"
    label = "law"
    verbose_name = _("法律依据和工作日历")
