"""What the page of an application shows beside its facts: what happens next, and what its applicant can do."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from disclosure.records import Withdrawn
from portal.agencies.models import Agency
from portal.applicants.account_views import SITE
from portal.applicants.forms import CorrectionForm, RatingForm
from portal.applicants.models import Ownership
from portal.applicants.next_steps import NextStep, next_step
from portal.applicants.services import is_rated
from portal.applications.models import Application
from portal.today import today

register = template.Library()


@register.simple_tag
def what_comes_next(application: Application) -> NextStep:
    """The sentence for the state of an application: ``{% what_comes_next application as next %}``."""
    return next_step(application, today())


@register.simple_tag(takes_context=True)
def what_can_be_done(context: dict[str, Any], application: Application) -> dict[str, Any]:
    """What its applicant can do now: correct, withdraw, rate, keep it in the account."""
    user = context["request"].user
    owned = user.is_authenticated and Ownership.objects.filter(person=user, application=application).exists()
    rateable = not application.is_open and not is_rated(application)
    return {
        "correct": (context.get("correction_form") or CorrectionForm()) if application.status == "correction" else None,
        "withdraw": Withdrawn in application.case().open_events(),
        "rate": (context.get("rating_form") or RatingForm()) if rateable else None,
        "keep": user.is_authenticated and not owned and settings.APPLICANT_ACCOUNTS,
        "sign_in": not user.is_authenticated and settings.APPLICANT_ACCOUNTS,
        "let_go": owned,
    }


@register.simple_tag
def accounts_are_open() -> bool:
    """Whether this installation has accounts for applicants."""
    return bool(settings.APPLICANT_ACCOUNTS)


@register.simple_tag(takes_context=True)
def where_account_was_made(context: dict[str, Any]) -> str:
    """The slug of the site on which somebody is making an account, "" where that isn't known: ``{% … as slug %}``."""
    slug = str(context["request"].session.get(SITE, ""))
    return slug if Agency.objects.filter(slug=slug).exists() else ""
