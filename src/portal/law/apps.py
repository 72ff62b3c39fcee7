"""The app ``law`` (法律依据和工作日历)."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    """法律依据和工作日历."""

    name = "portal.law"
    label = "law"
    verbose_name = _("法律依据和工作日历")

    def ready(self) -> None:
        """After an upgrade (which always migrates) count by the calendar that came with it."""
        post_migrate.connect(_count_again, sender=self)


def _count_again(**_kwargs: Any) -> None:
    import_module("portal.law.services").count_after_upgrade()
