"""A township whose county is not named (上级地名不明)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import Contact, Section
from engine.checks.reports import report_with, said

RULE = "structure.superior_not_named"


def named(agency: str, **changes: object):
    """A report of an agency that says nothing else of where it lies."""
    preamble = Section("preamble", None, f"{agency}2022年政府信息公开工作年度报告", "")
    return report_with(agency=agency, **({"contact": Contact(phone="0000-7654321")} | changes)), preamble


@pytest.mark.parametrize("agency", ["白石镇人民政府", "白石镇", "河东街道办事处", "民族乡人民政府"])
def test_a_township_of_which_county_nobody_says(agency):
    report, preamble = named(agency)

    (finding,) = said(RULE, replace(report, preamble=preamble))

    assert finding.severity is Severity.WARNING
    assert finding.at == ("preamble",)
    assert finding.found == agency


@pytest.mark.parametrize(
    "agency", ["青溪县白石镇人民政府", "青溪市河东街道办事处", "河东区白石镇", "新乡市人民政府", "财政局", None]
)
def test_silent_where_the_name_says_it_and_for_other_bodies(agency):
    report, preamble = named(agency or "")

    assert said(RULE, replace(report, preamble=preamble, agency=agency)) == []


def test_silent_where_the_address_says_it():
    report, preamble = named("白石镇人民政府", contact=Contact(address="青溪县白石镇河东路2号"))

    assert said(RULE, replace(report, preamble=preamble)) == []


def test_words_such_as_our_county_name_no_county():
    report, preamble = named("白石镇人民政府", contact=Contact(address="本县白石镇河东路2号"))

    assert said(RULE, replace(report, preamble=preamble))
