"""A signed report's figures in somebody's form: the file itself, or a zip with what was left out; never for other people."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.reading import read_report
from engine.filling.blank_forms import docx, forms, html, xlsx
from portal.annual import signing

FORMS = {entry.name: entry for entry in forms()}


@pytest.fixture
def address(signed, town):
    return reverse("annual:fill", args=[town.slug, signed.report.year, signed.number])


def sent(client, address, name, data, **more):
    return client.post(address, {"file": SimpleUploadedFile(name, data), **more}, follow=True)


@pytest.mark.parametrize("make", [docx, html])
def test_the_form_comes_back_filled(make, signed, clerk, signed_in, address):
    answer = sent(signed_in(clerk), address, f"省厅表样.{make.__name__}", make(FORMS["official-2021"]))

    report, read = signing.report_of_version(signed), read_report(answer.content, "a")
    assert {cell.at: cell.value for cell in report.cells} == {cell.at: read.value(cell.at) for cell in report.cells}
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"].split(";")[0] != "text/html"


def test_what_was_left_out_comes_with_it(signed, clerk, signed_in, address):
    answer = sent(signed_in(clerk), address, "旧表.xlsx", xlsx(FORMS["official-2019"]))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["旧表（已填）.xlsx", "没有填入的格.txt"]
        rest = archive.read("没有填入的格.txt").decode("utf-8-sig")
        assert archive.read("旧表（已填）.xlsx").startswith(b"PK")
    assert "规章（3格）：表样里没有找到这一格" in rest
    assert "政府集中采购（2格）" in rest


def test_numbers_of_the_form_are_kept_unless_the_clerk_says_otherwise(signed, clerk, signed_in, address):
    data = docx(FORMS["nested"])
    kept = sent(signed_in(clerk), address, "a.docx", data)
    replaced = sent(signed_in(clerk), address, "a.docx", data, overwrite="on")

    with zipfile.ZipFile(io.BytesIO(kept.content)) as archive:
        assert "表样此格已有“0”，没有改写" in archive.read(archive.namelist()[1]).decode("utf-8-sig")
    report, read = signing.report_of_version(signed), read_report(replaced.content, "a")
    assert {cell.at: cell.value for cell in report.cells} == {cell.at: read.value(cell.at) for cell in report.cells}


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"%PDF", ".docx、.xlsx 或 .html"),
        ("a.docx", b"PK\x03\x04 broken", "损坏"),
        ("a.html", b"<html><body><p>hi</p></body></html>", "没有认得的年度报告表格"),
    ],
)
def test_a_file_that_is_no_form_is_told(name, data, says, clerk, signed_in, address):
    answer = sent(signed_in(clerk), address, name, data)

    assert any(says in str(message) for message in answer.context["messages"])


def test_the_page_of_a_version_offers_it(signed, clerk, signed_in, town, address):
    page = signed_in(clerk).get(reverse("annual:version", args=[town.slug, signed.report.year, signed.number]))

    assert address in page.content.decode()


def test_others_do_not_come_in(clerk_elsewhere, supervisor, signed_in, client, address):
    data = docx(FORMS["official-2021"])

    assert [sent(signed_in(person), address, "a.docx", data).status_code for person in (clerk_elsewhere, supervisor)] == [
        404,
        404,
    ]
    assert client.post(address, {}).status_code == 302
    assert signed_in(clerk_elsewhere).get(address).status_code in (404, 405)
