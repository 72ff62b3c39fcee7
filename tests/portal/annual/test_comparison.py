"""This year's report beside last year's: the clerk sees the draft, the supervisor what came; nobody else sees either."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.annual.models import ReceivedReport
from report_files import document

YEAR = 2025


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


def below(county, kept, kind="received"):
    return reverse("supervise:compare", args=[county.slug, kind, kept.pk])


@pytest.fixture
def two_years(desk, county, town):
    """Last year's and this year's report of a town, as the county received them; this year's is given back."""
    for year, count in ((YEAR - 1, 4), (YEAR, 6)):
        data = document(town.name, count, year=year)
        desk.post(reverse("supervise:upload", args=[county.slug]), {"files": [SimpleUploadedFile(f"{year}.docx", data)]})
    return ReceivedReport.objects.get(year=YEAR)


def test_the_supervisor_sees_what_changed(two_years, desk, county):
    text = desk.get(below(county, two_years)).content.decode()

    assert "+50.0%" in text
    assert "<del>4</del>" in text
    assert "<ins>6</ins>" in text


def test_the_page_of_the_report_leads_there(two_years, desk, county):
    text = desk.get(reverse("supervise:received", args=[county.slug, two_years.pk])).content.decode()

    assert below(county, two_years) in text


def test_without_last_years_report_there_is_no_link_and_a_sentence(two_years, desk, county):
    first = ReceivedReport.objects.get(year=YEAR - 1)

    assert below(county, first) not in desk.get(reverse("supervise:received", args=[county.slug, first.pk])).content.decode()
    assert "无从比对" in desk.get(below(county, first)).content.decode()
    assert desk.get(below(county, first) + "?save=1").status_code == 404


def test_it_can_be_saved_as_a_page_of_its_own(two_years, desk, county):
    answer = desk.get(below(county, two_years) + "?save=1")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"<!doctype html>")
    assert "+50.0%" in answer.content.decode()


def test_in_english(two_years, desk, county):
    desk.cookies["django_language"] = "en"
    text = desk.get(below(county, two_years)).content.decode()

    assert "Only numbers changed" in text
    assert "Compare with last year" in text


def test_what_a_report_says_is_not_markup(desk, county, town):
    for year in (YEAR - 1, YEAR):
        data = document(town.name, 3, overview=f"<img src=x onerror=alert({year})>全年新收3件。", year=year)
        desk.post(reverse("supervise:upload", args=[county.slug]), {"files": [SimpleUploadedFile(f"{year}.docx", data)]})
    text = desk.get(below(county, ReceivedReport.objects.get(year=YEAR))).content.decode()

    assert "onerror" in text
    assert "<img src=x" not in text


def test_the_clerk_compares_the_draft_with_what_was_signed_last_year(signed, town, clerk, signed_in, settings):
    from datetime import date

    settings.AS_OF = date(2027, 1, 8)
    office = signed_in(clerk)
    year = signed.report.year + 1
    address = reverse("annual:compare", args=[town.slug, year])

    assert address in office.get(reverse("annual:year", args=[town.slug, year])).content.decode()
    text = office.get(address).content.decode()
    assert f"{signed.report.year}</" in text or f"{signed.report.year} <" in text
    assert "-100.0%" in text


def test_without_a_year_before_the_clerk_is_told(ready, town, clerk, signed_in):
    office = signed_in(clerk)
    address = reverse("annual:compare", args=[town.slug, YEAR])

    assert address not in office.get(reverse("annual:year", args=[town.slug, YEAR])).content.decode()
    assert "无从比对" in office.get(address).content.decode()


def test_others_do_not_come_in(two_years, county, town, clerk, clerk_elsewhere, signed_in, client):
    assert signed_in(clerk).get(below(county, two_years)).status_code == 404
    assert client.get(below(county, two_years)).status_code == 302
    assert signed_in(clerk_elsewhere).get(reverse("annual:compare", args=[town.slug, YEAR])).status_code == 404
