"""Acts on people: they are given accounts and roles, lose them, and set their password by a link that works once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.agencies.models import Agency, Level, Membership, Person, Role
from portal.audit.log import record


@transaction.atomic
def add_person(agency: Agency, values: Mapping[str, Any], by: Person | None, on: date) -> Person:
    """An account with roles in the agency and no password yet: nobody but its owner ever knows one."""
    person = Person.objects.create_user(values["username"], values.get("email", ""), name=values["name"])
    for role in values["roles"]:
        Membership.objects.create(person=person, agency=agency, role=role, unit=values.get("unit", ""), since=on)
    record(agency, by, "staff.added", person, who=person.pk, roles=sorted(values["roles"]))
    return person


@transaction.atomic
def set_roles(agency: Agency, person: Person, roles: Collection[str], unit: str, by: Person, on: date) -> bool:
    """Give somebody exactly these roles here from ``on``; what they lose ends the day before. True when anything changed."""
    held = {one.role: one for one in Membership.objects.filter(agency=agency, person=person).select_for_update()}
    current = {role for role, one in held.items() if one.until is None or one.until >= on}
    for role in current - set(roles):
        _end(held[role], on)
    for role in set(roles) - current:
        Membership.objects.update_or_create(
            agency=agency, person=person, role=role, defaults={"since": _since(held.get(role), on), "until": None, "unit": unit}
        )
    changed_unit = Membership.objects.filter(agency=agency, person=person).exclude(unit=unit).update(unit=unit)
    if current != set(roles):
        record(agency, by, "staff.roles", person, who=person.pk, before=sorted(current), after=sorted(roles))
    return current != set(roles) or bool(changed_unit)


def _since(held: Membership | None, on: date) -> date | None:
    """A role that is taken up again keeps its first day."""
    return held.since if held else on


def _end(membership: Membership, on: date) -> None:
    membership.until = on - timedelta(days=1)
    membership.save(update_fields=["until"])


@transaction.atomic
def deactivate(agency: Agency, person: Person, by: Person, on: date) -> None:
    """Somebody leaves: all roles here end, and the account where no other agency has them."""
    for membership in Membership.objects.current(on).filter(agency=agency, person=person).select_for_update():
        _end(membership, on)
    if not Membership.objects.current(on).filter(person=person).exists():
        person.is_active = False
        person.save(update_fields=["is_active"])
    record(agency, by, "staff.deactivated", person, who=person.pk, account_closed=not person.is_active)


def is_last_clerk(agency: Agency, person: Person, on: date) -> bool:
    """Whether the agency would be left without a clerk, whom alone it can be managed by."""
    clerks = Membership.objects.current(on).filter(agency=agency, role=Role.CLERK, person__is_active=True)
    return set(clerks.values_list("person_id", flat=True)) == {person.pk}


def works_elsewhere(agency: Agency, person: Person, on: date) -> bool:
    """Whether another agency has them on its staff too: then their account is not ours alone."""
    return Membership.objects.current(on).filter(person=person).exclude(agency=agency).exists()


def password_path(person: Person) -> str:
    """The path of the page on which somebody sets their password; it works once, and for three days."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, token = key.split("-", 1)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})


def send_password_link(person: Person, link: str) -> None:
    """Mail the link to its owner."""
    subject = _("设置您的密码")
    body = _("%(name)s：\n\n请在三天内打开下面的链接设置密码，链接只能用一次。\n\n%(link)s\n") % {
        "name": person.name,
        "link": link,
    }
    send_mail(subject, body, None, [person.email])


@transaction.atomic
def open_installation(values: Mapping[str, Any], on: date) -> tuple[Agency, Person]:
    """The first agency and its first account, who is clerk (and supervisor where it is a government)."""
    agency = Agency.objects.create(
        slug=values["slug"], code=values["slug"], name=values["agency_name"], short_name=values["short_name"],
        level=values["level"],
    )  # fmt: skip
    person = Person.objects.create_user(values["username"], values["email"], values["password"], name=values["name"])
    roles = [Role.CLERK]
    if values["level"] not in (Level.TOWNSHIP, Level.COUNTY_DEPARTMENT):
        roles.append(Role.SUPERVISOR)
    for role in roles:
        Membership.objects.create(person=person, agency=agency, role=role, since=on)
    record(agency, person, "agency.created", agency, first_run=True)
    return agency, person
