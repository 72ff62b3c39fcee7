"""What a slip, a second click or an old page may do to the register of disputes: nothing is counted twice or left open."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from applications_cast import ANSWERS
from disclosure.errors import CaseError
from disclosure.records import Channel, CopyReceived, Decided, Delivered, Replied
from portal.applications import services as applications
from portal.disputes import services
from portal.disputes.models import Dispute

pytestmark = pytest.mark.django_db
FACTS = {"kind": "reconsideration", "organ": "临川县人民政府"}
ORDERED = Decided(date(2024, 12, 20), "annulled", date(2024, 12, 24), redo=True)


@pytest.fixture
def refused(town, clerk, as_of):
    """A maker of cases refused in September 2024; the day is 20 January 2025."""
    as_of(date(2025, 1, 20))

    def make(asked: str):
        said = ANSWERS | {"asked": asked}
        case = applications.submit(town, said, channel=Channel.COUNTER, arrived_on=date(2024, 9, 10), by=clerk).application
        applications.record(case, Replied(date(2024, 9, 20), "refused.process_information"), clerk)
        applications.record(case, Delivered(date(2024, 9, 23)), clerk)
        return case

    return make


def test_a_case_entered_by_a_second_click_is_entered_once(town, clerk, signed_in, refused):
    case, office, add = refused("一"), signed_in(clerk), reverse("disputes:add", args=[town.slug])
    entered = FACTS | {"part": "acting", "on": "2024-11-06", "procedure": "ordinary", "application": case.pk}
    for more in ({"case_number": "临府复〔2024〕3号"}, {}, {"application": "", "party": "王小明"}):
        before = Dispute.objects.count()
        assert office.post(add, entered | more).status_code == 302
        again = office.post(add, entered | more)
        assert again.status_code == 422
        assert "已经登记" in again.content.decode()
        assert Dispute.objects.count() == before + 1
    other = {"application": "", "party": "赵大山"}
    assert office.post(add, entered | other).status_code == 302


def test_an_application_named_by_a_slip_is_closed_again_and_the_right_one_reopened(town, clerk, refused):
    wrong, right = refused("一"), refused("二")
    dispute = services.enter(town, FACTS | {"application": wrong}, CopyReceived(date(2024, 11, 6)), clerk)
    services.record(dispute, ORDERED, clerk)
    wrong.refresh_from_db()
    assert wrong.is_open
    services.change(dispute, {"application": right}, clerk)
    for case, is_open in ((wrong, False), (right, True)):
        case.refresh_from_db()
        assert case.is_open is is_open
    services.change(dispute, {"part": "reviewing"}, clerk)
    right.refresh_from_db()
    assert not right.is_open
    services.change(dispute, {"part": "acting"}, clerk)
    right.refresh_from_db()
    assert right.is_open


def test_an_application_answered_anew_is_not_taken_from_its_dispute(town, clerk, refused):
    wrong, right = refused("一"), refused("二")
    dispute = services.enter(town, FACTS | {"application": wrong}, CopyReceived(date(2024, 11, 6)), clerk)
    services.record(dispute, ORDERED, clerk)
    applications.record(wrong, Replied(date(2025, 1, 15), "granted"), clerk)
    with pytest.raises(CaseError):
        services.change(dispute, {"application": right}, clerk)
    assert Dispute.objects.get().application == wrong
