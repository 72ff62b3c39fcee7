"""Who is clerk no longer edits no longer: asked at every step in the editor, whenever the role ended."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from portal.agencies.models import Membership, Person, Role
from portal.pages.services import GROUP_PREFIX
from portal.today import today

Handler = Callable[[HttpRequest], HttpResponse]


class CurrentClerks:
    """Below ``/cms/``, people leave the groups of editors of agencies where they are not clerk today."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask before the editor answers: it would send whom it refuses to sign in, who is sent back to it as signed in."""
        if request.path.startswith("/cms/") and request.user.is_authenticated:
            leave_groups(request.user)  # type: ignore[arg-type]
            if not request.user.has_perm("wagtailadmin.access_admin"):
                raise PermissionDenied
        return self.handler(request)


def leave_groups(person: Person) -> None:
    """Take somebody out of the groups that their roles of today do not put them in."""
    agencies = Membership.objects.current(today()).filter(person=person, role=Role.CLERK).values_list("agency__slug", flat=True)
    current = [f"{GROUP_PREFIX}{slug}" for slug in agencies]
    person.groups.remove(*person.groups.filter(name__startswith=GROUP_PREFIX).exclude(name__in=current))
