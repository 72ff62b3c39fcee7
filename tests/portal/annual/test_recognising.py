"""Scans and pictures in the portal: the site offers to recognise their words, or says in plain words that it cannot."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.samples import Layout, Spec, invent, render
from engine.reading.test_recognition import pictures, scan
from portal.annual.models import ReceivedReport
from portal.annual.supervising import checking_again, uploads
from portal.annual.supervising.uploads import unpacked
from report_files import document

TRUTH = invent(Spec("青禾镇", 2022, 4, Layout.PDF, busy=0.2, largest=60))


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


@pytest.fixture
def send(desk, county):
    def upload(name, data):
        return desk.post(url(county, "upload"), {"files": [SimpleUploadedFile(name, data)]}, follow=True)

    return upload


def url(county, name, *more):
    return reverse(f"supervise:{name}", args=[county.slug, *more])


def said(answer):
    return "".join(str(message) for message in answer.context["messages"])


@pytest.fixture(scope="module")
def scanned():
    return scan(pictures(render(TRUTH)))


def blank_scan():
    return scan(pictures(render(TRUTH))[:1], "png")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_is_kept_recognised_on_request_and_shows_how_sure_each_number_is(scanned, send, desk, county, town):
    answer = send("扫描件.pdf", scanned)
    kept = ReceivedReport.objects.get()
    page = desk.get(url(county, "received", kept.pk)).content.decode()
    assert "识别文字" in said(answer)
    assert "--ocr" not in said(answer) + page, "nobody has a command line in a browser"
    assert url(county, "recognise", kept.pk) in page

    done = desk.post(url(county, "recognise", kept.pk), follow=True)

    kept.refresh_from_db()
    assert (kept.document_type, kept.recognised) == ("annual_report", True)
    expected = {at: cell.value for at, cell in TRUTH.expected.items() if cell.value is not None}
    read = {one.address: one.value for one in kept.figures.exclude(value=None)}
    assert {at for at, value in read.items() if value != expected[at]} == set()
    assert len(read) > 0.8 * len(expected)
    assert '<small class="count" title="识别的把握">' in done.content.decode()
    assert "values.recognised" in {one["rule"] for one in kept.findings}
    second = desk.post(url(county, "recognise", kept.pk), follow=True)
    assert (second.status_code, "已经识别过" in said(second)) == (200, True), "whoever clicks twice is told, not lost"

    # Of a poor scan a person says whose it is and of which year; that stays when it is checked again.
    desk.post(url(county, "assign", kept.pk), {"agency": town.pk, "year": 2022})
    rows = {row.agency: row for row in desk.get(url(county, "board") + "?year=2022").context["rows"]}
    assert rows[town].submitted.received == kept


def test_one_file_is_recognised_at_a_time(send, desk, county, monkeypatch):
    monkeypatch.setattr(uploads, "recogniser", lambda: "/usr/bin/tesseract")
    send("图片.png", blank_scan())
    kept = ReceivedReport.objects.get()
    cache.add(checking_again._RECOGNISING, 0, 60)
    try:
        answer = desk.post(url(county, "recognise", kept.pk), follow=True)
    finally:
        cache.delete(checking_again._RECOGNISING)

    assert "请等几分钟再试" in said(answer)
    kept.refresh_from_db()
    assert kept.document_type == "unreadable"


def test_without_a_recogniser_a_plain_sentence_says_what_to_do(send, desk, county, monkeypatch):
    monkeypatch.setattr(uploads, "recogniser", lambda: None)
    picture = send("图片.png", blank_scan())
    assert "本站没有安装文字识别" in said(picture)
    assert not ReceivedReport.objects.exists()

    answer = send("扫描件.pdf", scan(pictures(render(TRUTH))[:1]))
    kept = ReceivedReport.objects.get()
    page = desk.get(url(county, "received", kept.pk)).content.decode()
    for words in (said(answer), page):
        assert "本站没有安装文字识别" in words
        assert "--ocr" not in words
    assert "识别文字</button>" not in page
    assert "请上传生成它的 Word 文件" in said(desk.post(url(county, "recognise", kept.pk), follow=True))


def test_only_a_scan_of_the_own_office_is_recognised(send, desk, county, town, clerk, signed_in):
    send("a.docx", document(town.name, 3))
    kept = ReceivedReport.objects.get()

    assert desk.post(url(county, "recognise", kept.pk)).status_code == 404
    assert desk.get(url(county, "recognise", kept.pk)).status_code == 405
    assert signed_in(clerk).post(url(county, "recognise", kept.pk)).status_code == 404


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_zip_inside_a_zip_is_opened_and_one_inside_that_is_refused():
    deepest = zipped({"c.txt": b"3"})
    inner = zipped({"b.txt": b"2", "更深.zip": deepest})
    taken, skipped = unpacked([("全县.zip", io.BytesIO(zipped({"a.txt": b"1", "某镇.zip": inner})))])

    assert [one.name for one in taken] == ["全县.zip!a.txt", "全县.zip!某镇.zip!b.txt"]
    ((name, reason),) = ((one.name, str(one.reason)) for one in skipped)
    assert name == "全县.zip!某镇.zip!更深.zip"
    assert "只打开一层" in reason


def test_zips_full_of_zips_end_soon_and_are_named():
    inner = zipped({f"{number}.txt": b"1" for number in range(300)})
    taken, skipped = unpacked([("a.zip", io.BytesIO(zipped({f"{number}.zip": inner for number in range(300)})))])

    assert len(taken) == uploads.MOST_FILES
    assert any("太多" in str(one.reason) for one in skipped)
    assert len(skipped) < 10


def test_a_damaged_zip_inside_a_zip_is_named():
    taken, skipped = unpacked([("a.zip", io.BytesIO(zipped({"b.zip": b"PK damaged", "c.txt": b"1"})))])

    assert [one.name for one in taken] == ["a.zip!c.txt"]
    assert [one.name for one in skipped] == ["a.zip!b.zip"]
