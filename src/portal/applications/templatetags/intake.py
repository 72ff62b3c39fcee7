"""What a case file says of how the application came in: ``{% load intake %}{% intake_of application as came %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from portal.applications.intake.repeats import earlier, public_already
from portal.applications.intake.splitting import may_split, parts_of
from portal.applications.models import Application
from portal.marks import listed

register = template.Library()


@register.simple_tag
def intake_of(application: Application) -> dict[str, Any]:
    """The parts of a split, the help asked for, earlier cases alike, and what is public already of what is asked."""
    return {
        "parts": parts_of(application),
        "may_split": may_split(application),
        "earlier": earlier(application),
        "public": public_already(application.agency, application.asked) if application.is_open else [],
        "helps": application.helps_words(),
    }


@register.filter
def same_by(kinds: tuple[str, ...]) -> str:
    """By what two applicants are the same, in words."""
    words = {"identity": _("证件号码"), "phone": _("电话"), "email": _("电子邮箱"), "name": _("姓名或者名称")}
    return listed(words[kind] for kind in kinds)
