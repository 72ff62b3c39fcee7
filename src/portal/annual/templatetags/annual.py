"""What templates ask of the annual report: ``{% load annual %}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from portal.agencies.models import Agency
from portal.annual.demonstrating import reports as demonstration

register = template.Library()


@register.simple_tag
def demo_reports() -> list[demonstration.ReportCard]:
    """The reports of the demonstration's first page."""
    return demonstration.cards()


@register.simple_tag
def invented(agency: Agency | str | None) -> str:
    """What is invented in a demonstration: ``all``; all but the reports of the first page (``rest``); or what a page's agency
    has beside the report that it was opened from (``beside``)."""
    if isinstance(agency, Agency) and demonstration.opened_from_a_report(agency):
        return "beside"
    return "rest" if demonstration.shows_folder() else "all"


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds at a key; nothing where it holds none."""
    return mapping.get(key)
