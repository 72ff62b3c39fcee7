"""The app ``ledgers`` (台账)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgersConfig(AppConfig):
    """台账."""

    name = "portal.ledgers"
    label = "ledgers"
    verbose_name = _("台账")
