"""The sign-ins of a demonstration, for its first page."""

from __future__ import annotations

from django import template
from django.conf import settings

from portal.demo.people import PASSWORD, SignIn, sign_ins

register = template.Library()


@register.simple_tag
def demo_sign_ins() -> list[SignIn]:
    """One sign-in for each role; none outside a demonstration."""
    return sign_ins() if settings.DEMO else []


@register.simple_tag
def demo_password() -> str:
    """The password of everybody in a demonstration; empty outside one."""
    return PASSWORD if settings.DEMO else ""
