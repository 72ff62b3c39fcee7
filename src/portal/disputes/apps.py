"""The app ``disputes`` (行政复议、行政诉讼)."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisputesConfig(AppConfig):
    """行政复议、行政诉讼."""

    name = "portal.disputes"
    label = "disputes"
    verbose_name = _("行政复议、行政诉讼")

    def ready(self) -> None:
        """Answer when a case is asked about, erased, or keys are changed."""
        import_module("portal.disputes.privacy")
