"""Starting an office from a report: what it says waits to be confirmed in the new year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.checks.examination import Examination
from disclosure.figures import application_figures
from disclosure.figures.compile import AgencyFacts, compile_report
from disclosure.form import CellKind, Contact, edition_named
from disclosure.records import CaseRecord, Received
from disclosure.writing import write_report
from portal.agencies.models import Agency, Membership, Person, Role
from portal.annual.compiling import compiled
from portal.annual.models import Statement, StatementState
from portal.annual.narrative import last_year_of
from portal.annual.starting import CannotStart, start_office_from
from portal.annual.statements.stating import confirm

FORM = edition_named("2021")
TOWN = AgencyFacts("望潮市松间镇人民政府", None, Contact("望潮市松间镇林场路15号", "000000", "0000-7654321"))
#: A town whose report leaves one application open at the end of the year.
PROBLEMS = "回应不够及时。下一步将完善台账，按季抽查。"
OVERVIEW = "全年通过政务微信公众号发布信息349条。"


def report(**change):
    """A report of 2022 in which one natural person's application is open at the end of the year."""
    open_case = CaseRecord("application:1", "natural_person", (Received(date(2022, 12, 20)),))
    made = compile_report(
        FORM, TOWN, 2022, applications=application_figures([open_case], FORM, 2022), disputes={},
        narrative={"overview": OVERVIEW, "problems": PROBLEMS},
    ).report  # fmt: skip
    return replace(made, **change)


def keyed(started):
    return {one.key: one for one in started.statements}


def test_the_open_application_waits_in_the_new_years_carried_over_row(db, as_of):
    started = start_office_from(report(), None, None, None)
    waiting = keyed(started)["applications.carried_over.natural_person"]

    assert started.year == 2023
    assert (waiting.year, waiting.value, waiting.state) == (2023, 1, StatementState.TO_CONFIRM)
    assert "2022年" in waiting.source
    assert waiting.stated_on == date(2022, 12, 31)
    assert not [key for key in keyed(started) if key.startswith("applications.") and key != waiting.key]


def test_confirmed_it_is_in_the_table_with_its_total(db, as_of):
    started = start_office_from(report(), None, None, None)
    row = ("applications.carried_over.natural_person", "applications.carried_over.total")
    assert [compiled(started.agency, 2023).report.value(address) for address in row] == [0, 0]

    clerk = Membership.objects.get(agency=started.agency, role=Role.CLERK).person
    waiting = keyed(started)[row[0]]
    confirm(waiting, clerk)
    year = compiled(started.agency, 2023)
    assert [year.report.value(address) for address in row] == [1, 1]
    assert year.figures[row[1]].records == (f"statement:{waiting.pk}",)


def test_a_new_agency_has_its_contacts_and_a_clerk_who_can_sign_in(db, as_of, client):
    started = start_office_from(report(), None, None, None)
    agency = started.agency

    assert (agency.name, agency.phone, agency.postcode) == (TOWN.name, "0000-7654321", "000000")
    assert client.login(username=started.username, password=started.password)
    assert client.get(reverse("annual:statements", args=[agency.slug, 2023])).status_code == 200


def test_channels_and_promises_become_facts_in_words(db, as_of):
    facts = keyed(start_office_from(report(), None, None, None))

    assert "公众号" in facts["channels"].words
    assert "按季抽查" in facts["promises"].words
    assert "回应不够及时" not in facts["promises"].words
    assert facts["promises"].value is None


def test_documents_in_force_are_stated_only_where_the_report_has_them(db, as_of):
    key = "article_20.normative_documents.in_force"
    assert key not in keyed(start_office_from(report(), None, None, None))

    cells = tuple(replace(cell, value=42, kind=CellKind.NUMBER) if cell.at == key else cell for cell in report().cells)
    assert keyed(start_office_from(report(cells=cells), None, None, None))[key].value == 42


def test_last_years_figures_stand_beside_the_new_ones(db, as_of):
    started = start_office_from(report(), None, None, None)

    assert last_year_of(started.agency, 2023)["applications.carried_forward.total"] == "1"


