"""What templates ask of the annual report: ``{% load annual %}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from portal.annual.demonstrating import reports as demonstration

register = template.Library()


@register.simple_tag
def demo_reports() -> list[demonstration.ReportCard]:
    """The reports of the demonstration's first page."""
    return demonstration.cards()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds at a key; nothing where it holds none."""
    return mapping.get(key)
