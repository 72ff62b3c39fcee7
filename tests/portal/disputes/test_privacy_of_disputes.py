"""Who brought a dispute: shown for a reason only, told to nobody else, and gone with its application for good."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from applications_cast import ANSWERS
from disclosure.errors import CaseError
from disclosure.records import Channel, CopyReceived, Decided, Delivered, Replied
from portal.applications import services as applications
from portal.applications.models import Application, CaseKey
from portal.applications.privacy.erasing import ask, decide, let_go_again
from portal.applications.privacy.holding import held_about, held_in
from portal.applications.privacy.retention import kept_long_enough as cases_kept_long_enough
from portal.audit.models import Entry
from portal.disputes import services
from portal.disputes.models import Dispute
from portal.disputes.privacy import kept_long_enough

pytestmark = pytest.mark.django_db
RECONSIDERED = {"kind": "reconsideration", "organ": "临川县人民政府"}
SUED = {"kind": "litigation_after_reconsideration", "organ": "临川县人民法院"}


@pytest.fixture
def case(town, clerk, as_of):
    """Given in March 2021; the day is 1 June 2021."""
    as_of(date(2021, 6, 1))
    made = applications.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk, arrived_on=date(2021, 3, 3)).application
    applications.record(made, Replied(date(2021, 3, 10), "granted", "provided"), clerk)
    applications.record(made, Delivered(date(2021, 3, 11)), clerk)
    return Application.objects.get(pk=made.pk)


def settled(town, clerk, **facts) -> Dispute:
    made = services.enter(town, RECONSIDERED | facts, CopyReceived(date(2021, 5, 6)), clerk, note=f"{facts.get('party')}送来")
    services.record(made, Decided(date(2021, 5, 20), "upheld", date(2021, 5, 21)), clerk)
    return made


def told(archive: bytes) -> list[dict]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return json.loads(opened.read("data.json"))["applications"][0]["disputes"]


def test_the_form_of_a_dispute_does_not_show_who_brought_it(town, clerk, signed_in, as_of):
    as_of(date(2021, 6, 1))
    dispute, office = settled(town, clerk, party="王小明"), signed_in(clerk)
    edit = reverse("disputes:edit", args=[town.slug, dispute.pk])
    page = office.get(edit)
    assert "王小明" not in page.content.decode()
    assert "不改的留空" in page.content.decode()
    facts = {"kind": "reconsideration", "part": "acting", "organ": "临川县人民政府"}
    assert office.post(edit, facts | {"case_number": "临府复〔2021〕3号", "party": ""}).status_code == 302
    dispute = Dispute.objects.get()
    assert (dispute.party, dispute.case_number) == ("王小明", "临府复〔2021〕3号")
    office.post(edit, facts | {"party": "王晓明"})
    assert Dispute.objects.get().party == "王晓明"
    wrong = office.post(edit, facts | {"organ": "", "party": ""})
    assert wrong.status_code == 422
    assert "王晓明" not in wrong.content.decode()
    office.post(edit, facts | {"party": "", "party_gone": "on"})
    assert Dispute.objects.get().party == ""
    assert "不改的留空" not in office.get(edit).content.decode()


def test_a_document_of_a_dispute_that_is_opened_stands_in_the_log(town, clerk, signed_in, as_of):
    as_of(date(2021, 6, 1))
    dispute = settled(town, clerk)
    file = services.attach(dispute, "申请书.pdf", b"%PDF-1.4 x", clerk)
    assert signed_in(clerk).get(reverse("disputes:file", args=[town.slug, dispute.pk, file.pk])).content == b"%PDF-1.4 x"
    assert Entry.objects.get(action="dispute.file_opened").facts == {"file": file.pk}


def test_a_third_party_that_contests_a_disclosure_is_not_named_to_the_applicant(town, clerk, case):
    dispute = settled(town, clerk, party="王小明", application=case)
    services.attach(dispute, "王小明的申请书.pdf", b"%PDF-1.4 x", clerk)
    own, whole = told(held_in(case)), told(held_about(case))
    assert own[0]["party"] == whole[0]["party"] == "（第三方）"
    assert "王小明" not in str([own, whole])
    assert "（第三方）送来" in str(whole)
    assert "（第三方）的申请书.pdf" in str(whole)


@pytest.mark.parametrize("party", ["陈秋实", " 陈 秋实", "林律师"])
def test_the_applicants_own_dispute_names_whoever_brought_it(town, clerk, case, party):
    case.agent = "林律师"
    case.save()
    assert case.name == "陈秋实"
    settled(town, clerk, party=party, application=case)
    assert told(held_in(case))[0]["party"] == party


def erased(case, clerk, leader) -> None:
    decide(case, ask(case, "expired", "号", clerk), True, "", leader)


def test_what_was_erased_properly_is_not_erased_again_by_a_restore(town, clerk, leader, case, as_of):
    dispute = settled(town, clerk, party="陈秋实", application=case)
    alone = settled(town, clerk, party="王小明")
    as_of(date(2032, 3, 2))
    erased(case, clerk, leader)
    decide(alone, ask(alone, "expired", "号", clerk), True, "", leader)
    before = list(CaseKey.objects.order_by("pk").values_list("pk", "destroyed_at"))
    assert let_go_again() == 0
    assert let_go_again() == 0
    assert not Entry.objects.filter(action__endswith="erased_again").exists()
    dispute.case_key.destroy()
    assert list(CaseKey.objects.order_by("pk").values_list("pk", "destroyed_at")) == before


def test_what_an_older_backup_brought_back_beside_an_erased_case_is_let_go_of(town, clerk, leader, case, as_of):
    dispute = settled(town, clerk, party="陈秋实", application=case)
    party = Dispute.objects.filter(pk=dispute.pk).values_list("party", flat=True).get()
    as_of(date(2032, 3, 2))
    erased(case, clerk, leader)
    Dispute.objects.filter(pk=dispute.pk).update(party=party)
    assert let_go_again() == 1
    assert let_go_again() == 0
    assert Entry.objects.filter(action="dispute.erased_again").count() == 1


def test_a_reconsideration_is_kept_while_a_lawsuit_after_it_is_open(town, clerk, leader, as_of):
    as_of(date(2021, 6, 1))
    dispute = settled(town, clerk, party="王小明")
    suit = services.enter(town, SUED | {"reconsideration": dispute}, CopyReceived(date(2021, 5, 31)), clerk)
    as_of(date(2032, 3, 2))
    with pytest.raises(CaseError, match="复议后提起的行政诉讼还没有审结"):
        ask(dispute, "expired", "号", clerk)
    assert not kept_long_enough(town, date(2032, 3, 2)).exists()
    services.record(suit, Decided(date(2021, 12, 20), "claims_rejected", date(2021, 12, 21)), clerk)
    ask(dispute, "expired", "号", clerk)
    assert set(kept_long_enough(town, date(2032, 3, 2))) == {dispute, suit}


def test_a_case_is_kept_while_a_lawsuit_after_its_reconsideration_is_open(town, clerk, case, as_of):
    before = settled(town, clerk, application=case)
    assert list(cases_kept_long_enough(town, date(2032, 3, 2))) == [case]
    services.enter(town, SUED | {"reconsideration": before}, CopyReceived(date(2021, 5, 31)), clerk)
    as_of(date(2032, 3, 2))
    assert not cases_kept_long_enough(town, date(2032, 3, 2)).exists()
    with pytest.raises(CaseError, match="没有审结"):
        ask(case, "expired", "号", clerk)


def test_grounds_stand_in_the_brackets_of_the_page(town, clerk, signed_in, as_of):
    as_of(date(2024, 12, 10))
    dispute = services.enter(town, RECONSIDERED, CopyReceived(date(2024, 11, 6)), clerk)
    office = signed_in(clerk)
    office.cookies["django_language"] = "en"
    act = reverse("disputes:act", args=[town.slug, dispute.pk, "suspend"])
    office.post(act, {"on": "2024-12-02", "ground": "other_case"})
    page = office.get(dispute.get_absolute_url()).content.decode()
    assert 'lang="en"' in page
    timeline = page.partition('class="timeline"')[2].partition("</ol>")[0]
    assert "（《" not in timeline
    assert " (Administrative Reconsideration Law (2023 revision), Art. 39" in timeline
