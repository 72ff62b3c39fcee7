"""What a supervisor receives by mistake: empty files, the same twice, what cannot be read; named, and removed again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.reading.sources import Provenance
from portal.agencies.models import Membership, Role
from portal.annual.forms import REMOVALS, UploadForm
from portal.annual.models import FindingVerdict, ReceivedReport
from portal.annual.supervising import removing
from portal.annual.supervising.checking_again import check_again
from portal.annual.supervising.collecting import RemovedError
from portal.annual.supervising.same_files import sifted
from portal.annual.supervising.uploads import PICTURES, SUFFIXES, Incoming
from portal.audit.models import Entry
from report_files import document

YEAR = 2025


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


def url(county, name, *more):
    return reverse(f"supervise:{name}", args=[county.slug, *more])


@pytest.fixture
def upload(desk, county):
    """``upload(("a.docx", data), …, year=2022)``: from the board of a year."""

    def send(*files, year=""):
        sent = [SimpleUploadedFile(name, data) for name, data in files]
        return desk.post(url(county, "upload"), {"files": sent, "year": year}, follow=True)

    return send


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_an_empty_file_is_named_and_the_good_one_taken(upload, town):
    page = upload(("a.docx", document(town.name, 3)), ("空的.txt", b""))

    assert ReceivedReport.objects.get().agency == town
    assert any(line.startswith("空的.txt：文件是空的") for line in said(page))
    assert any("读成1份" in line for line in said(page))


def test_without_any_file_that_is_said_and_the_year_stays(upload):
    page = upload(year=2022)

    assert said(page) == ["请选择要上传的年报文件。"]
    assert page.context["year"] == 2022


@pytest.mark.parametrize("year", ["abc", "99999", "-1"])
def test_a_year_that_is_none_is_an_error_that_is_shown(upload, town, year):
    page = upload(("a.docx", document(town.name, 3)), year=year)

    assert said(page)
    assert page.context["year"] == YEAR
    assert not ReceivedReport.objects.exists()


def test_after_an_upload_the_board_shows_the_year_that_was_shown_else_that_of_the_reports(upload, town):
    assert upload(("空的.txt", b""), year=2022).context["year"] == 2022
    assert upload(("a.docx", document(town.name, 3)), year=2022).context["year"] == YEAR


def test_the_same_bytes_again_are_not_received_again_and_lead_to_the_file(upload, county, town):
    data = document(town.name, 3)
    upload(("a.docx", data))
    kept = ReceivedReport.objects.get()
    page = upload(("b.docx", data))

    assert ReceivedReport.objects.get() == kept
    assert said(page) == [f'b.docx：已有，未重复收：<a href="{url(county, "received", kept.pk)}">a.docx</a>']
    assert f'<a href="{url(county, "received", kept.pk)}">a.docx</a>' in page.content.decode()


def test_names_of_files_stay_text_in_that_message(upload, town):
    data = document(town.name, 3)
    upload(("<b>a.docx", data))
    page = upload(("<i>b.docx", data))

    assert "<b>a" not in page.content.decode()
    assert "<i>b" not in page.content.decode()


def test_the_same_bytes_twice_at_once_are_received_once(upload, town):
    data = document(town.name, 3)
    page = upload(("a.docx", data), ("b.docx", data))

    assert ReceivedReport.objects.get().name == "a.docx"
    assert any("b.docx：与同时上传的“a.docx”内容相同" in line for line in said(page))


def test_an_earlier_file_sent_again_takes_its_place_back(upload, town):
    first = document(town.name, 3)
    for name, data in (("a.docx", first), ("b.docx", document(town.name, 4)), ("a.docx", first)):
        upload((name, data))

    assert ReceivedReport.objects.filter(replaced=False).get().name == "a.docx"
    assert ReceivedReport.objects.count() == 3


def test_the_same_bytes_are_another_offices_own_matter_and_a_new_source_is_news(upload, county, elsewhere, town):
    data = document(town.name, 3)
    upload(("a.docx", data))
    noted = Incoming("a.docx", data, Provenance("https://www.example.cn/a.docx"))

    assert sifted(elsewhere, [Incoming("a.docx", data)])[0]
    assert sifted(county, [noted]) == ([noted], [], [])


BROKEN = ("坏的.docx", b"PK\x03\x04 damaged")


def test_a_file_that_cannot_be_read_says_so_offers_no_agency_and_prints_no_none(upload, desk, county):
    page = upload(BROKEN)
    kept = ReceivedReport.objects.get()
    text = desk.get(url(county, "received", kept.pk)).content.decode()

    assert "读不了" in page.content.decode()
    assert "没有读出内容" in text
    assert "None" not in text
    assert "归入这个机关" not in text


def test_only_the_year_shown_and_files_without_a_year_are_listed(upload, desk, county):
    upload(("a.docx", document("松间镇人民政府", 3)), BROKEN)

    def listed(year):
        return {one.name for one in desk.get(url(county, "board") + f"?year={year}").context["unmatched"]}

    assert listed(YEAR) == {"a.docx", BROKEN[0]}
    assert listed(2022) == {BROKEN[0]}


def test_a_file_received_by_mistake_is_removed_with_everything_and_logged(
    upload, desk, county, django_capture_on_commit_callbacks
):
    upload(("a.docx", document("松间镇人民政府", 3, "全年新收政府信息公开申请9件。")))
    kept = ReceivedReport.objects.get()
    stored = Path(kept.file.path)
    one = desk.get(url(county, "received", kept.pk)).context["findings"][0]
    desk.post(url(county, "verdict", "received", kept.pk, one.fingerprint), {"verdict": "dismissed", "reason": "x"})
    assert FindingVerdict.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        page = desk.post(url(county, "remove", kept.pk), {"reason": "mistaken"}, follow=True)

    assert not ReceivedReport.objects.exists()
    assert not FindingVerdict.objects.exists()
    assert not stored.exists()
    assert said(page)[-1] == "已移除a.docx。"
    entry = Entry.objects.get(agency=county, action="report.removed")
    assert entry.facts == {"received": kept.pk, "sha256": kept.sha256, "reason": "mistaken"}


@pytest.mark.parametrize("reason", ["", "words about somebody"])
def test_removing_needs_one_of_the_reasons(upload, desk, county, reason):
    upload(BROKEN)
    kept = ReceivedReport.objects.get()
    page = desk.post(url(county, "remove", kept.pk), {"reason": reason}, follow=True)

    assert said(page) == ["请选择移除的原因。"]
    assert ReceivedReport.objects.exists()


def test_an_agencys_report_is_not_removed(upload, desk, county, town):
    upload(("a.docx", document(town.name, 3)))
    kept = ReceivedReport.objects.get()
    assert "移除这个文件" not in desk.get(url(county, "received", kept.pk)).content.decode()
    page = desk.post(url(county, "remove", kept.pk), {"reason": REMOVALS[0][0]}, follow=True)

    assert any("不能移除" in line for line in said(page))
    assert ReceivedReport.objects.exists()


def test_a_file_that_is_removed_while_somebody_checks_it_again_stays_removed(upload, county, supervisor):
    upload(("a.docx", document("松间镇人民政府", 3)))
    stale = ReceivedReport.objects.get()
    removing.remove(ReceivedReport.objects.get(), "mistaken", supervisor)

    with pytest.raises(RemovedError):
        removing.remove(stale, "mistaken", supervisor)
    stale.file.storage.save(stale.file.name, SimpleUploadedFile("a.docx", document("松间镇人民政府", 3)))
    with pytest.raises(RemovedError):
        check_again(stale, supervisor)
    assert not ReceivedReport.objects.exists()


def test_only_the_supervisor_of_the_office_removes(upload, county, town, clerk, signed_in):
    upload(BROKEN)
    kept = ReceivedReport.objects.get()

    assert signed_in(clerk).post(url(county, "remove", kept.pk), {"reason": "mistaken"}).status_code == 404
    Membership.objects.create(person=clerk, agency=county, role=Role.CLERK)
    assert signed_in(clerk).post(url(county, "remove", kept.pk), {"reason": "mistaken"}).status_code == 403
    Membership.objects.create(person=clerk, agency=town, role=Role.SUPERVISOR)
    assert signed_in(clerk).post(url(town, "remove", kept.pk), {"reason": "mistaken"}).status_code == 404
    assert ReceivedReport.objects.exists()


def test_the_hint_names_every_kind_that_is_taken():
    hint = str(UploadForm.base_fields["files"].help_text)

    assert [kind for kind in (*SUFFIXES, *PICTURES, ".zip") if kind not in hint] == []
