"""The app ``handling`` (办理), a room inside applications with tables of its own."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandlingConfig(AppConfig):
    """办理."""

    name = "portal.applications.handling"
    label = "handling"
    verbose_name = _("申请办理")

    def ready(self) -> None:
        """Answer what is held about somebody, and how it is erased."""
        import_module("portal.applications.handling.keeping")
