"""The app ``applications`` (依申请公开)."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    """依申请公开."""

    name = "portal.applications"
    label = "applications"
    verbose_name = _("依申请公开")

    def ready(self) -> None:
        """Listen for calendars and readings that change."""
        import_module("portal.applications.moved")
