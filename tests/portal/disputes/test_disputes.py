"""The register of disputes: entered, closed, counted, and seen by whom it concerns."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from applications_cast import ANSWERS
from disclosure.figures import dispute_figures
from disclosure.form.loading import edition_for_year
from disclosure.records import Channel
from portal.applications import services as applications
from portal.audit.models import Entry
from portal.disputes.models import Dispute
from portal.disputes.services import dispute_records

FILED = {"kind": "reconsideration", "organ": "临川县人民政府", "case_number": "临府复〔2024〕3号", "filed_on": "2024-11-04"}


@pytest.fixture
def application(town, clerk, as_of):
    as_of(date(2025, 1, 20))
    return applications.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=date(2024, 9, 10), by=clerk).application


def test_a_dispute_is_entered_for_its_application_and_closed_later(town, clerk, signed_in, application):
    office = signed_in(clerk)
    add = reverse("disputes:add", args=[town.slug])
    assert office.get(add, {"application": application.pk}).context["form"].initial["application"] == application.pk
    assert office.post(add, {**FILED, "application": application.pk}).status_code == 302
    dispute = Dispute.objects.get()
    assert (dispute.application, dispute.created_by, dispute.outcome) == (application, clerk, "")
    closed = {**FILED, "application": application.pk, "closed_on": "2025-01-10", "outcome": "corrected"}
    assert office.post(dispute.get_absolute_url(), closed).status_code == 302
    edition = edition_for_year(2024)
    assert dispute_figures(dispute_records(town, 2024), edition, 2024)["disputes.reconsideration.pending"].value == 1
    figure = dispute_figures(dispute_records(town, 2025), edition, 2025)["disputes.reconsideration.corrected"]
    assert (figure.value, figure.records) == (1, (dispute.record_id,))
    assert dispute_records(town, 2023) == dispute_records(town, 2026) == []
    assert [entry.action for entry in Entry.objects.filter(action__startswith="dispute.")] == [
        "dispute.entered",
        "dispute.changed",
    ]
    assert "临府复〔2024〕3号" in office.get(reverse("applications:case", args=[town.slug, application.pk])).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closed_on": "2025-01-10"}, "要么都填，要么都不填"),
        ({"outcome": "upheld"}, "要么都填，要么都不填"),
        ({"closed_on": "2024-11-01", "outcome": "upheld"}, "早于受理日期"),
        ({"filed_on": "2025-01-21"}, "日期不能晚于今天"),
        ({"organ": ""}, "复议机关或者法院："),
    ],
)
@pytest.mark.usefixtures("application")
def test_half_a_closure_is_refused_beside_its_field(town, clerk, signed_in, wrong, said):
    response = signed_in(clerk).post(reverse("disputes:add", args=[town.slug]), {**FILED, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Dispute.objects.count() == 0


@pytest.mark.usefixtures("as_of")
def test_an_empty_register_says_what_that_means(town, clerk, signed_in):
    assert "年报按0统计" in signed_in(clerk).get(reverse("disputes:list", args=[town.slug])).content.decode()


def test_applications_of_another_agency_are_not_offered(elsewhere, clerk_elsewhere, signed_in, application):
    response = signed_in(clerk_elsewhere).post(
        reverse("disputes:add", args=[elsewhere.slug]), {**FILED, "application": application.pk}
    )  # fmt: skip
    assert response.status_code == 422
    assert Dispute.objects.count() == 0


def test_who_may_open_what(
    client, town, elsewhere, signed_in, clerk, leader, reviewer, contributor, clerk_elsewhere, supervisor, as_of
):
    as_of(date(2025, 1, 20))
    dispute = Dispute.objects.create(agency=town, kind="litigation_direct", organ="临川县人民法院", filed_on=date(2024, 5, 6))
    people = (clerk, leader, reviewer, contributor, clerk_elsewhere, supervisor)
    for name, args, expected in (
        ("list", [], [200, 200, 200, 403, 404, 404]),
        ("add", [], [200, 200, 403, 403, 404, 404]),
        ("edit", [dispute.pk], [200, 200, 403, 403, 404, 404]),
    ):
        url = reverse(f"disputes:{name}", args=[town.slug, *args])
        assert [signed_in(who).get(url).status_code for who in people] == expected
        assert client.get(url).status_code == 302
    assert signed_in(clerk_elsewhere).get(reverse("disputes:edit", args=[elsewhere.slug, dispute.pk])).status_code == 404
    assert signed_in(reviewer).get(reverse("disputes:list", args=[town.slug]), {"ids": "0"}).status_code == 200
