"""A report that does not say whom to ask (缺联系方式)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import Contact
from engine.checks.reports import report_with, said

RULE = "structure.contact_missing"


def test_no_address_postcode_telephone_or_mail():
    (finding,) = said(RULE, report_with(contact=Contact()))

    assert finding.severity is Severity.WARNING
    assert finding.at == ("preamble",)


@pytest.mark.parametrize("field", ["address", "postcode", "phone", "email"])
def test_one_way_to_reach_the_office_is_enough(field):
    assert said(RULE, report_with(contact=Contact(**{field: "河东路2号"}))) == []


def test_a_website_is_no_one_to_ask():
    assert said(RULE, report_with(contact=Contact(website="http://www.example.gov.cn")))


def test_silent_where_no_part_of_the_form_was_met():
    assert said(RULE, report_with(contact=Contact(), sections=())) == []
