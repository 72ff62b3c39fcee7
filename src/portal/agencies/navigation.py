"""What stands in the headers: the rooms of an office by role, and the parts of a public site."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.agencies.access import Office
from portal.agencies.models import Agency, Role

_STAFF = (Role.CLERK, Role.CONTRIBUTOR, Role.REVIEWER, Role.LEADER)
_CASE_STAFF = (Role.CLERK, Role.REVIEWER, Role.LEADER)

#: Address, words, and the roles that see it.
_ROOMS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("desk:today", _("今天要办"), tuple(Role.values)),
    ("publishing:list", _("信息"), _STAFF),
    ("applications:list", _("申请"), _CASE_STAFF),
    ("disputes:list", _("争议"), _CASE_STAFF),
    ("ledgers:list", _("台账"), _STAFF),
    ("annual:years", _("年报"), _CASE_STAFF),
    ("law:overview", _("法律和日历"), (Role.CLERK,)),
    ("office:staff", _("人员"), (Role.CLERK,)),
    ("supervise:board", _("监督"), (Role.SUPERVISOR,)),
)
#: Pages of a room that stand at an address of their own.
_BESIDE = {"applications:list": "applicants:ratings"}
#: The fixed parts of the 政府信息公开专栏 in their official order, after the front page.
_PARTS: tuple[tuple[str, Promise], ...] = (
    ("site:home", _("首页")),
    ("site:guide", _("公开指南")),
    ("site:policies", _("公开制度")),
    ("site:statutory", _("法定主动公开内容")),
    ("site:annual_reports", _("公开年报")),
    ("site:apply", _("依申请公开")),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A line of navigation; ``current`` where the page shown lies at or below it."""

    url: str
    label: Promise
    current: bool


def _address(name: str, slug: str) -> str | None:
    """The address, None where this installation has no such room."""
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return None


def office_links(office: Office, path: str) -> list[Link]:
    """The rooms that somebody may enter."""
    slug, found = office.agency.slug, []
    for name, label, roles in _ROOMS:
        if office.may(*roles) and (url := _address(name, slug)):
            beside = _address(_BESIDE[name], slug) if name in _BESIDE else None
            found.append(Link(url, label, path.startswith((url, beside or url))))
    return found


def site_links(agency: Agency, path: str) -> list[Link]:
    """The parts of a site; the front page is current only when it is the page itself."""
    if not agency.hosting:
        return []
    found = ((_address(name, agency.slug), name, label) for name, label in _PARTS)
    return [Link(url, label, path == url if name == "site:home" else path.startswith(url)) for url, name, label in found if url]
