"""The app ``agencies`` (行政机关)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    """行政机关."""

    name = "portal.agencies"
    label = "agencies"
    verbose_name = _("行政机关")
