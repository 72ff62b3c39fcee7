"""The app ``fees`` (信息处理费), a room inside applications with tables of its own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeesConfig(AppConfig):
    """信息处理费."""

    name = "portal.applications.fees"
    label = "fees"
    verbose_name = _("信息处理费")
