"""Findings go back to the agency: in its own Word file, in marked tables, in a letter; without what was dismissed."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from engine.annotating.word_reading import comments, members
from portal.annual.models import ReceivedReport
from report_files import document

YEAR = 2025
RULE = "claims.applications_received"


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


def url(county, name, *more):
    return reverse(f"supervise:{name}", args=[county.slug, *more])


@pytest.fixture
def received(desk, county, town):
    """A Word file of a town whose text contradicts its table, as the county received it."""
    data = document(town.name, 3, overview="全年新收政府信息公开申请7件。")
    desk.post(url(county, "upload"), {"files": [SimpleUploadedFile("青禾镇.docx", data)]})
    return data, ReceivedReport.objects.get()


def paper(desk, county, kept, name, kind="received"):
    return desk.get(url(county, "back", kind, kept.pk, name))


def wrong(desk, county, kept):
    found = desk.get(url(county, "received", kept.pk)).context["findings"]
    return next(one for one in found if one.rule == RULE)


def test_the_page_offers_all_three(received, desk, county):
    _data, kept = received
    text = desk.get(url(county, "received", kept.pk)).content.decode()

    for name in ("comments", "tables", "letter"):
        assert url(county, "back", "received", kept.pk, name) in text


def test_comments_stand_in_the_file_that_was_sent(received, desk, county):
    data, kept = received
    answer = paper(desk, county, kept, "comments")

    said = comments(answer.content).values()
    assert any(wrong(desk, county, kept).message in text for text in said)
    assert members(data)["word/styles.xml"] == members(answer.content)["word/styles.xml"]
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"].lower()


def test_a_dismissed_finding_does_not_go_along(received, desk, county):
    _data, kept = received
    one = wrong(desk, county, kept)
    desk.post(url(county, "verdict", "received", kept.pk, one.fingerprint), {"verdict": "dismissed", "reason": "口径不同"})

    said = comments(paper(desk, county, kept, "comments").content).values()
    assert all(one.message not in text for text in said)

    desk.post(url(county, "verdict", "received", kept.pk, one.fingerprint), {"verdict": "returned", "reason": "还是要改"})
    said = comments(paper(desk, county, kept, "comments").content).values()
    assert any(one.message in text for text in said)


def test_tables_are_marked_where_findings_are(received, desk, county):
    _data, kept = received
    book = load_workbook(io.BytesIO(paper(desk, county, kept, "tables").content))

    marked = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    assert any(wrong(desk, county, kept).message in cell.comment.text for cell in marked)


def test_the_letter_is_signed_by_the_office_on_the_day(received, desk, county, town):
    _data, kept = received
    lines = [line.text for line in Document(io.BytesIO(paper(desk, county, kept, "letter").content)).paragraphs]

    assert lines[0] == f"关于{town.name}{YEAR}年政府信息公开工作年度报告核对情况的函"
    assert county.name in lines[-2:][0]
    assert "年" in lines[-1]
    assert any(wrong(desk, county, kept).message in line for line in lines)


def test_what_last_years_report_shows_goes_along(received, desk, county, town):
    _data, kept = received
    before = document(town.name, 3, year=YEAR - 1, rows=("received", "carried_forward"))
    desk.post(url(county, "upload"), {"files": [SimpleUploadedFile("去年.docx", before)]})
    across = [one for one in desk.get(url(county, "received", kept.pk)).context["findings"] if one.rule.startswith("years.")]

    assert across
    text = "\n".join(comments(paper(desk, county, kept, "comments").content).values())
    assert all(one.message in text for one in across)


def test_a_page_that_was_sent_is_laid_out_as_word(desk, county, elsewhere):
    data = document(elsewhere.name, 5, overview="全年新收政府信息公开申请9件。", suffix=".html")
    desk.post(url(county, "upload"), {"files": [SimpleUploadedFile("松涧镇.html", data)]})
    kept = ReceivedReport.objects.get()

    said = comments(paper(desk, county, kept, "comments").content).values()
    assert any(wrong(desk, county, kept).message in text for text in said)


def test_a_signed_report_has_them_too(signed, desk, county):
    for name in ("comments", "tables", "letter"):
        answer = paper(desk, county, signed, name, kind="signed")
        assert answer.status_code == 200
        assert answer.content.startswith(b"PK")


def test_others_do_not_come_in(received, county, town, clerk, leader, signed_in, client):
    _data, kept = received
    address = url(county, "back", "received", kept.pk, "letter")

    assert [signed_in(person).get(address).status_code for person in (clerk, leader)] == [404, 404]
    assert signed_in(clerk).get(url(town, "back", "received", kept.pk, "letter")).status_code == 403
    assert client.get(address).status_code == 302


def test_a_file_that_is_gone_or_unknown_is_no_page(received, desk, county):
    _data, kept = received

    assert desk.get(url(county, "back", "received", kept.pk + 1, "letter")).status_code == 404
    assert desk.get(url(county, "back", "received", kept.pk, "letter").replace("letter", "poem")).status_code == 404
