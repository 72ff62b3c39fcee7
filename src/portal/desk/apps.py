"""The app ``desk`` (今天要办)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """今天要办."""

    name = "portal.desk"
    label = "desk"
    verbose_name = _("今天要办")
