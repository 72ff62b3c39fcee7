"""The app ``publishing`` (主动公开)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """主动公开."""

    name = "portal.publishing"
    label = "publishing"
    verbose_name = _("主动公开")
