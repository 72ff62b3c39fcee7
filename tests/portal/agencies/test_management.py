"""The clerk looks after people and particulars; every act is in the log."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from portal.agencies.models import Membership, Person, Role
from portal.audit.log import broken
from portal.audit.models import Entry

pytestmark = pytest.mark.usefixtures("as_of")

ANSWERS = {"name": "新同事", "username": "newcomer", "roles": ["contributor", "reviewer"], "unit": "文化站"}
SETTINGS = {
    "name": "临川县青禾镇人民政府", "short_name": "青禾镇", "disclosure_office": "党政办公室", "address": "中心路2号",
    "postcode": "000000", "phone": "0000-1234567", "reviewers_needed": "2", "hosting": "on", "document_prefix": "青政",
}  # fmt: skip


def address(town, name="staff", *more):
    return reverse(f"office:{name}", args=[town.slug, *more])


@pytest.mark.parametrize("who", ["contributor", "reviewer", "leader"])
def test_others_do_not_manage(request, who, signed_in, town):
    client = signed_in(request.getfixturevalue(who))

    for name in ("staff", "staff_add", "settings"):
        assert client.get(address(town, name)).status_code == 403


def test_for_another_agency_nothing_is_there(clerk_elsewhere, clerk, signed_in, town, elsewhere):
    assert signed_in(clerk_elsewhere).get(address(town)).status_code == 404
    assert signed_in(clerk_elsewhere).get(address(elsewhere, "staff_edit", clerk.pk)).status_code == 404


def test_a_person_is_added_with_roles_and_without_a_password(clerk, signed_in, town):
    signed_in(clerk).post(address(town, "staff_add"), ANSWERS)

    person = Person.objects.get(username="newcomer")
    assert {one.role for one in person.memberships.all()} == {Role.CONTRIBUTOR, Role.REVIEWER}
    assert not person.has_usable_password()
    assert Entry.objects.get(action="staff.added").facts["roles"] == ["contributor", "reviewer"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"username": "clerk"}, "已经有人用了"), ({"username": "CLERK"}, "已经有人用了"), ({"username": "a b"}, "登录名只能用"),
     ({"roles": ["supervisor"]}, "supervisor"), ({"roles": []}, "角色")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nobody_is_added(clerk, signed_in, town, wrong, said):
    answer = signed_in(clerk).post(address(town, "staff_add"), ANSWERS | wrong)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Person.objects.filter(name="新同事").exists()


def test_a_role_that_ends_has_its_last_day_the_day_before(clerk, contributor, signed_in, town):
    signed_in(clerk).post(address(town, "staff_edit", contributor.pk), {"roles": ["reviewer"], "unit": ""})

    ended = Membership.objects.get(person=contributor, role=Role.CONTRIBUTOR)
    assert ended.until == date(2026, 3, 1)
    assert signed_in(contributor).get(reverse("ledgers:new", args=[town.slug, "training"])).status_code == 403


def test_a_role_can_be_taken_up_again(clerk, contributor, signed_in, town):
    for roles in (["reviewer"], ["contributor"]):
        signed_in(clerk).post(address(town, "staff_edit", contributor.pk), {"roles": roles, "unit": ""})

    assert signed_in(contributor).get(reverse("ledgers:new", args=[town.slug, "training"])).status_code == 200


def test_whoever_leaves_finds_nothing_and_cannot_sign_in(clerk, contributor, signed_in, town):
    signed_in(clerk).post(address(town, "staff_leave", contributor.pk))

    contributor.refresh_from_db()
    assert not contributor.is_active
    assert not Membership.objects.current(date(2026, 3, 2)).filter(person=contributor).exists()
    assert Entry.objects.get(action="staff.deactivated").facts["account_closed"] is True


def test_looking_at_the_page_deactivates_nobody(clerk, contributor, signed_in, town):
    signed_in(clerk).get(address(town, "staff_leave", contributor.pk))

    contributor.refresh_from_db()
    assert contributor.is_active


def test_an_account_that_another_agency_needs_stays(clerk, contributor, signed_in, town, elsewhere):
    Membership.objects.create(person=contributor, agency=elsewhere, role=Role.CONTRIBUTOR)

    signed_in(clerk).post(address(town, "staff_leave", contributor.pk))

    contributor.refresh_from_db()
    assert contributor.is_active
    assert signed_in(contributor).get(reverse("desk:today", args=[town.slug])).status_code == 404
    assert signed_in(contributor).get(reverse("desk:today", args=[elsewhere.slug])).status_code == 200


def test_the_last_clerk_stays(clerk, signed_in, town):
    client = signed_in(clerk)

    assert client.post(address(town, "staff_leave", clerk.pk)).status_code == 422
    assert client.post(address(town, "staff_edit", clerk.pk), {"roles": ["reviewer"], "unit": ""}).status_code == 422
    clerk.refresh_from_db()
    assert clerk.is_active


def test_whoever_comes_back_has_an_account_again(clerk, contributor, signed_in, town):
    client = signed_in(clerk)
    client.post(address(town, "staff_leave", contributor.pk))

    client.post(address(town, "staff_edit", contributor.pk), {"roles": ["contributor"], "unit": ""})

    contributor.refresh_from_db()
    assert contributor.is_active


def test_a_link_for_a_password_is_not_made_for_somebody_of_two_agencies(clerk, contributor, signed_in, town, elsewhere):
    """Else the clerk of one agency could sign in to the other."""
    Membership.objects.create(person=contributor, agency=elsewhere, role=Role.CLERK)

    page = signed_in(clerk).post(address(town, "staff_link", contributor.pk), follow=True).content.decode()

    assert "忘记密码" in page
    assert "password/reset" not in page


def test_a_link_is_asked_for_by_post_alone(clerk, contributor, signed_in, town):
    assert signed_in(clerk).get(address(town, "staff_link", contributor.pk)).status_code == 405


def test_particulars_change_with_what_stood_there_before_in_the_log(clerk, signed_in, town):
    answer = signed_in(clerk).post(address(town, "settings"), SETTINGS)

    town.refresh_from_db()
    changes = Entry.objects.get(action="agency.changed").facts["changes"]
    assert answer.status_code == 302
    assert (town.address, town.reviewers_needed) == ("中心路2号", 2)
    assert changes["address"] == ["临川县中心路1号", "中心路2号"]
    assert list(broken(town)) == []


@pytest.mark.parametrize(
    ("field", "value"), [("postcode", "12345"), ("reviewers_needed", "0"), ("reviewers_needed", "10"), ("name", "")]
)
def test_particulars_that_cannot_be_are_refused(clerk, signed_in, town, field, value):
    assert signed_in(clerk).post(address(town, "settings"), SETTINGS | {field: value}).status_code == 422
    town.refresh_from_db()
    assert town.postcode == "000000"


def test_what_is_not_on_the_form_cannot_be_changed_by_it(clerk, signed_in, town):
    signed_in(clerk).post(address(town, "settings"), SETTINGS | {"slug": "stolen", "level": "province", "code": "x"})

    town.refresh_from_db()
    assert (town.slug, town.level) == ("qinghe", "township")
