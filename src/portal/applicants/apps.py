"""The app ``applicants`` (申请人)."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicantsConfig(AppConfig):
    """申请人."""

    name = "portal.applicants"
    label = "applicants"
    verbose_name = _("申请人")

    def ready(self) -> None:
        """Answer when a case is asked about, erased, or keys are changed."""
        import_module("portal.applicants.privacy")
