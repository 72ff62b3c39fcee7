"""Verdicts live, for both who give them: they outlast new rules, go where the report goes, and reopen with new evidence."""

from __future__ import annotations

from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.checks.examination import Examination
from disclosure.checks.registry import rule_book_mark
from disclosure.figures import Figure
from disclosure.figures.compile import AgencyFacts, compile_report
from disclosure.form import Contact
from disclosure.writing import write_report
from engine.checks.test_likeness import prose
from portal.annual.models import FindingVerdict, ReceivedReport
from portal.annual.supervising.collecting import keep_own_report
from portal.audit.models import Entry
from report_files import FORM, document

YEAR = 2025
CONTRADICTION = "全年新收政府信息公开申请9件。"
RULE = "claims.applications_received"


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


@pytest.fixture
def send(desk, county):
    """``send(a__docx=…)``: files uploaded by the supervisor; gives the reports that count now."""

    def upload(**files):
        sent = [SimpleUploadedFile(name.replace("__", "."), data) for name, data in files.items()]
        desk.post(url(county, "upload"), {"files": sent}, follow=True)
        return list(ReceivedReport.objects.filter(replaced=False).order_by("pk"))

    return upload


def url(county, name, *more):
    return reverse(f"supervise:{name}", args=[county.slug, *more])


def shown(desk, county, kept, rule=RULE):
    """The finding of a rule on the page of a report; None where it says nothing."""
    page = desk.get(url(county, "received", kept.pk))
    return next((one for one in page.context["findings"] if one.rule == rule), None)


def give(desk, county, kept, verdict="dismissed", reason="含代收的", rule=RULE):
    one = shown(desk, county, kept, rule)
    return desk.post(url(county, "verdict", "received", kept.pk, one.fingerprint), {"verdict": verdict, "reason": reason})


def as_left_by_earlier_rules(kept):
    """The report as an earlier version of the program left it: other words, another severity, one finding fewer."""
    kept.refresh_from_db()
    (one,) = (each for each in kept.findings if each["rule"] == RULE)
    kept.findings = [one | {"message": {"zh": "旧的说法", "en": "old words"}, "severity": "notice"}]
    kept.rules = "0" * 16
    kept.save()


@pytest.mark.parametrize("verdict", ["confirmed", "dismissed", "returned"])
def test_a_verdict_outlasts_new_rules_and_the_page_asks_to_check_again(verdict, send, desk, county, town):
    (kept,) = send(a__docx=document(town.name, 3, CONTRADICTION))
    give(desk, county, kept, verdict)
    figures = kept.figures.count()
    as_left_by_earlier_rules(kept)
    assert desk.get(url(county, "received", kept.pk)).context["is_outdated"]
    assert shown(desk, county, kept).message == "旧的说法"

    answer = desk.post(url(county, "check_again", kept.pk), follow=True)

    kept.refresh_from_db()
    again = shown(desk, county, kept)
    assert answer.status_code == 200
    assert not answer.context["is_outdated"]
    assert again.message != "旧的说法"
    assert (again.verdict.verdict, again.verdict.reason) == (verdict, "含代收的")
    assert kept.rules == rule_book_mark()
    assert kept.figures.count() == figures, "sums count each cell once"
    assert Entry.objects.filter(agency=county, action="report.checked_again").count() == 1


def test_a_year_is_checked_again_from_the_board(send, desk, county, town, elsewhere):
    for kept in send(a__docx=document(town.name, 3, CONTRADICTION), b__docx=document(elsewhere.name, 5, CONTRADICTION)):
        as_left_by_earlier_rules(kept)
    board = url(county, "board") + f"?year={YEAR}"
    assert desk.get(board).context["outdated"] == 2

    desk.post(url(county, "check_all_again", YEAR))

    assert desk.get(board).context["outdated"] == 0
    assert all(len(kept.findings) > 1 for kept in ReceivedReport.objects.all())


