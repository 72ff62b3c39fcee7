"""The supervisor: collects reports of agencies below, says what of their findings holds, adds them up."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from disclosure.checks.examination import Examination
from disclosure.figures import Figure
from disclosure.figures.compile import AgencyFacts, compile_report
from disclosure.form import Contact
from disclosure.writing import write_report
from portal.agencies.access import office_of
from portal.agencies.models import Level
from portal.annual import signing
from portal.annual.models import FindingVerdict, ReceivedReport
from portal.annual.supervising import rolling
from portal.annual.supervising.collecting import matching
from portal.annual.supervising.uploads import MOST_FILES, unpacked
from portal.annual.tasks import tasks
from portal.audit.models import Entry
from report_files import FORM, document

YEAR = 2025


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    """A zip as it is uploaded."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    stream.seek(0)
    return stream


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


def url(county, name, *more):
    return reverse(f"supervise:{name}", args=[county.slug, *more])


@pytest.fixture
def upload(desk, county):
    def send(**files):
        sent = [SimpleUploadedFile(name.replace("__", "."), data) for name, data in files.items()]
        return desk.post(url(county, "upload"), {"files": sent}, follow=True)

    return send


def test_before_anything_came_all_are_missing_by_name(desk, county, town, elsewhere):
    page = desk.get(url(county, "board"))

    assert [agency.name for agency in page.context["missing"]] == [town.name, elsewhere.name]
    assert page.context["year"] == YEAR


def test_several_files_are_read_matched_and_counted(upload, county, town, elsewhere):
    page = upload(a__docx=document(town.name, 3), b__txt=document(elsewhere.name, 5, suffix=".html"))
    page = upload(b__html=document(elsewhere.name, 5, suffix=".html"))

    rows = {row.agency: row for row in page.context["rows"]}
    assert rows[town].submitted is not None
    assert rows[elsewhere].submitted is not None
    assert page.context["missing"] == []
    assert ReceivedReport.objects.filter(agency=town).get().year == YEAR


def test_a_pdf_is_read_as_a_word_file_is_and_a_scan_is_refused_with_the_reason(upload, county, town, elsewhere):
    scan = io.BytesIO()
    Image.new("L", (600, 800), 200).save(scan, "pdf")
    page = upload(a__pdf=document(town.name, 3, suffix=".pdf"), b__pdf=scan.getvalue())

    content = json.loads(ReceivedReport.objects.get(agency=town).content)
    assert content["tables"]["applications"]["received"]["total"] == 3
    assert any("扫描件" in str(message) for message in page.context["messages"])


