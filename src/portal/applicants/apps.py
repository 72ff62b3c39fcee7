"""The app ``applicants`` (申请人)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicantsConfig(AppConfig):
    """申请人."""

    name = "portal.applicants"
    label = "applicants"
    verbose_name = _("申请人")
