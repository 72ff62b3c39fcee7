"""Addresses and fields that no page of ours makes: each has an answer, and none is a failure of the server."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.agencies.access import office_of
from portal.annual import signing
from portal.annual.signing import NotYet
from portal.annual.supervising.uploads import unpacked
from portal.applications.models import Application
from portal.applications.services import submit
from portal.asked import plain_text, whole_number, whole_numbers
from portal.publishing import writing
from portal.publishing.models import Attachment
from portal.publishing.services import give_standard_columns

ODD_NUMBERS = ("²", "٣", "9" * 40, "-1", "1e3", "", " 7", "0x10")


@pytest.mark.parametrize("asked", ODD_NUMBERS)
def test_only_plain_digits_that_a_database_keeps_are_a_number(asked):
    assert whole_number(asked) is None


def test_numbers_of_a_list_are_those_that_are_numbers():
    assert whole_number("042") == 42
    assert whole_numbers("3,²,,5,99999999999999999999999") == [3, 5]


def test_a_text_keeps_its_lines_and_loses_its_control_characters():
    assert plain_text("甲\x00乙\r\n丙\t丁\r戊") == "甲乙\n丙\t丁\n戊"


@pytest.mark.parametrize("asked", ODD_NUMBERS)
def test_lists_of_records_take_any_ids(asked, town, clerk, signed_in, as_of):
    desk = signed_in(clerk)
    for name in ("applications:list", "disputes:list"):
        assert desk.get(reverse(name, args=[town.slug]), {"ids": asked, "page": asked}).status_code == 200
    assert desk.get(reverse("disputes:add", args=[town.slug]), {"application": asked}).status_code == 200


def test_the_board_takes_any_year(county, supervisor, signed_in, as_of):
    desk = signed_in(supervisor)
    for asked in (*ODD_NUMBERS, "²²²²"):
        assert desk.get(reverse("supervise:board", args=[county.slug]), {"year": asked}).status_code == 200


def test_a_narrative_with_a_null_character_is_kept_without_it(town, clerk, signed_in, as_of):
    signed_in(clerk).post(reverse("annual:narrative", args=[town.slug, 2025]), {"overview": "全年\x00公开信息3条。"})
    assert signing.report_of(town, 2025).narrative["overview"] == "全年公开信息3条。"


def test_a_year_that_is_not_over_is_not_signed(town, clerk, as_of):
    as_of(date(2025, 12, 31))
    with pytest.raises(NotYet, match="2025年还没有结束"):
        signing.send_to_leader(town, 2025, clerk)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_archive_with_damaged_contents_is_named_and_left_out(method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("青禾镇.txt", "年度报告" * 500)
    data = bytearray(stream.getvalue())
    start = 30 + len("青禾镇.txt".encode())
    data[start + 4 : start + 24] = b"\xff" * 20
    taken, skipped = unpacked([("县局.zip", io.BytesIO(bytes(data)))])
    assert (taken, [each.name for each in skipped]) == ([], ["县局.zip"])


def test_an_upload_that_is_gone_from_the_disk_is_not_found(town, clerk, signed_in, as_of, caplog):
    column = next(each for each in give_standard_columns(town) if each.key == "notices")
    asked = {"title": "关于调整公交线路的通知", "column": column, "body": "<p>即日起调整。</p>", "item_class": "公告公示"}
    item = writing.create(office_of(clerk, town.slug), asked)
    kept = Attachment.objects.create(item=item, name="线路.pdf", size=8, file=SimpleUploadedFile("线路.pdf", b"%PDF-1.4"))
    kept.file.storage.delete(kept.file.name)
    answer = signed_in(clerk).get(reverse("publishing:attachment", args=[town.slug, item.pk, kept.pk]))
    assert answer.status_code == 404
    assert "missing from the disk" in caplog.text


def test_an_application_of_an_unknown_kind_of_applicant_is_refused(town, clerk, as_of):
    with pytest.raises(ValueError, match="martian"):
        submit(town, {"applicant_kind": "martian", "name": "甲", "asked": "乙"}, channel="counter", by=clerk)
    assert not Application.objects.exists()
