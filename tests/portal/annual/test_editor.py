"""The editor of a year: figures with what is behind them, narrative with live numbers, findings that go when resolved."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from disclosure.records import Replied
from portal.annual.compiling import compiled, drafted, report_of
from portal.annual.models import AnnualReport
from portal.applicants.models import Rating
from portal.applications.services import record
from portal.audit.models import Entry

YEAR = 2025


def values(agency):
    return {cell.at: cell.value for cell in compiled(agency, YEAR).report.cells}


def test_deciding_an_application_changes_exactly_its_outcome_row_and_the_totals(town, clerk, application):
    nothing = values(town)
    one = application(arrived=date(2025, 12, 3))
    came = values(town)
    record(one, Replied(date(2025, 12, 10), outcome="granted"), clerk)
    decided = values(town)

    changed = lambda before, after: {at.removeprefix("applications.") for at in after if before[at] != after[at]}  # noqa: E731
    rows = lambda *keys: {f"{key}.{column}" for key in keys for column in ("natural_person", "total")}  # noqa: E731
    assert changed(nothing, came) == rows("received", "carried_forward")
    assert changed(came, decided) == rows("granted", "total", "carried_forward")
    assert changed(nothing, decided) == rows("received", "granted", "total")


def test_each_changed_cell_opens_that_application(town, clerk, signed_in, application):
    one = application(decided=date(2025, 6, 10))
    client = signed_in(clerk)

    for row in ("received", "granted", "total"):
        for column in ("natural_person", "total"):
            page = client.get(reverse("annual:cell", args=[town.slug, YEAR, f"applications.{row}.{column}"]))
            assert [behind.id for behind in page.context["records"]] == [f"application:{one.pk}"]
            assert one.get_absolute_url() in page.content.decode()


def test_applications_of_another_agency_do_not_count_and_are_not_shown(town, elsewhere, clerk, signed_in, application):
    application(agency=elsewhere)

    assert values(town)["applications.received.total"] == 0
    page = signed_in(clerk).get(reverse("annual:cell", args=[town.slug, YEAR, "applications.received.total"]))
    assert page.context["records"] == []


def test_the_tables_stand_as_the_law_prints_them(town, clerk, signed_in, ready):
    page = signed_in(clerk).get(reverse("annual:year", args=[town.slug, YEAR]))
    text = page.content.decode()

    assert page.status_code == 200
    assert list(page.context["tables"]) == ["article_20", "applications", "disputes"]
    assert "一、本年新收政府信息公开申请数量" in text
    head = page.context["tables"]["applications"].head
    assert len(head) == 3
    assert sum(1 for row in page.context["tables"]["applications"].body for cell in row if cell.address) == 25 * 7


def test_every_figure_is_drawn_at_its_own_address(town, clerk, signed_in, ready):
    page = signed_in(clerk).get(reverse("annual:year", args=[town.slug, YEAR]))
    report = compiled(town, YEAR).report

    drawn = {cell.address: cell.text for table in page.context["tables"].values() for row in table.body for cell in row}
    drawn.pop("")
    assert drawn.keys() == {cell.at for cell in report.cells}
    assert all(float(text) == float(report.value(address)) for address, text in drawn.items())


def test_the_draft_is_written_from_figures_and_its_numbers_live(town, clerk, signed_in, ready, application):
    overview = report_of(town, YEAR).narrative["overview"]
    assert "新收政府信息公开申请{{applications.received.total}}件" in overview

    before = compiled(town, YEAR).report.section("sections.1").text
    application(arrived=date(2025, 7, 1), decided=date(2025, 7, 4))
    after = compiled(town, YEAR).report.section("sections.1").text
    assert "新收政府信息公开申请2件" in before
    assert "新收政府信息公开申请3件" in after


def test_the_draft_button_fills_what_is_empty_and_keeps_what_was_written(town, clerk, signed_in, as_of):
    client = signed_in(clerk)
    client.post(reverse("annual:narrative", args=[town.slug, YEAR]), {"overview": "自己写的。"})
    client.post(reverse("annual:draft", args=[town.slug, YEAR]))

    kept = AnnualReport.objects.get(agency=town, year=YEAR).narrative
    assert kept["overview"] == "自己写的。"
    assert "编制" in kept["preamble"]


def test_the_draft_can_replace_what_was_written_when_asked(town, clerk, signed_in, as_of):
    client = signed_in(clerk)
    client.post(reverse("annual:narrative", args=[town.slug, YEAR]), {"overview": "自己写的。"})
    client.post(reverse("annual:draft", args=[town.slug, YEAR]), {"replace": "1"})

    assert AnnualReport.objects.get(agency=town, year=YEAR).narrative["overview"] == drafted(town, YEAR)["overview"]


def test_a_free_number_that_contradicts_the_table_is_found_and_goes_when_corrected(town, clerk, signed_in, ready):
    client = signed_in(clerk)
    keep = reverse("annual:narrative", args=[town.slug, YEAR])
    client.post(keep, {"overview": "全年新收政府信息公开申请9件。"})
    page = client.get(reverse("annual:year", args=[town.slug, YEAR]))
    assert "claims.applications_received" in [finding.rule for finding in page.context["findings"]]

    client.post(keep, {"overview": "全年新收政府信息公开申请{{applications.received.total}}件。"})
    page = client.get(reverse("annual:year", args=[town.slug, YEAR]))
    assert "claims.applications_received" not in [finding.rule for finding in page.context["findings"]]
    assert 'class="chip"' in page.content.decode()


def test_a_draft_of_a_complete_year_has_no_error_and_no_contradiction(town, clerk, signed_in, ready):
    page = signed_in(clerk).get(reverse("annual:year", args=[town.slug, YEAR]))

    assert not [finding for finding in page.context["findings"] if finding.severity == "error"]
    assert not [finding.rule for finding in page.context["findings"] if finding.rule.startswith(("claims.", "arithmetic."))]


def test_a_verdict_on_the_own_draft_lasts_until_the_evidence_changes(town, clerk, signed_in, ready):
    client = signed_in(clerk)
    editor, keep = (reverse(f"annual:{name}", args=[town.slug, YEAR]) for name in ("year", "narrative"))
    rule = "claims.applications_received"

    def open_rules():
        return [finding.rule for finding in client.get(editor).context["findings"]]

    client.post(keep, {"overview": "全年新收政府信息公开申请9件。"})
    (finding,) = (one for one in client.get(editor).context["findings"] if one.rule == rule)
    answer = client.post(
        reverse("annual:verdict", args=[town.slug, YEAR, finding.fingerprint]),
        {"verdict": "dismissed", "reason": "含部门代收的申请"},
    )
    assert answer.status_code == 302
    assert rule not in open_rules()
    client.post(keep, {"problems": "换了一段话。"})
    assert rule not in open_rules()
    client.post(keep, {"overview": "全年新收政府信息公开申请8件。"})
    assert rule in open_rules()


def test_markup_in_the_narrative_is_text(town, clerk, signed_in, as_of):
    client = signed_in(clerk)
    client.post(reverse("annual:narrative", args=[town.slug, YEAR]), {"overview": "<script>alert(1)</script>"})

    assert b"<script>alert(1)" not in client.get(reverse("annual:year", args=[town.slug, YEAR])).content


def test_last_year_stands_beside(town, clerk, signed_in, signed, as_of):
    as_of(date(2027, 1, 5))
    page = signed_in(clerk).get(reverse("annual:year", args=[town.slug, 2026]))

    cells = {cell.address: cell for table in page.context["tables"].values() for row in table.body for cell in row}
    assert cells["applications.received.total"].last_year == "2"
    assert cells["applications.carried_over.total"].text == "1"


def test_acts_are_logged(town, clerk, signed_in, as_of):
    signed_in(clerk).post(reverse("annual:draft", args=[town.slug, YEAR]))

    assert Entry.objects.filter(agency=town, action="annual.narrative_kept").exists()


PAGES = ["annual:year", "annual:statements"]
POSTS = ["annual:narrative", "annual:draft", "annual:send"]


@pytest.mark.parametrize("name", POSTS)
def test_changes_need_a_post(name, town, clerk, signed_in, as_of):
    assert signed_in(clerk).get(reverse(name, args=[town.slug, YEAR])).status_code == 405


@pytest.mark.parametrize("name", POSTS)
def test_only_the_clerk_changes_the_text(name, town, leader, reviewer, contributor, signed_in, as_of):
    for person in (leader, reviewer, contributor):
        assert signed_in(person).post(reverse(name, args=[town.slug, YEAR])).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_who_sees_the_year(name, town, clerk, leader, reviewer, contributor, clerk_elsewhere, client, signed_in, as_of):
    url = reverse(name, args=[town.slug, YEAR])
    assert [signed_in(person).get(url).status_code for person in (clerk, leader, reviewer)] == [200, 200, 200]
    assert signed_in(contributor).get(url).status_code == 403
    assert signed_in(clerk_elsewhere).get(url).status_code == 404
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("year", [1999, 2031])
def test_years_that_no_report_is_about_are_not_there(year, town, clerk, signed_in, as_of):
    assert signed_in(clerk).get(reverse("annual:year", args=[town.slug, year])).status_code == 404


def test_a_cell_that_the_form_does_not_have_is_not_there(town, clerk, signed_in, as_of):
    assert signed_in(clerk).get(reverse("annual:cell", args=[town.slug, YEAR, "applications.wishes"])).status_code == 404


def test_the_list_of_years_begins_with_this_and_last_year(town, clerk, signed_in, as_of):
    page = signed_in(clerk).get(reverse("annual:years", args=[town.slug]))

    assert [row["year"] for row in page.context["rows"]] == [2026, 2025]


def test_ratings_of_the_year_stand_beside_the_form_with_the_page_behind_them(town, clerk, signed_in, as_of):
    as_of(date(2026, 1, 20))
    office, editor = signed_in(clerk), reverse("annual:year", args=[town.slug, 2025])
    assert "ratings.total" not in office.get(editor).content.decode()
    for place, score in enumerate((5, 4, 3, 5)):
        Rating.objects.create(agency=town, year=2025, score=score, words="李秘书", mark=f"{place:064}")
    few = office.get(editor).content.decode()
    assert "ratings.total" in few
    assert "ratings.content" not in few  # of so few it would say what each thought
    Rating.objects.create(agency=town, year=2025, score=1, words="", mark="5".zfill(64))
    assert [each.value for address, each in compiled(town, 2025).figures.items() if address.startswith("ratings")] == [5, 3]
    page = office.get(reverse("annual:cell", args=[town.slug, 2025, "ratings.content"])).content.decode()
    behind = f"{reverse('applicants:ratings', args=[town.slug])}?year=2025"
    assert behind in page
    assert "5件，不记名" in page
    assert office.get(behind).status_code == 200
    office.post(reverse("annual:narrative", args=[town.slug, 2025]), {"overview": "申请人满意以上{{ratings.content}}件。"})
    assert "申请人满意以上3件。" in str(compiled(town, 2025).report)
