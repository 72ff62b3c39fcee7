"""Five published reports on the first page of a demonstration, and an office begun with one of them.

The reports are not part of the project. They lie in a folder beside it where the whole is developed and tested.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from portal.agencies.models import Agency, Person
from portal.annual.compiling import compiled
from portal.annual.demonstrating import reports as demonstration
from portal.annual.models import Statement, StatementState
from portal.annual.statements.stating import confirm

REPORTS = Path(__file__).parents[3].parent / "shared" / "reports"
CARRIED_OVER = "applications.carried_over.natural_person"

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the five published reports are not beside the project")


@pytest.fixture
def visitor(db, settings, as_of):
    settings.DEMO, settings.DEMO_REPORTS = True, str(REPORTS)
    return Client()


def numbers() -> dict[str, int]:
    """The number of each report by the name of its agency."""
    return {card.agency: card.number for card in demonstration.cards()}


def test_each_report_has_a_card_with_its_name_and_findings(visitor, county):
    page = visitor.get("/").content.decode()

    assert len(numbers()) == 5
    for name in ("白鹤镇", "官前乡", "金岭回族镇", "樟木头镇", "中洲乡"):
        assert re.search(rf"<h3><a [^>]*>[^<]*{name}[^<]*</a></h3>", page)
    assert page.count("以此报告建站") == 5


def test_what_a_report_contradicts_stands_in_its_own_text(visitor):
    shown = {name: visitor.get(f"/demo/reports/{number}/").content.decode() for name, number in numbers().items()}

    assert re.search(r'<mark[^>]*><a class="claim"[^>]*>6宗</a></mark>', shown["樟木头镇政府"])
    assert "表三为新收4件、结转1件，合计5件" in shown["樟木头镇政府"]
    assert not re.search(r"1[3-9]\d{9}", shown["金岭回族镇人民政府"]), "personal numbers are masked"
    assert re.search(r"<mark[^>]*>[^<]*138\*{4}\d{4}", shown["金岭回族镇人民政府"])


def test_an_office_begins_with_the_open_application_as_a_statement_to_confirm(visitor):
    page = visitor.post(reverse("demo:start", args=[numbers()["樟木头镇政府"]])).content.decode()
    agency = Agency.objects.get(name="樟木头镇政府")
    waiting = Statement.objects.get(agency=agency, key=CARRIED_OVER)

    assert "结转" in page
    assert (waiting.year, waiting.value, waiting.state) == (2023, 1, StatementState.TO_CONFIRM)
    assert compiled(agency, 2023).report.value(CARRIED_OVER) == 0
    confirm(waiting, Person.objects.get(username=f"{agency.slug}-clerk"))
    assert compiled(agency, 2023).report.value(CARRIED_OVER) == 1
