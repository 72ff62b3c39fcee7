"""The app ``agencies`` (行政机关)."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from disclosure.language import add_catalogues
from portal import languages


class AgenciesConfig(AppConfig):
    """行政机关."""

    name = "portal.agencies"
    label = "agencies"
    verbose_name = _("行政机关")

    def ready(self) -> None:
        """Make the English of the pages ready; messages of the engine that are written here speak it too."""
        languages.compile_into(settings.DATA / "locale")
        add_catalogues(languages.LOCALE)
