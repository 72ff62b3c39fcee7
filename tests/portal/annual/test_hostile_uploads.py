"""Files built to exhaust, uploaded: the page comes back in time, says which file was not read and why, and nothing is lost."""

from __future__ import annotations

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import hostile_files as hostile
from disclosure.isolation import SECONDS
from disclosure.samples import sample_files
from portal.annual.models import AnnualReport, ReceivedReport

REPORT = next(data for name, data in sample_files() if name.endswith(".docx"))
#: One of each way to exhaust a reader; the engine's own tests have them all.
KINDS = (
    "bomb.docx", "overlapping.docx", "entities.docx", "external-entity.docx", "nested.docx", "nested-spans.html", "spans.html",
    "rows.txt", "nested.zip", "bomb.zip",
)  # fmt: skip


def said(answer):
    """The messages that the next page shows."""
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize("name", KINDS)
def test_a_hostile_file_in_the_supervisors_upload_is_named_and_the_report_beside_it_read(
    county, supervisor, signed_in, as_of, town, name
):
    desk = signed_in(supervisor)
    files = [SimpleUploadedFile(name, hostile.BUILT[name]()), SimpleUploadedFile("年报.docx", REPORT)]
    began = time.monotonic()
    answer = desk.post(reverse("supervise:upload", args=[county.slug]), {"files": files}, follow=True)

    assert time.monotonic() - began < 2 * SECONDS
    assert answer.status_code == 200
    assert any(message.startswith(name) and len(message) > len(name) + 5 for message in said(answer)), said(answer)
    assert any("读成1份" in message for message in said(answer))
    assert ReceivedReport.objects.filter(document_type="annual_report").count() == 1


@pytest.mark.parametrize("name", ["bomb.docx", "nested-spans.html", "rows.txt"])
def test_an_office_is_not_started_from_a_hostile_file_and_the_reason_is_that_of_the_reader(town, clerk, signed_in, as_of, name):
    client = signed_in(clerk)
    upload = SimpleUploadedFile(name, hostile.BUILT[name]())
    answer = client.post(reverse("annual:start", args=[town.slug]), {"file": upload}, follow=True)

    assert answer.status_code == 200
    (message,) = said(answer)
    assert message.startswith(name)
    assert "机关名称或年度" not in message
    assert not AnnualReport.objects.filter(agency=town).exists()
