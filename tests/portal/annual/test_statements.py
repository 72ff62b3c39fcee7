"""Statements: a source and a responsible person or nothing; only what is confirmed counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.annual.compiling import compiled
from portal.annual.models import Statement, StatementState

YEAR = 2025
ADDRESS = "article_20.licences.decisions"
FORM = {"key": ADDRESS, "value": "31", "source": "县行政审批局统计表", "responsible": "周文书", "stated_on": "2026-01-05"}


@pytest.fixture
def office(clerk, signed_in, as_of):
    return signed_in(clerk)


@pytest.fixture
def page(town):
    return reverse("annual:statements", args=[town.slug, YEAR])


def test_entered_then_confirmed_it_counts_and_opens_to_itself(town, office, page):
    assert office.post(page, FORM).status_code == 302
    made = Statement.objects.get()
    assert compiled(town, YEAR).report.value(ADDRESS) is None

    office.post(reverse("annual:confirm", args=[town.slug, YEAR, made.pk]))
    year = compiled(town, YEAR)
    assert year.report.value(ADDRESS) == 31
    assert year.figures[ADDRESS].records == (f"statement:{made.pk}",)
    behind = office.get(reverse("annual:cell", args=[town.slug, YEAR, ADDRESS])).context["records"]
    assert [one.id for one in behind] == [f"statement:{made.pk}"]


def test_a_blank_cell_says_that_it_is_not_0_and_leads_to_the_form(town, office):
    cell = office.get(reverse("annual:cell", args=[town.slug, YEAR, ADDRESS])).content.decode()

    assert "不是0" in cell
    assert f"?key={ADDRESS}" in cell


def test_an_amount_keeps_its_digits(town, office, page, stated):
    stated("article_20.fees.amount", "0.2130")

    assert str(compiled(town, YEAR).report.value("article_20.fees.amount")) == "0.2130"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": "-1"}, "value"),
        ({"value": "1.5"}, "value"),
        ({"source": ""}, "source"),
        ({"responsible": ""}, "responsible"),
        ({"stated_on": "2026-03-03"}, "stated_on"),
        ({"key": "applications.received.total"}, "key"),
        ({"key": "weather"}, "key"),
        ({"key": "channels", "value": ""}, "words"),
    ],
    ids=["no number", "negative", "half a decision", "no source", "nobody", "tomorrow", "a sum", "no such cell", "no words"],
)
def test_what_is_not_a_statement_is_refused_beside_its_field(office, page, change, field):
    answer = office.post(page, FORM | change)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Statement.objects.exists()


def test_what_was_typed_stays_when_it_is_refused(office, page):
    assert "县行政审批局统计表" in office.post(page, FORM | {"value": "-1"}).content.decode()


def test_set_aside_it_no_longer_counts_and_keeps_its_reason(town, office, stated):
    made = stated(ADDRESS, 31)
    reject = reverse("annual:reject", args=[town.slug, YEAR, made.pk])
    office.post(reject, {"reason": ""})
    assert compiled(town, YEAR).report.value(ADDRESS) == 31

    office.post(reject, {"reason": "统计口径不对"})
    made.refresh_from_db()
    assert (made.state, made.reason) == (StatementState.REJECTED, "统计口径不对")
    assert compiled(town, YEAR).report.value(ADDRESS) is None


def test_a_statement_is_decided_once(town, office, stated):
    made = stated(ADDRESS, 31)
    office.post(reverse("annual:reject", args=[town.slug, YEAR, made.pk]), {"reason": "口径不对"})
    answer = office.post(reverse("annual:confirm", args=[town.slug, YEAR, made.pk]), follow=True)

    assert "已经处理过" in answer.content.decode()
    made.refresh_from_db()
    assert made.state == StatementState.REJECTED


def test_a_document_comes_back_as_it_was(town, office, page):
    office.post(page, FORM | {"document": SimpleUploadedFile("统计表.pdf", b"%PDF-1.4 x")})
    made = Statement.objects.get()

    answer = office.get(reverse("annual:document", args=[town.slug, YEAR, made.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 x"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_program_is_no_document(office, page):
    answer = office.post(page, FORM | {"document": SimpleUploadedFile("表.exe", b"MZ")})

    assert "document" in answer.context["form"].errors


def test_a_statement_of_another_agency_is_not_there(town, elsewhere, office, stated):
    made = stated(ADDRESS, 31, agency=elsewhere, confirmed=False)

    assert office.post(reverse("annual:confirm", args=[town.slug, YEAR, made.pk])).status_code == 404
    assert compiled(town, YEAR).report.value(ADDRESS) is None


def test_the_leader_reads_and_does_not_enter(town, leader, signed_in, page, stated):
    made = stated(ADDRESS, 31, confirmed=False)
    reading = signed_in(leader)

    assert reading.get(page).status_code == 200
    assert reading.post(page, FORM).status_code == 403
    assert reading.post(reverse("annual:confirm", args=[town.slug, YEAR, made.pk])).status_code == 403


@pytest.mark.parametrize("name", ["confirm", "reject"])
def test_deciding_needs_a_post(name, town, office, stated):
    made = stated(ADDRESS, 31, confirmed=False)

    assert office.get(reverse(f"annual:{name}", args=[town.slug, YEAR, made.pk])).status_code == 405


def test_records_hold_against_a_statement_and_the_page_says_so(town, office, stated, application):
    application(arrived=date(2024, 12, 20))
    stated("applications.carried_over.natural_person", 3)

    text = office.get(reverse("annual:year", args=[town.slug, YEAR])).content.decode()
    assert compiled(town, YEAR).report.value("applications.carried_over.natural_person") == 1
    assert "表格以记录为准" in text
