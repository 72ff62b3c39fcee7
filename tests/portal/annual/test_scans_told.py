"""That a file is a scan is told by the reader as a sign, not by its words; and no page speaks of a command line."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from disclosure.checks.registry import all_rules
from engine.reading.test_recognition import scan
from portal.annual.demonstrating.reports import report_examinations
from portal.annual.models import ReceivedReport
from portal.annual.supervising import uploads
from portal.annual.supervising.checking_again import is_scan

PAGE = Image.new("L", (800, 1100), 200)
FILES = [("扫描件.pdf", scan([PAGE])), ("图片.png", scan([PAGE], "png"))]


@pytest.fixture
def desk(supervisor, signed_in, as_of, town):
    return signed_in(supervisor)


@pytest.fixture
def send(desk, county, monkeypatch):
    monkeypatch.setattr(uploads, "recogniser", lambda: "/usr/bin/tesseract")

    def upload(name, data):
        desk.post(url(county, "upload"), {"files": [SimpleUploadedFile(name, data)]})
        return ReceivedReport.objects.get()

    return upload


def url(county, name, *more):
    return reverse(f"supervise:{name}", args=[county.slug, *more])


def said(answer):
    return "".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize(("name", "data"), FILES)
def test_a_scan_stays_one_whatever_the_reader_says_of_it(name, data, send, desk, county):
    kept = send(name, data)
    kept.findings = [one | {"message": {"zh": "没有文字。", "en": "No text."}} for one in kept.findings]
    kept.save()

    assert is_scan(kept)
    assert url(county, "recognise", kept.pk) in desk.get(url(county, "received", kept.pk)).content.decode()


def test_a_damaged_file_that_speaks_of_the_option_is_no_scan(send, desk, county):
    kept = send("a --ocr.pdf", b"%PDF-1.4 --ocr")

    assert kept.document_type == "unreadable"
    assert not is_scan(kept)


@pytest.mark.parametrize(("name", "data"), FILES)
def test_checking_a_scan_again_names_no_command_line(name, data, send, desk, county):
    kept = send(name, data)

    words = said(desk.post(url(county, "check_again", kept.pk), follow=True))

    assert "扫描件或图片" in words
    assert "--ocr" not in words


def test_starting_from_a_scan_names_no_command_line(town, clerk, signed_in, as_of):
    upload = SimpleUploadedFile("扫描件.pdf", FILES[0][1])

    words = said(signed_in(clerk).post(reverse("annual:start", args=[town.slug]), {"file": upload}, follow=True))

    assert words.startswith("扫描件.pdf：是扫描件或图片")
    assert "--ocr" not in words


def test_a_scan_on_the_first_page_of_a_demonstration_names_no_command_line(settings, tmp_path):
    (tmp_path / "扫描件.pdf").write_bytes(FILES[0][1])
    settings.DEMO, settings.DEMO_REPORTS = True, str(tmp_path)

    (finding,) = report_examinations()[0].findings

    assert "扫描件或图片" in finding.message.text()
    assert "--ocr" not in finding.message.text()


def test_no_rule_that_pages_show_names_a_command_line():
    for rule in all_rules():
        assert "--ocr" not in f"{rule.title} {rule.explanation} {rule.advice}", rule


def test_files_that_were_received_before_are_told_once(send):
    kept = send(*FILES[0])
    as_before = [{key: value for key, value in one.items() if key != "in_pictures"} for one in kept.findings]
    other = ReceivedReport.objects.create(
        office=kept.office, name="坏的.pdf", file=kept.file.name, document_type="unreadable", content=kept.content,
        findings=[as_before[0] | {"message": {"zh": "文件损坏。", "en": "Damaged."}}],
    )  # fmt: skip
    kept.findings = as_before
    kept.save()
    assert not is_scan(kept)

    importlib.import_module("portal.annual.migrations.0005_scans_told").tell(apps, None)

    for one in (kept, other):
        one.refresh_from_db()
    assert (is_scan(kept), is_scan(other)) == (True, False)
