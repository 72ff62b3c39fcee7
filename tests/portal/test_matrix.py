"""Every address of the program, as every role of its own agency, of another one, and as the public.

The addresses are those of the URL conf and the objects are real ones of the invented county, so that a new page is in the
matrix on the day it is written: a part of an address that nobody knows an object for fails the first test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse

from disclosure.records import CopyReceived
from portal.agencies.models import Agency, Membership, Person, Role
from portal.annual.models import ReceivedReport, SignedReport, Statement
from portal.applicants.models import Ownership
from portal.applications.handling.models import Assignment, CorrectionFile, OtherOffice, RecordsCorrection
from portal.applications.models import Application, ImportFile, Letter
from portal.applications.sealing.fields import seal
from portal.applications.services import attach
from portal.demo.county import invent
from portal.demo.people import somebody
from portal.disputes.models import DisputeFile
from portal.disputes.services import attach as put_on_file
from portal.disputes.services import enter
from portal.ledgers.models import Entry, EntryFile
from portal.publishing.models import Attachment, Column, ImportRun, Item, Placement, PlatformCount
from portal.today import today

DAY = date(2026, 3, 2)
YEAR = DAY.year - 1
HOME, NEIGHBOUR, COUNTY = "qinghe", "songjian", "yunxi"
#: Editing of pages by Wagtail, which brings a gate of its own; a test below says who comes in.
_APART = "cms/"


@dataclass(frozen=True)
class Address:
    """A pattern of the URL conf: its name, the parts that it asks for, and the roles that its gate lets in."""

    name: str
    route: str
    parts: tuple[str, ...]
    roles: frozenset[str] | None

    @property
    def is_office(self) -> bool:
        return self.roles is not None


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns: list[Any], route: str = "", spaces: tuple[str, ...] = (), parts: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in patterns:
        here, taken = route + str(pattern.pattern), (*parts, *_parts(pattern.pattern))
        if here.startswith(_APART):
            continue
        if isinstance(pattern, URLPattern):
            roles = getattr(pattern.callback, "roles", None)
            name = ":".join([*spaces, pattern.name or ""])
            yield Address(name, here, taken, frozenset(map(str, roles)) if roles else None)
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, here, inner, taken)


def _parts(pattern: Any) -> tuple[str, ...]:
    return tuple(pattern.converters) or tuple(pattern.regex.groupindex)


# Objects


def of(model: Any, path: str = "agency", value: str = "pk") -> Callable[[Agency], Any]:
    return lambda agency: model.objects.filter(**{path: agency}).order_by("pk").values_list(value, flat=True)[0]


def _with_file(agency: Agency) -> Application:
    return Application.objects.filter(agency=agency, attachments__isnull=False)[0]


_PK: dict[str, Callable[[Agency], Any]] = {
    "site": of(Item),
    "office": lambda agency: somebody(agency, Role.CONTRIBUTOR).pk,
    "publishing": lambda agency: Attachment.objects.filter(item__agency=agency)[0].item_id,
    "publishing:import_run": of(ImportRun),
    "publishing:import_confirm": of(ImportRun),
    "publishing:import_discard": of(ImportRun),
    "publishing:remove_count": of(PlatformCount),
    "publishing:column": of(Column),
    "applications:import_look": of(ImportFile),
    "applications:import_take": of(ImportFile),
    "applications": lambda agency: _with_file(agency).pk,
    "disputes": of(DisputeFile, "dispute__agency", "dispute_id"),
    "ledgers": of(Entry),
    "ledgers:file": of(EntryFile, "entry__agency"),
    "annual": of(Statement),
    "supervise": of(ReceivedReport, "office"),
    "supervise:signed": lambda county: SignedReport.objects.filter(report__agency__parent=county)[0].pk,
}
_OTHERS: dict[str, Callable[[Agency], Any]] = {
    "slug": lambda agency: agency.slug,
    "year": lambda agency: YEAR,  # noqa: ARG005
    "sequence": lambda agency: 1,  # noqa: ARG005
    "file": lambda agency: Attachment.objects.filter(item__agency=agency)[0].pk,
    "placement": lambda agency: Placement.objects.filter(item__agency=agency)[0].pk,
    "letter_pk": of(Letter, "application__agency"),
    "owned": of(Ownership, "application__agency"),
    "attachment_pk": lambda agency: (
        Application.objects.filter(agency=agency, attachments__isnull=False)[0].attachments.all()[0].pk
    ),
    "dispute_file": of(DisputeFile, "dispute__agency"),
    "assignment_pk": of(Assignment, "application__agency"),
    "neighbour_pk": of(OtherOffice),
    "correction_pk": of(RecordsCorrection),
    "file_pk": of(CorrectionFile, "correction__agency"),
    "address": lambda agency: "applications.received.natural_person",  # noqa: ARG005
    "fingerprint": lambda agency: "0" * 64,  # noqa: ARG005
    "suffix": lambda agency: "json",  # noqa: ARG005
    "number": lambda agency: 1,  # noqa: ARG005
    "kind": lambda agency: "received",  # noqa: ARG005
    "paper": lambda agency: "letter",  # noqa: ARG005
    "step": lambda agency: "name",  # noqa: ARG005
    "page": lambda agency: 1,  # noqa: ARG005
    "uidb36": lambda agency: "1",  # noqa: ARG005
}
_KEYS = {
    "site:column": "notices",
    "site:ledger": "channel_accounts",
    "ledgers": "training",
    "applications": "extend",
    "disputes": "answer",
}


def arguments(address: Address, agency: Agency, whose: Agency | None = None) -> dict[str, Any]:
    """What stands in an address: the agency's own slug, and objects of ``whose`` (default: its own)."""
    room = address.name.partition(":")[0]
    found: dict[str, Any] = {}
    for part in address.parts:
        if part == "pk" and "letter_pk" in address.parts:
            found[part] = of(Letter, "application__agency", "application_id")(whose or agency)
        elif part == "pk":
            found[part] = _PK.get(address.name, _PK[room])(whose or agency)
        elif part == "key":
            found[part] = _KEYS.get(address.name) or _KEYS.get(room, "0-0")
        else:
            found[part] = _OTHERS[part](agency if part == "slug" else whose or agency)
    return found


