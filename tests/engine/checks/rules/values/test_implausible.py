"""A figure larger than an agency of its kind can reach (数字大得不合常理)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from disclosure.checks.rules.values.implausible import _limits
from disclosure.form import edition_named
from engine.checks.reports import report_with, said

RULE = "values.implausible"


CELL = "article_20.licences.decisions"


def test_licences_by_the_million_in_a_township():
    (finding,) = said(RULE, report_with(cells={CELL: 11_398_889}))

    assert finding.severity is Severity.NOTICE
    assert finding.at == (CELL,)
    assert (finding.expected, finding.found) == (200_000, 11_398_889)


def test_the_limit_itself_is_accepted():
    assert said(RULE, report_with(cells={CELL: 200_000})) == []
    assert len(said(RULE, report_with(cells={CELL: 200_001}))) == 1


@pytest.mark.parametrize("agency", ["青溪市人民政府", "青溪市公安局", None])
def test_silent_for_other_bodies(agency):
    assert said(RULE, report_with(agency=agency, cells={CELL: 11_398_889})) == []


def test_every_limit_is_of_a_cell_that_the_form_has():
    form = edition_named("2021")

    assert {at for limits in _limits().values() for at in limits} <= {
        at for table in form.tables.values() for at in table.addresses()
    }


@pytest.mark.parametrize(
    ("agency", "licences", "speaks"),
    [
        ("青溪县白石镇人民政府", 300_000, True),
        ("青溪县人民政府", 300_000, False),
        ("青溪县人民政府", 6_000_000, True),
        ("麦浪区农业农村局", 300_000, False),
        ("麦浪区农业农村局", 4_000_000, True),
        ("望潮市人民政府", 11_000_000, False),
        ("望潮市公安局", 11_000_000, False),
    ],
)
def test_each_level_has_limits_of_its_own(agency, licences, speaks):
    report = report_with(agency=agency, cells={"article_20.licences.decisions": licences})

    assert bool(said(RULE, report)) is speaks
