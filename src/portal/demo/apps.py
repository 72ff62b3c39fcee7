"""The app ``demo``: an invented county."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """An invented county; its templates' tags are empty outside a demonstration."""

    name = "portal.demo"
    label = "demo"
    verbose_name = _("演示")