# The county


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker, tmp_path_factory):
    """The invented county with an object of each kind in two towns, rolled back at the end."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(AS_OF=DAY, MEDIA_ROOT=media):
        outer = transaction.atomic()
        outer.__enter__()
        try:
            invent(DAY)
            for slug in (HOME, NEIGHBOUR):
                _complete(Agency.objects.get(slug=slug))
            yield media
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def _complete(agency: Agency) -> None:
    """What the county does not invent: files, an import, a platform's count, and one person in every role."""
    clerk = somebody(agency, Role.CLERK)
    item = Item.objects.filter(agency=agency, status="released").order_by("pk")[0]
    file = Attachment(item=item, name="附件.pdf", size=4, digest="0" * 64)
    file.file.save("a.pdf", ContentFile(b"%PDF"))
    entry = Entry.objects.filter(agency=agency).order_by("pk")[0]
    EntryFile.objects.create(entry=entry, field="material", name="a.pdf", file=ContentFile(b"%PDF", "a.pdf"))
    attach(Application.objects.filter(agency=agency).order_by("pk")[0], "a.pdf", b"%PDF", clerk)
    ImportFile.objects.create(agency=agency, content=seal("编号\n1\n".encode()), by=clerk)
    PlatformCount.objects.create(agency=agency, year=YEAR, count=3, source="平台后台", entered_by=clerk)
    ImportRun.objects.create(
        agency=agency, source_system="县平台", file_name="导出.xlsx", digest="0" * 64, column=item.column, by=clerk
    )
    facts = {"kind": "reconsideration", "organ": "云溪县人民政府"}
    dispute = enter(agency, facts, CopyReceived(DAY), clerk)
    put_on_file(dispute, "决定书.pdf", b"%PDF", clerk)
    evidence = CorrectionFile(correction=RecordsCorrection.objects.filter(agency=agency).order_by("pk")[0], by=clerk)
    evidence.put("证据.pdf", b"%PDF")
    evidence.save()
    answered = Letter.objects.filter(application__agency=agency).order_by("pk")[0].application
    owner = Person.objects.create_user(f"applicant-{agency.slug}", f"{agency.slug}@mail.example", is_public=True)
    Ownership.objects.create(person=owner, application=answered)


