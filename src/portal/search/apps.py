"""The app ``search`` (检索)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """检索."""

    name = "portal.search"
    label = "search"
    verbose_name = _("检索")
