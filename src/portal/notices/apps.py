"""The app ``notices`` (通知申请人)."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """通知申请人."""

    name = "portal.notices"
    label = "notices"
    verbose_name = _("通知申请人")

    def ready(self) -> None:
        """Listen for what happens to applications."""
        import_module("portal.notices.queueing")