@pytest.fixture
def pinned(county, db, settings):
    """The county's own day and files."""
    settings.AS_OF, settings.MEDIA_ROOT = DAY, county


def visitor(slug: str | None, role: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if slug:
        client.force_login(
            somebody(Agency.objects.get(slug=slug), role or ""), backend=django_settings.AUTHENTICATION_BACKENDS[0]
        )
    return client


def applicant(slug: str) -> Client:
    """The account that has an application of this town in it."""
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(username=f"applicant-{slug}"), backend=django_settings.AUTHENTICATION_BACKENDS[0])
    return client


def answer(client: Client, address: Address, given: dict[str, Any], method: str) -> int:
    """The status of an answer; whatever was done is undone."""
    url = reverse(address.name, kwargs=given)
    with transaction.atomic():
        status = int(getattr(client, method)(url).status_code)
        transaction.set_rollback(True)
    return status


def home_of(address: Address) -> str:
    return COUNTY if address.name.startswith("supervise:") else HOME


#: An answer to the wrong method tells nothing, whoever asks.
NO_SUCH_METHOD = 405


# The matrix


def test_every_part_of_every_address_has_an_object():
    known = {*_OTHERS, "pk", "key"}

    assert {part for address in addresses() for part in address.parts} - known == set()
    assert len(addresses()) > 100


def test_every_page_of_the_office_stands_behind_the_gate():
    """A view below these addresses that does not come from ``office_view`` would be open to everybody."""
    behind = ("office/", "supervise/", "desk/<")

    assert [address.name for address in addresses() if address.route.startswith(behind) and not address.is_office] == []


METHODS = pytest.mark.parametrize("method", ["get", "post"])


@METHODS
def test_the_public_is_asked_to_sign_in_at_every_page_of_the_office(pinned, method):
    client, wrong = visitor(None, None), []
    for address in addresses():
        agency = Agency.objects.get(slug=home_of(address))
        status = answer(client, address, arguments(address, agency), method) if address.is_office else 302
        if status not in (302, NO_SUCH_METHOD):
            wrong.append((address.name, status))

    assert wrong == []


@METHODS
def test_for_an_applicants_account_no_page_of_any_office_is_there(pinned, method):
    """Even with a role that got into the database, which nothing gives it."""
    client, wrong = applicant(HOME), []
    owner = Person.objects.get(username=f"applicant-{HOME}")
    with transaction.atomic():
        Membership.objects.bulk_create([Membership(person=owner, agency=Agency.objects.get(slug=HOME), role=Role.CLERK)])
        for address in addresses():
            agency = Agency.objects.get(slug=home_of(address))
            if address.is_office and "slug" in address.parts:
                status = answer(client, address, arguments(address, agency), method)
                if status not in (404, NO_SUCH_METHOD):
                    wrong.append((address.name, status))
        transaction.set_rollback(True)

    assert wrong == []


def test_an_application_is_seen_in_its_own_account_alone(pinned):
    home, neighbour = Agency.objects.get(slug=HOME), Agency.objects.get(slug=NEIGHBOUR)
    pages = [address for address in addresses() if "owned" in address.parts]

    assert pages
    for page in pages:
        mine, theirs = arguments(page, home), arguments(page, neighbour)
        assert answer(applicant(HOME), page, mine, "get") == 200
        assert answer(applicant(HOME), page, theirs, "get") == 404
        assert answer(applicant(HOME), page, arguments(page, home, neighbour), "get") == 404
        assert answer(visitor(None, None), page, mine, "get") == 302
        assert answer(visitor(HOME, Role.CLERK), page, mine, "get") == 404


@METHODS
def test_no_page_fails_for_an_applicants_account(pinned, method):
    client, wrong = applicant(HOME), []
    for address in addresses():
        if not address.is_office:
            status = answer(client, address, arguments(address, Agency.objects.get(slug=HOME)), method)
            if status >= 500:
                wrong.append((address.name, status))

    assert wrong == []


