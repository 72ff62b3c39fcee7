"""A received file that a newer one took the place of stays put away, and what others wrote while a file was read stays too."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from disclosure.isolation import Examiner
from portal.annual.models import ReceivedReport
from portal.annual.supervising import uploads
from report_files import document

YEAR = 2025
#: A paper of a known agency and year that is no annual report.
NO_REPORT = (
    "<h1>临川县青禾镇人民政府2025年政府信息公开工作要点</h1><p>各单位：现将2025年政务公开工作要点印发给你们，请认真执行。</p>"
)


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


@pytest.fixture
def send(desk, county):
    def upload(name, data):
        desk.post(url(county, "upload"), {"files": [SimpleUploadedFile(name, data)]})
        return ReceivedReport.objects.order_by("pk").last()

    return upload


@pytest.fixture
def two(send, town):
    """An older file and the newer one of the same agency and year."""
    return send("旧.docx", document(town.name, 3)), send("新.docx", document(town.name, 4))


def url(county, name, *more):
    return reverse(f"supervise:{name}", args=[county.slug, *more])


def said(answer):
    return "".join(str(message) for message in answer.context["messages"])


def counted(desk, county, town):
    """The file that counts as the agency's report on the board."""
    rows = {row.agency: row for row in desk.get(url(county, "board") + f"?year={YEAR}").context["rows"]}
    return rows[town].submitted and rows[town].submitted.received


@pytest.mark.parametrize("name", ["check_again", "assign"])
def test_working_on_a_replaced_file_is_refused_and_the_newer_one_still_counts(name, two, desk, county, town, elsewhere):
    older, newer = two

    answer = desk.post(url(county, name, older.pk), {"agency": town.pk}, follow=True)

    assert "已被新文件替换" in said(answer)
    assert counted(desk, county, town) == newer
    assert list(ReceivedReport.objects.order_by("pk").values_list("replaced", flat=True)) == [True, False]


def test_the_page_of_a_replaced_file_leads_to_the_newer_one_and_offers_nothing_else(two, desk, county):
    older, newer = two
    page = desk.get(url(county, "received", older.pk)).content.decode()

    assert "已被新文件替换" in page
    assert url(county, "received", newer.pk) in page
    for name in ("check_again", "recognise", "assign"):
        assert url(county, name, older.pk) not in page
    assert url(county, "check_again", newer.pk) in desk.get(url(county, "received", newer.pk)).content.decode()


def test_a_replaced_scan_is_not_recognised(send, desk, county, monkeypatch):
    monkeypatch.setattr(uploads, "recogniser", lambda: "/usr/bin/tesseract")
    picture = io.BytesIO()
    Image.new("L", (600, 800), 200).save(picture, "png")
    kept = send("扫描件.png", picture.getvalue())
    ReceivedReport.objects.update(replaced=True)

    page = desk.get(url(county, "received", kept.pk)).content.decode()
    answer = desk.post(url(county, "recognise", kept.pk), follow=True)

    assert url(county, "recognise", kept.pk) not in page
    assert "已被新文件替换" in said(answer)


def test_a_paper_that_is_no_report_takes_no_reports_place(send, desk, county, town):
    report = send("年报.docx", document(town.name, 3))
    paper = send("要点.html", NO_REPORT.encode())
    desk.post(url(county, "assign", paper.pk), {"agency": town.pk, "year": YEAR})

    paper.refresh_from_db()
    assert (paper.agency, paper.year) == (town, YEAR)
    assert paper.document_type != "annual_report"
    assert counted(desk, county, town) == report


@pytest.fixture
def meanwhile(monkeypatch):
    """``meanwhile(act)``: something that happens while the child process reads a file."""

    def happens(act):
        examine = Examiner.examine

        def slow(self, *args, **more):
            found = examine(self, *args, **more)
            act()
            return found

        monkeypatch.setattr(Examiner, "examine", slow)

    return happens


def test_what_was_said_while_the_file_was_read_again_stays(send, desk, county, town, meanwhile):
    kept = send("a.docx", document("临川县无此镇人民政府", 3))
    row = ReceivedReport.objects.filter(pk=kept.pk)
    meanwhile(lambda: row.update(agency=town, name="改过的名字.docx"))

    desk.post(url(county, "check_again", kept.pk))

    kept.refresh_from_db()
    assert (kept.agency, kept.name) == (town, "改过的名字.docx")
    assert counted(desk, county, town) == kept


def test_a_file_replaced_while_it_was_read_again_stays_replaced(two, desk, county, town, meanwhile):
    _older, newer = two
    before = ReceivedReport.objects.values().get(pk=newer.pk)
    meanwhile(lambda: ReceivedReport.objects.filter(pk=newer.pk).update(replaced=True))

    answer = desk.post(url(county, "check_again", newer.pk), follow=True)

    assert "已被新文件替换" in said(answer)
    assert ReceivedReport.objects.values().get(pk=newer.pk) == before | {"replaced": True}
