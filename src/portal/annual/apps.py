"""The app ``annual`` (年度报告)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnualConfig(AppConfig):
    """年度报告."""

    name = "portal.annual"
    label = "annual"
    verbose_name = _("年度报告")
