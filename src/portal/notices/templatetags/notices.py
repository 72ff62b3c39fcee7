"""What pages ask of this room."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def wechat_is_there() -> bool:
    """Whether applications can be followed in WeChat here."""
    return bool(settings.WECHAT_APP)
