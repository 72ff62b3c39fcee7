"""Rules (规章) made or in force at an agency that cannot make any (乡镇不能有规章)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.reports import AGENCY, report_with, said

RULE = "values.rules_of_a_township"
TWO = {"article_20.regulations.in_force": 2}


@pytest.mark.parametrize("agency", [AGENCY, "青溪县人民政府", "白石镇", "河东街道办事处", "青溪县民政局", "青溪区人民政府"])
def test_a_body_without_the_power_to_make_rules(agency):
    (finding,) = said(RULE, report_with(agency=agency, cells=TWO))

    assert finding.severity is Severity.WARNING
    assert finding.at == ("article_20.regulations.in_force",)
    assert (finding.expected, finding.found) == (0, 2)
    assert agency in str(finding.message)


@pytest.mark.parametrize(
    "agency",
    [
        "新乡市人民政府",
        "镇江市人民政府",
        "景德镇市人民政府",
        "广西壮族自治区人民政府",
        "青溪省人民政府",
        "国家税务总局",
        "财政部",
        None,
    ],
)
def test_silent_for_bodies_that_have_it_and_where_the_name_is_not_known(agency):
    assert said(RULE, report_with(agency=agency, cells=TWO)) == []


def test_silent_for_zero():
    assert said(RULE, report_with()) == []
