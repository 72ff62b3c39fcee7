"""The gate is the getter: a view obtains its office from here, and only those who may come in get one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portal.agencies.models import Agency, Membership, Person, Role
from portal.today import today


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody at work: in which agency, in which roles."""

    agency: Agency
    person: Person
    roles: frozenset[str]

    def may(self, *roles: str) -> bool:
        """Whether the person has one of these roles here."""
        return bool(self.roles.intersection(roles))


def office_of(person: Person, slug: str) -> Office:
    """The office of a person in an agency. Raises :class:`Http404` for those who do not work there: for them it isn't there."""
    memberships = Membership.objects.current(today()).filter(person=person, agency__slug=slug).select_related("agency")
    roles = frozenset(membership.role for membership in memberships)
    if not roles:
        raise Http404
    return Office(memberships[0].agency, person, roles)


View = Callable[..., HttpResponse]


def _signed_out(request: HttpRequest) -> HttpResponse:
    """To the sign-in and from there back to the page on which somebody was; what was sent is lost, and that is said."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(request, _("登录已过期，刚才填写的没有保存。请登录后再填一次。"))
    before = request.META.get("HTTP_REFERER", "")
    here = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return redirect_to_login(iri_to_uri(urlsplit(before)._replace(scheme="", netloc="").geturl()) if here else "")


def office_view(*roles: str) -> Callable[[View], View]:
    """A view of the office at ``/office/<slug>/…``: called with an :class:`Office` in place of the slug.

    Somebody who is not signed in is asked to; somebody of another agency finds nothing (404); somebody without one of
    ``roles`` (none given: any role but the supervisor's) is refused (403).
    """
    allowed = roles or (Role.CLERK, Role.CONTRIBUTOR, Role.REVIEWER, Role.LEADER)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _signed_out(request)
            office = office_of(request.user, slug)
            if not office.may(*allowed):
                raise PermissionDenied
            request.office = office  # type: ignore[attr-defined]
            return view(request, office, *args, **kwargs)

        guarded.roles = allowed  # type: ignore[attr-defined]
        return guarded

    return decorate


def site_view(view: View) -> View:
    """A view of an agency's public site at ``/site/<slug>/…``: called with the :class:`Agency`; 404 where it has no site here."""

    @wraps(view)
    def served(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        agency = Agency.objects.on(today()).filter(slug=slug, hosting=True).first()
        if agency is None:
            raise Http404
        request.site_agency = agency  # type: ignore[attr-defined]
        return view(request, agency, *args, **kwargs)

    served.is_public = True  # type: ignore[attr-defined]
    return served
