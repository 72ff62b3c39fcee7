"""Where a received file came from: notes and lists that come along in the upload, kept when it is checked again."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.annual.models import ReceivedReport
from portal.annual.supervising.uploads import LARGEST_NOTE, LARGEST_NOTES, unpacked
from report_files import document

LATE = "law.published_late"
NOTE = '{"url": "https://www.example.gov.cn/a.html", "captured_on": "2026-03-02", "published_on": "2026-02-20"}'
LIST = "file,url,captured_on,published_on\n青禾镇.docx,https://www.example.gov.cn/a.html,2026-03-02,2026-02-20\n"


def url(county, name, *more):
    return reverse(f"supervise:{name}", args=[county.slug, *more])


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    stream.seek(0)
    return stream


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("全县/青禾镇.docx.source.json", NOTE),
        ("全县/青禾镇.meta.json", NOTE),
        ("来源清单.csv", LIST),
    ],
)
def test_the_day_of_publication_comes_along_and_the_deadline_is_held_against_it(
    name, note, supervisor, signed_in, as_of, county, town
):
    desk = signed_in(supervisor)
    archive = zipped({"全县/青禾镇.docx": document(town.name, 3), name: note.encode()})
    desk.post(url(county, "upload"), {"files": [SimpleUploadedFile("年报.zip", archive.read())]})
    kept = ReceivedReport.objects.get()

    def shown():
        page = desk.get(url(county, "received", kept.pk))
        return page.content.decode(), {one.rule: one for one in page.context["findings"]}

    text, findings = shown()
    assert "2026-02-20" in findings[LATE].message
    assert "https://www.example.gov.cn/a.html" in text

    desk.post(url(county, "check_again", kept.pk))

    assert LATE in shown()[1], "what was noted is not lost"


def test_a_link_gives_the_address_and_notes_are_no_files():
    taken, skipped = unpacked(
        [("a.zip", zipped({"b.txt": b"1", "b.url": b"[InternetShortcut]\nURL=https://example.gov.cn/b\n"}))]
    )

    assert [(one.name, one.noted.url) for one in taken] == [("a.zip!b.txt", "https://example.gov.cn/b")]
    assert skipped == []


def test_a_note_that_cannot_be_understood_is_named_and_the_file_is_taken():
    taken, skipped = unpacked(
        [("b.txt", io.BytesIO(b"1")), ("b.txt.source.json", io.BytesIO(b"{")), ("x.csv", io.BytesIO(b"a,b\n1,2\n"))]
    )

    assert [(one.name, one.noted) for one in taken] == [("b.txt", None)]
    assert [one.name for one in skipped] == ["x.csv", "b.txt"]
    assert all("读不懂" in str(one.reason) for one in skipped)


@pytest.mark.parametrize("url", ["5", '{"a": 1}', '["https://example.gov.cn/"]', "true"])
def test_a_note_whose_address_is_no_text_is_named_and_the_file_is_taken(url):
    taken, skipped = unpacked([("b.txt", io.BytesIO(b"1")), ("b.txt.source.json", io.BytesIO(f'{{"url": {url}}}'.encode()))])

    assert [(one.name, one.noted) for one in taken] == [("b.txt", None)]
    assert [(one.name, "url 应为文字" in str(one.reason)) for one in skipped] == [("b.txt", True)]


def large_note():
    """A note as large as one may be, which a zip makes small, though not so small that it looks like a bomb."""
    return random.Random(7).randbytes(8192).hex().encode() * (LARGEST_NOTE // 16384)  # noqa: S311 - no secret


@pytest.mark.parametrize("ending", [".docx.source.json", ".docx.url", ".csv"])
def test_notes_take_up_room_like_files(ending):
    archive = zipped({f"{number}{ending}": large_note() for number in range(100)})
    tracemalloc.start()
    try:
        _taken, skipped = unpacked([("a.zip", archive)])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 8 * LARGEST_NOTES, f"{peak // 2**20} MB"
    assert sum("来源说明一次最多" in str(one.reason) for one in skipped) == 100 - LARGEST_NOTES // LARGEST_NOTE


def test_a_note_that_is_too_large_is_named_and_not_cut_off():
    rows = "".join(f"{number}.docx,https://www.example.gov.cn/{number}.html,,\n" for number in range(30_000))
    taken, skipped = unpacked(
        [("29999.docx", io.BytesIO(b"1")), ("清单.csv", io.BytesIO(f"file,url,captured_on,published_on\n{rows}".encode()))]
    )

    assert len(rows) > LARGEST_NOTE
    assert [one.name for one in taken] == ["29999.docx"]
    assert [(one.name, str(one.reason)) for one in skipped] == [("清单.csv", "文件超过1 MB。")]


def test_of_a_list_only_what_is_about_the_files_is_kept():
    lists = {
        f"{number}.csv": ("file\n" + "".join(f"{number}-{line}\n" for line in range(30_000))).encode() for number in range(4)
    }
    tracemalloc.start()
    try:
        unpacked([("a.zip", zipped({"b.txt": b"1", **lists}))])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 2 * LARGEST_NOTES, f"{peak // 2**20} MB"
