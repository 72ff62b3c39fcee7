"""Which reports are held against which: the year before by agency, other agencies by year."""

from __future__ import annotations

import pytest

from disclosure.checks.neighbours import neighbourhoods
from disclosure.checks.subject import Subject
from disclosure.examine import examine_report, examine_together
from disclosure.form import Report
from engine.checks.reports import report_with


def beside(*reports: Report):
    return list(neighbourhoods([Subject(report) for report in reports]))


def of(agency: str | None, year: int | None, **more: object) -> Report:
    edition = "2021" if year is None or year > 2020 else "2019"
    return report_with(agency=agency, year=year, edition=edition, **more)


def test_the_report_of_the_year_before_is_found_whatever_the_order():
    now, before = of("青溪县白石镇人民政府", 2022), of("青溪县白石镇人民政府", 2021)

    one, other = beside(now, before)

    assert one.before.report is before
    assert other.before is None


@pytest.mark.parametrize(
    ("earlier", "year", "because"),
    [
        ("青溪县白石镇人民政府", 2020, "two years before"),
        ("青溪县黑水镇人民政府", 2021, "another agency"),
        ("青溪县白石镇人民政府", 2022, "the same year"),
        (None, 2021, "nobody is named"),
        ("青溪县白石镇人民政府", None, "no year is given"),
    ],
)
def test_what_is_not_the_report_of_the_year_before(earlier, year, because):
    one, _other = beside(of("青溪县白石镇人民政府", 2022), of(earlier, year))

    assert one.before is None, because


@pytest.mark.parametrize("earlier", ["青溪县白石镇", "白石镇人民政府", "青溪县白石镇政府"])
def test_a_shorter_or_longer_form_of_the_name_is_the_same_agency(earlier):
    one, _other = beside(of("青溪县白石镇人民政府", 2022), of(earlier, 2021))

    assert one.before is not None


def test_a_short_name_that_two_agencies_have_is_nobodys():
    one, *_rest = beside(of("白石镇人民政府", 2022), of("青溪县白石镇人民政府", 2021), of("临川县白石镇人民政府", 2021))

    assert one.before is None


def test_a_code_tells_agencies_apart_whose_names_are_the_same():
    now, before = of("白石镇", 2022, agency_code="A"), of("白石镇", 2021, agency_code="B")

    assert beside(now, before)[0].before is None
    assert beside(now, of("白石镇政府", 2021, agency_code="A"))[0].before is not None


def test_findings_across_stand_among_the_others_in_order_of_the_report():
    before = of("白石镇", 2021, cells={"applications.carried_forward.total": 3})
    now = of("白石镇", 2022, text="近50条意见被采纳。")

    examined = examine_together([examine_report(now), examine_report(before)])[0]

    assert [finding.rule for finding in examined.findings] == ["claims.approximate_number", "years.carried_over"]
    (other,) = examined.findings[1].beside
    assert (other.agency, other.year, other.at, other.words) == ("白石镇", 2021, "applications.carried_forward.total", "3")


def test_a_single_report_stays_as_it_is():
    examined = examine_report(report_with("近50条意见被采纳。"))

    assert examine_together([examined]) == (examined,)