def test_an_agency_that_is_there_keeps_its_contacts_and_gets_no_new_clerk(town, clerk, as_of):
    started = start_office_from(report(), town, None, clerk)
    town.refresh_from_db()

    assert town.phone == "0000-1234567"
    assert started.password is None
    assert Agency.objects.filter(name=TOWN.name).count() == 0


def test_personal_mobile_numbers_are_not_taken_as_contacts(db, as_of):
    started = start_office_from(report(contact=Contact(phone="13812345678")), None, None, None)

    assert started.agency.phone == ""


@pytest.mark.parametrize("change", [{"agency": None}, {"year": None}])
def test_a_report_without_agency_or_year_opens_nothing(db, as_of, change):
    before = Agency.objects.count()
    with pytest.raises(CannotStart):
        start_office_from(report(**change), None, None, None)

    assert Agency.objects.count() == before


def test_two_offices_from_one_report_are_two_agencies(db, as_of):
    first, second = (start_office_from(report(), None, None, None).agency for _time in range(2))

    assert first.slug != second.slug


def test_the_clerk_starts_from_an_uploaded_file(town, clerk, signed_in, as_of):
    data = write_report(Examination(report(), (), ()), ".docx")
    answer = signed_in(clerk).post(
        reverse("annual:start", args=[town.slug]), {"file": SimpleUploadedFile("2022年年报.docx", data)}, follow=True
    )

    assert answer.redirect_chain[-1][0] == reverse("annual:statements", args=[town.slug, 2023])
    assert Statement.objects.get(agency=town, key="applications.carried_over.natural_person").value == 1


@pytest.mark.parametrize(("name", "data"), [("年报.exe", b"MZ"), ("年报.docx", b"no zip"), ("年报.txt", "随便写的话".encode())])
def test_what_is_no_report_opens_nothing(name, data, town, clerk, signed_in, as_of):
    answer = signed_in(clerk).post(
        reverse("annual:start", args=[town.slug]), {"file": SimpleUploadedFile(name, data)}, follow=True
    )

    assert "message error" in answer.content.decode()
    assert not Statement.objects.exists()


def test_only_the_clerk_starts(town, leader, reviewer, signed_in, as_of):
    for person in (leader, reviewer):
        assert signed_in(person).post(reverse("annual:start", args=[town.slug])).status_code == 403


def test_in_a_demonstration_a_card_opens_an_office(db, as_of, client, settings):
    settings.DEMO = True
    page = client.get(reverse("demo:report", args=[0]))
    assert page.status_code == 200
    assert "sha256-" in page.headers["Content-Security-Policy"]
    people = Person.objects.count()

    answer = client.post(reverse("demo:start", args=[0]))
    assert answer.status_code == 200
    assert Person.objects.count() == people + 1
    assert answer.context["started"].password in answer.content.decode()


def test_outside_a_demonstration_there_are_no_cards(db, client, settings):
    settings.DEMO = False

    assert client.get(reverse("demo:report", args=[0])).status_code == 404
    assert client.post(reverse("demo:start", args=[0])).status_code == 404


def test_opening_an_office_needs_a_post(db, client, settings):
    settings.DEMO = True

    assert client.get(reverse("demo:start", args=[0])).status_code == 405
    assert client.post(reverse("demo:start", args=[999])).status_code == 404


def test_a_folder_of_reports_takes_the_place_of_the_samples(tmp_path, db, client, settings):
    from django.template.loader import render_to_string

    (tmp_path / "松间镇2022.docx").write_bytes(write_report(Examination(report(), (), ()), ".docx"))
    settings.DEMO, settings.DEMO_REPORTS = True, str(tmp_path)

    text = render_to_string("home_reports.html", {"demo": True})
    assert TOWN.name in text
    assert text.count(reverse("demo:start", args=[0])) == 1


def test_what_waits_is_named_in_the_words_of_the_form(db, as_of):
    started = start_office_from(report(), None, None, None)
    labels = {one.key: label for label, one in started.labelled()}

    assert "结转" in labels["applications.carried_over.natural_person"]
    assert "自然人" in labels["applications.carried_over.natural_person"]
