"""Page types of Wagtail: the root of an agency's pages with the text of its front page, and plain pages below it.

Items of disclosure are no pages: they have their own models and their own review (``portal.publishing``).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from portal.agencies.models import Agency

#: What the editor offers: text and links. Pictures and files belong to items.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]


class AgencyPage(Page):
    """What both types share: whose they are, and that they are shown by our own addresses."""

    class Meta:
        abstract = True

    def public_address(self) -> str:
        """Its address on the agency's public site."""
        raise NotImplementedError

    def of_agency(self) -> Agency:
        """Whose page it is."""
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int | None, str, str]:  # noqa: ARG002 - Wagtail's
        """Wagtail's links lead to the agency's site."""
        return (None, settings.WAGTAILADMIN_BASE_URL, self.public_address())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """For the preview in the editor: the header needs the agency."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"agency": self.of_agency()}


class SitePage(AgencyPage):
    """The root of an agency's pages; its introduction stands on the front page of the site."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="site_page", verbose_name=_("机关"), editable=False)
    introduction = RichTextField(_("首页导语"), features=FEATURES, blank=True, help_text=_("显示在网站首页最上面，可以留空。"))

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = []  # made for each agency by portal.pages.services, never by hand
    subpage_types: ClassVar[list[str]] = ["pages.ContentPage"]
    template = "pages/introduction.html"

    class Meta:
        verbose_name = _("网站首页")

    def public_address(self) -> str:
        """The front page of the site."""
        return self.agency.get_absolute_url()

    def of_agency(self) -> Agency:
        """Whose page it is."""
        return self.agency


class ContentPage(AgencyPage):
    """A page about the agency or the site: 关于本站, 机构简介."""

    body = RichTextField(_("正文"), features=FEATURES)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["pages.SitePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "pages/page.html"

    class Meta:
        verbose_name = _("页面")

    def of_agency(self) -> Agency:
        """Whose page it is: that of the root above it."""
        return SitePage.objects.ancestor_of(self).select_related("agency").get().agency

    def public_address(self) -> str:
        """Below the agency's site, by its number: the editor makes Chinese names of Chinese titles."""
        return reverse("site:page", args=[self.of_agency().slug, self.pk])
