"""The app ``pages`` (网站页面)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """网站页面."""

    name = "portal.pages"
    label = "pages"
    verbose_name = _("网站页面")

    def ready(self) -> None:
        """Keep search and log in step with what editors publish."""
        from portal.pages import keeping

        keeping.connect()
