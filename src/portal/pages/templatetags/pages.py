"""``{% load pages %}``: the pages of an agency for footers."""

from __future__ import annotations

from django import template

from portal.agencies.models import Agency
from portal.pages.models import ContentPage
from portal.pages.services import pages_of

register = template.Library()


@register.simple_tag
def site_pages(agency: Agency | None) -> list[ContentPage]:
    """The published pages of an agency; none without one."""
    return list(pages_of(agency)) if agency and agency.hosting else []