def test_a_file_that_is_gone_leaves_all_as_it_was(send, desk, county, town):
    (kept,) = send(a__docx=document(town.name, 3, CONTRADICTION))
    as_left_by_earlier_rules(kept)
    kept.file.storage.delete(kept.file.name)

    answer = desk.post(url(county, "check_again", kept.pk), follow=True)

    assert any("重新上传" in str(message) for message in answer.context["messages"])
    kept.refresh_from_db()
    assert kept.rules == "0" * 16


def test_a_verdict_goes_along_when_the_report_turns_out_to_be_another_agencys(send, desk, county, town, elsewhere):
    (kept,) = send(a__docx=document("临川县无此镇人民政府", 3, CONTRADICTION))
    give(desk, county, kept, "returned", "请核对台账")
    for agency in (town, elsewhere):
        desk.post(url(county, "assign", kept.pk), {"agency": agency.pk})
        assert shown(desk, county, kept).verdict.reason == "请核对台账"

    assert FindingVerdict.objects.get().subject == f"agency:{elsewhere.pk}:{YEAR}", "it is not left on the desk of the first"


def test_text_that_two_agencies_share_is_found_and_reopens_when_the_other_changes(send, desk, county, town, elsewhere):
    rule = "agencies.near_duplicate"
    text = prose(Random(4))  # noqa: S311 - invented
    one, other = send(a__docx=document(town.name, 3, text), b__docx=document(elsewhere.name, 5, text))
    assert shown(desk, county, one, rule)
    assert shown(desk, county, other, rule)
    give(desk, county, one, "returned", "请重写", rule)
    send(c__docx=document(town.name, 3, text + "另起一句。"))
    again = ReceivedReport.objects.get(agency=town, replaced=False)
    assert shown(desk, county, again, rule) is not None

    send(d__docx=document(elsewhere.name, 5, prose(Random(5))))  # noqa: S311 - invented

    assert shown(desk, county, again, rule) is None
    rows = {row.agency: row for row in desk.get(url(county, "board") + f"?year={YEAR}").context["rows"]}
    assert rows[town].returned == 0


def last_year(name):
    """Last year's report: two applications carried forward."""
    forward = {f"applications.{row}.natural_person": Figure(f"applications.{row}.natural_person", 2, ("application:1",))
               for row in ("received", "carried_forward")}  # fmt: skip
    facts = AgencyFacts(name, None, Contact("临川县某路1号", "000000", "0000-1234567"))
    return compile_report(FORM, facts, YEAR - 1, applications=forward, disputes={}, narrative={"preamble": "本报告。"}).report


def test_the_clerk_sees_what_last_years_report_shows_before_the_supervisor_does(ready, town, clerk, signed_in):
    client = signed_in(clerk)
    editor = reverse("annual:year", args=[town.slug, YEAR])
    rule = "years.carried_over"

    def open_ones():
        return [one for one in client.get(editor).context["findings"] if one.rule == rule]

    assert open_ones() == []
    keep_own_report(town, last_year(town.name))
    (finding,) = open_ones()
    client.post(
        reverse("annual:verdict", args=[town.slug, YEAR, finding.fingerprint]),
        {"verdict": "dismissed", "reason": "机构改革划出"},
    )
    assert open_ones() == []
    (settled,) = (one for one in client.get(editor).context["settled"] if one.rule == rule)
    assert settled.verdict.reason == "机构改革划出"


@pytest.mark.parametrize("name", ["check_again", "check_all_again"])
def test_only_the_supervisor_checks_again(name, send, desk, county, town, clerk, leader, signed_in):
    (kept,) = send(a__docx=document(town.name, 3))
    address = url(county, name, YEAR if name == "check_all_again" else kept.pk)

    assert desk.get(address).status_code == 405
    assert [signed_in(person).post(address).status_code for person in (clerk, leader)] == [404, 404]


def test_last_years_report_of_the_supervisor_is_compared_too(send, desk, county, town):
    page = write_report(Examination(last_year(town.name), (), ()), ".docx")
    kept = next(one for one in send(a__docx=document(town.name, 3), last__docx=page) if one.year == YEAR)

    assert shown(desk, county, kept, "years.carried_over")