def test_a_zip_is_read_and_what_is_no_report_is_named(desk, county, town):
    stream = zipped({"全县/青禾镇.docx": document(town.name, 3), "全县/照片.jpg": b"x", "坏的.docx": b"no zip"})
    answer = desk.post(url(county, "upload"), {"files": [SimpleUploadedFile("年报.zip", stream.read())]}, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert any("读成1份" in message for message in said)
    assert any("照片.jpg" in message for message in said)
    assert any("坏的.docx" in message for message in said)
    assert ReceivedReport.objects.get(agency=town).name == "年报.zip!全县/青禾镇.docx"


def test_workbooks_are_taken_like_word_files(desk, county, town):
    stream = zipped({"全县/青禾镇.xlsx": document(town.name, 3, suffix=".xlsx")})
    desk.post(url(county, "upload"), {"files": [SimpleUploadedFile("年报.zip", stream.read())]}, follow=True)

    received = ReceivedReport.objects.get(agency=town)
    assert (received.name, received.year, received.document_type) == ("年报.zip!全县/青禾镇.xlsx", YEAR, "annual_report")


def test_names_in_gbk_are_read_as_they_were_written():
    stream = zipped({"x.txt": b"1"})
    raw = stream.getvalue().replace(b"x.txt", "镇.txt".encode("gbk")[:5].ljust(5, b"_"))
    taken, skipped = unpacked([("a.zip", io.BytesIO(raw))])

    assert [one.name for one in [*taken, *skipped]] == ["a.zip!" + "镇.txt".encode("gbk")[:5].decode("gbk", "ignore")]


def test_a_bomb_is_refused_and_costs_nothing():
    bomb = zipped({"bomb.txt": b"0" * 9_000_000, "ok.txt": b"1"})
    taken, skipped = unpacked([("a.zip", bomb)])

    assert [one.name for one in taken] == ["a.zip!ok.txt"]
    assert [one.name for one in skipped] == ["a.zip!bomb.txt"]


def test_too_many_files_are_refused_with_the_reason():
    files = [(f"{number}.txt", io.BytesIO(b"1")) for number in range(MOST_FILES + 2)]
    taken, skipped = unpacked(files)

    assert len(taken) == MOST_FILES
    assert len(skipped) == 2
    assert "分批" in str(skipped[0].reason)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 damaged", b"not a zip at all"])
def test_a_damaged_zip_is_a_message(data):
    taken, skipped = unpacked([("a.zip", io.BytesIO(data))])

    assert (taken, [one.name for one in skipped]) == ([], ["a.zip"])


def test_names_are_matched_as_reports_print_them(county, town, elsewhere, as_of):
    assert matching(county, "临川县青禾镇人民政府") == [town]
    assert matching(county, "青禾镇人民政府") == [town]
    assert matching(county, "青禾镇") == [town]
    assert matching(county, "松间镇人民政府") == []
    assert matching(county, None) == []


def test_two_agencies_that_may_be_meant_are_left_to_a_person(upload, desk, county, town):
    from portal.agencies.models import Agency

    twin = Agency.objects.create(slug="twin", code="twin", name="长河县青禾镇人民政府", short_name="青禾镇", parent=county,
                                 level=Level.TOWNSHIP)  # fmt: skip
    page = upload(a__docx=document("青禾镇人民政府", 3))
    (kept,) = page.context["unmatched"]
    assert set(kept.candidates.all()) == {town, twin}

    desk.post(url(county, "assign", kept.pk), {"agency": twin.pk})
    kept.refresh_from_db()
    assert kept.agency == twin


def test_a_report_cannot_be_assigned_to_an_agency_elsewhere(upload, desk, county):
    from portal.agencies.models import Agency

    stranger = Agency.objects.create(slug="far", code="far", name="远县人民政府", short_name="远县", level=Level.COUNTY)
    (kept,) = upload(a__docx=document("松间镇人民政府", 3)).context["unmatched"]
    desk.post(url(county, "assign", kept.pk), {"agency": stranger.pk})

    kept.refresh_from_db()
    assert kept.agency is None


def test_a_later_file_takes_the_place_of_the_earlier(upload, county, town):
    upload(a__docx=document(town.name, 3))
    upload(b__docx=document(town.name, 4))

    assert ReceivedReport.objects.filter(agency=town, replaced=False).get().name == "b.docx"
    assert rolling.roll_up(county, YEAR).values["applications.received.total"] == 4


CONTRADICTION = "全年新收政府信息公开申请9件。"
RULE = "claims.applications_received"


def finding(desk, county, kept):
    page = desk.get(url(county, "received", kept.pk))
    return next((one for one in page.context["findings"] if one.rule == RULE), None)


def give(desk, county, kept, verdict="dismissed", reason="含代收的"):
    one = finding(desk, county, kept)
    return desk.post(url(county, "verdict", "received", kept.pk, one.fingerprint), {"verdict": verdict, "reason": reason})


def test_the_quoted_words_are_marked_where_they_stand_and_nowhere_else(upload, desk, county, town):
    upload(a__docx=document(town.name, 3, "办理热线9件。" + CONTRADICTION))
    text = desk.get(url(county, "received", ReceivedReport.objects.get().pk)).content.decode()

    assert "办理热线9件。全年新收政府信息公开申请<mark>9件</mark>" in text


def test_a_verdict_lasts_over_a_new_reading_of_the_same_words(upload, desk, county, town):
    upload(a__docx=document(town.name, 3, CONTRADICTION))
    give(desk, county, ReceivedReport.objects.get())
    upload(again__docx=document(town.name, 3, CONTRADICTION + "另起一句。"))
    kept = ReceivedReport.objects.get(replaced=False)

    again = finding(desk, county, kept)
    assert not again.is_open
    assert (again.verdict.verdict, again.verdict.reason) == ("dismissed", "含代收的")


def test_it_reopens_when_the_evidence_changes_and_says_what_was_said(upload, desk, county, town):
    upload(a__docx=document(town.name, 3, CONTRADICTION))
    give(desk, county, ReceivedReport.objects.get())
    upload(b__docx=document(town.name, 4, CONTRADICTION))

    again = finding(desk, county, ReceivedReport.objects.get(replaced=False))
    assert again.is_open
    assert again.earlier.reason == "含代收的"


def test_the_report_of_the_year_before_is_held_against_this_one(upload, desk, county, town):
    """Carried forward last year, carried over this year: only both reports together show that they differ."""
    forward = {f"applications.{row}.natural_person": Figure(f"applications.{row}.natural_person", 2, ("application:1",))
               for row in ("received", "carried_forward")}  # fmt: skip
    facts = AgencyFacts(town.name, None, Contact("临川县某路1号", "000000", "0000-1234567"))
    last = compile_report(FORM, facts, YEAR - 1, applications=forward, disputes={}, narrative={"preamble": "本报告。"}).report
    upload(a__docx=document(town.name, 3))
    kept = ReceivedReport.objects.get()
    alone = desk.get(url(county, "received", kept.pk)).context["findings"]
    upload(last__docx=write_report(Examination(last, (), ()), ".docx"))
    together = desk.get(url(county, "received", kept.pk)).context["findings"]

    assert [one.rule for one in together if one.rule not in {other.rule for other in alone}] == ["years.carried_over"]
    one = next(one for one in together if one.rule == "years.carried_over")
    desk.post(url(county, "verdict", "received", kept.pk, one.fingerprint), {"verdict": "returned", "reason": "请核对结转"})
    again = desk.get(url(county, "received", kept.pk)).context["findings"]
    assert next(one for one in again if one.rule == "years.carried_over").verdict.reason == "请核对结转"
    row = next(row for row in desk.get(url(county, "board") + f"?year={YEAR}").context["rows"] if row.agency == town)
    assert row.returned == 1


def test_a_returned_finding_counts_on_the_board(upload, desk, county, town):
    upload(a__docx=document(town.name, 3, CONTRADICTION))
    before = next(row for row in desk.get(url(county, "board")).context["rows"] if row.agency == town)
    give(desk, county, ReceivedReport.objects.get(), "returned", "请核对台账")
    after = next(row for row in desk.get(url(county, "board")).context["rows"] if row.agency == town)

    assert (before.returned, after.returned) == (0, 1)
    assert after.open == before.open - 1
    assert not after.is_clean


def test_a_verdict_needs_a_reason(upload, desk, county, town):
    upload(a__docx=document(town.name, 3, CONTRADICTION))
    give(desk, county, ReceivedReport.objects.get(), reason="")

    assert not FindingVerdict.objects.exists()


def test_a_verdict_on_a_finding_that_is_not_there_is_refused(upload, desk, county, town):
    upload(a__docx=document(town.name, 3))
    kept = ReceivedReport.objects.get()
    answer = desk.post(url(county, "verdict", "received", kept.pk, "0" * 64), {"verdict": "dismissed", "reason": "x"})

    assert answer.status_code == 404


def test_a_verdict_is_logged(upload, desk, county, town):
    upload(a__docx=document(town.name, 3, CONTRADICTION))
    give(desk, county, ReceivedReport.objects.get())

    assert Entry.objects.get(agency=county, action="finding.dismissed").facts["rule"] == RULE


def test_the_roll_up_adds_each_cell_and_names_who_is_missing(upload, desk, county, town, elsewhere):
    upload(a__docx=document(town.name, 3))
    page = desk.get(url(county, "roll_up", YEAR))
    rolled = page.context["rolled"]
    assert rolled.values["applications.received.total"] == 3
    assert [agency.name for agency in rolled.missing] == [elsewhere.name]

    upload(b__docx=document(elsewhere.name, 5))
    rolled = desk.get(url(county, "roll_up", YEAR)).context["rolled"]
    assert rolled.values["applications.received.natural_person"] == 8
    assert rolled.values["applications.total.total"] == 8
    assert rolled.missing == ()


def test_each_sum_opens_to_its_parts(upload, desk, county, town, elsewhere):
    upload(a__docx=document(town.name, 3), b__docx=document(elsewhere.name, 5))
    page = desk.get(url(county, "roll_up_cell", YEAR, "applications.received.total"))

    assert page.context["value"] == "8"
    assert [(part["agency"], part["value"]) for part in page.context["parts"]] == [(town, "3"), (elsewhere, "5")]


def test_a_blank_is_not_added_as_0_and_said(upload, desk, county, town):
    upload(a__docx=document(town.name, 3))
    page = desk.get(url(county, "roll_up_cell", YEAR, "article_20.licences.decisions"))

    assert page.context["value"] == ""
    assert page.context["without"] == 1
    assert page.context["parts"][0]["known"] is False
    assert "各份报告这一格都没有可用的数字" in page.content.decode()
    whole = desk.get(url(county, "roll_up", YEAR))
    assert "article_20.licences.decisions" in whole.context["rolled"].without_any
    assert "各份报告都没有可用的数字" in whole.content.decode()
    assert "个别报告没有可用的数字" not in whole.content.decode()


def test_a_signed_report_from_below_appears_by_itself_and_goes_before_a_file(signed, upload, desk, county, town):
    upload(a__docx=document(town.name, 99))
    row = next(row for row in desk.get(url(county, "board")).context["rows"] if row.agency == town)

    assert row.submitted.signed == signed
    assert rolling.roll_up(county, YEAR).values["applications.received.total"] == 2
    assert rolling.roll_up(county, YEAR).values["article_20.fees.amount"] == Decimal("0.213")
    assert desk.get(row.url).status_code == 200


def test_what_is_returned_reaches_the_clerk_until_a_new_version_is_signed(signed, desk, county, town, clerk, leader, signed_in):
    page = desk.get(url(county, "signed", signed.pk))
    one = page.context["findings"][0]
    desk.post(url(county, "verdict", "signed", signed.pk, one.fingerprint), {"verdict": "returned", "reason": "请写明日期"})
    editor = reverse("annual:year", args=[town.slug, YEAR])
    assert "请写明日期" in signed_in(clerk).get(editor).content.decode()
    assert any("退回" in task.what for task in tasks(office_of(clerk, town.slug), date(2026, 3, 2)))

    signing.restate(signed.report, leader, "按退回意见更正")
    signing.send_to_leader(town, YEAR, clerk)
    signed.report.refresh_from_db()
    signing.sign(signed.report, leader, signing.digest(signing.content_of(signed.report)[1]))
    assert "请写明日期" not in signed_in(clerk).get(editor).content.decode()


def test_the_downloads_say_the_same(upload, desk, county, town, elsewhere):
    upload(a__docx=document(town.name, 3), b__docx=document(elsewhere.name, 5))
    sheet = load_workbook(io.BytesIO(desk.get(url(county, "roll_up_file", YEAR, "xlsx")).content)).worksheets[0]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["一、本年新收政府信息公开申请数量 · 总计"][3:] == (8, 3, 5)

    data = json.loads(desk.get(url(county, "roll_up_file", YEAR, "json")).content)
    assert data["sums"]["applications.received.total"] == 8
    assert data["missing"] == []
    assert desk.get(url(county, "roll_up_file", YEAR, "exe")).status_code == 404


def test_a_report_opens_an_office_below(upload, desk, county):
    (kept,) = upload(a__docx=document("临川县松间镇人民政府", 3)).context["unmatched"]
    started = desk.post(url(county, "start", kept.pk)).context["started"]

    kept.refresh_from_db()
    assert started.agency.parent == county
    assert kept.agency == started.agency
    assert started.year == YEAR + 1


def test_a_received_file_comes_back_as_it_came(upload, desk, county, town):
    data = document(town.name, 3)
    upload(a__docx=data)
    answer = desk.get(url(county, "file", ReceivedReport.objects.get().pk))

    assert b"".join(answer.streaming_content) == data


PAGES = [("board",), ("roll_up", YEAR), ("roll_up_cell", YEAR, "applications.received.total"), ("roll_up_file", YEAR, "json")]


@pytest.mark.parametrize("page", PAGES)
def test_only_the_supervisor_comes_in(page, county, town, clerk, leader, clerk_elsewhere, signed_in, client, desk):
    assert desk.get(url(county, *page)).status_code == 200
    assert [signed_in(person).get(url(county, *page)).status_code for person in (clerk, leader, clerk_elsewhere)] == [404] * 3
    assert signed_in(clerk).get(url(town, *page)).status_code == 403
    assert client.get(url(county, *page)).status_code == 302


def test_another_offices_files_are_not_there(upload, desk, county, town):
    from django.conf import settings
    from django.test import Client

    from portal.agencies.models import Agency, Membership, Person, Role

    upload(a__docx=document(town.name, 3))
    kept = ReceivedReport.objects.get()
    other = Agency.objects.create(slug="other", code="other", name="另县人民政府", short_name="另县", level=Level.COUNTY)
    person = Person.objects.create_user("other", "", "x", name="别人")
    Membership.objects.create(person=person, agency=other, role=Role.SUPERVISOR)
    theirs = Client()
    theirs.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])

    for name in ("received", "file"):
        assert theirs.get(url(other, name, kept.pk)).status_code == 404
    for name in ("assign", "start"):
        assert theirs.post(url(other, name, kept.pk)).status_code == 404


def test_a_signed_report_of_an_agency_elsewhere_is_not_there(signed, desk, county, town):
    town.parent = None
    town.save()

    assert desk.get(url(county, "signed", signed.pk)).status_code == 404


@pytest.mark.parametrize("name", ["upload"])
def test_uploading_needs_a_post(name, desk, county):
    assert desk.get(url(county, name)).status_code == 405


def test_an_upload_without_files_is_told(desk, county):
    answer = desk.post(url(county, "upload"), {}, follow=True)

    assert "请选择" in answer.content.decode()


def test_a_single_row_in_place_of_a_group_is_added_too(upload, county, town, elsewhere):
    upload(a__docx=document(town.name, 3))
    kept = ReceivedReport.objects.get(agency=town)
    for column in ("natural_person", "total"):
        kept.figures.create(address=f"applications.other_combined.{column}", value=2, kind="number")

    rolled = rolling.roll_up(county, YEAR)
    assert rolled.report.value("applications.other_combined.total") == 2
    assert json.loads(rolling.as_json(rolled, county))["sums"]["applications.other_combined.total"] == 2