@METHODS
def test_no_page_fails_for_the_public(pinned, method):
    client, wrong = visitor(None, None), []
    for address in addresses():
        if not address.is_office:
            status = answer(client, address, arguments(address, Agency.objects.get(slug=HOME)), method)
            if status >= 500:
                wrong.append((address.name, status))

    assert wrong == []


@METHODS
@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_is_its_own_and_is_refused_the_rest(pinned, role, method):
    wrong = []
    for address in addresses():
        home = COUNTY if role is Role.SUPERVISOR or address.name.startswith("supervise:") else HOME
        agency = Agency.objects.get(slug=home)
        if not address.is_office or not Membership.objects.current(today()).filter(agency=agency, role=role).exists():
            continue
        given = arguments(address, agency, None if home_of(address) == home else Agency.objects.get(slug=HOME))
        status = answer(visitor(home, role), address, given, method)
        allowed = str(role) in (address.roles or ())
        if status >= 500 or (not allowed and status not in (403, NO_SUCH_METHOD)):
            wrong.append((address.name, status))

    assert wrong == []


@METHODS
@pytest.mark.parametrize("role", [Role.CLERK, Role.CONTRIBUTOR, Role.REVIEWER, Role.LEADER])
def test_for_somebody_of_another_agency_no_page_of_this_office_is_there(pinned, role, method):
    client, wrong = visitor(NEIGHBOUR, role), []
    for address in addresses():
        if address.is_office and "slug" in address.parts:
            agency = Agency.objects.get(slug=home_of(address))
            status = answer(client, address, arguments(address, agency), method)
            if status not in (404, NO_SUCH_METHOD):
                wrong.append((address.name, status))

    assert wrong == []


def test_the_supervisor_of_the_county_does_not_come_into_a_towns_office(pinned):
    client, wrong = visitor(COUNTY, Role.SUPERVISOR), []
    for address in addresses():
        if address.is_office and "slug" in address.parts and not address.name.startswith("supervise:"):
            status = answer(client, address, arguments(address, Agency.objects.get(slug=HOME)), "get")
            if status not in (404, NO_SUCH_METHOD):
                wrong.append((address.name, status))

    assert wrong == []


@METHODS
def test_in_ones_own_office_the_objects_of_another_agency_are_not_found(pinned, method):
    """The address is one's own, the number in it is somebody else's."""
    home, neighbour = Agency.objects.get(slug=HOME), Agency.objects.get(slug=NEIGHBOUR)
    wrong = []
    for address in addresses():
        if not address.is_office or "pk" not in address.parts or address.name.startswith("supervise:"):
            continue
        role = next(role for role in (Role.CLERK, Role.LEADER) if str(role) in (address.roles or ()))
        status = answer(visitor(HOME, role), address, arguments(address, home, neighbour), method)
        # A page that is asked for by the other method says so before it looks for the object.
        if status not in (404, NO_SUCH_METHOD):
            wrong.append((address.name, status))

    assert wrong == []


def test_on_a_public_site_the_items_of_another_agency_are_not_found(pinned):
    home, neighbour = Agency.objects.get(slug=HOME), Agency.objects.get(slug=NEIGHBOUR)
    wrong = []
    for address in addresses():
        if address.name.startswith("site:") and "pk" in address.parts:
            status = answer(visitor(None, None), address, arguments(address, home, neighbour), "get")
            if status not in (404, NO_SUCH_METHOD):
                wrong.append((address.name, status))

    assert wrong == []


@pytest.mark.parametrize("role", [None, *Role])
def test_nobody_without_wagtails_own_permission_comes_into_its_pages(pinned, role):
    client = visitor(HOME if role is not Role.SUPERVISOR else COUNTY, role) if role else visitor(None, None)

    assert client.get("/cms/", follow=False).status_code == (403 if role else 302)


def test_no_address_of_an_office_names_a_person():
    """Addresses end up in histories and logs."""
    assert not [address.route for address in addresses() if re.search(r"name|phone|email|identity", "".join(address.parts))]
