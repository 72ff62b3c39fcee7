"""A year of a town: applications, statements, and files of other towns' reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disclosure.figures.references import MISSING
from disclosure.records import Replied
from portal.annual import signing
from portal.annual.compiling import drafted, report_of
from portal.annual.statements import stating as statements
from portal.applications.services import record, submit

YEAR = 2025
ANSWERS = {"applicant_kind": "natural_person", "name": "某申请人", "asked": "村级公路养护费用明细"}


@pytest.fixture
def application(town, clerk, as_of):
    """``application(arrived, decided, outcome)``: one that came over the counter, decided where a day is given."""

    def make(arrived=date(2025, 6, 3), decided=None, outcome="granted", agency=town, kind="natural_person"):
        taken = submit(agency, {**ANSWERS, "applicant_kind": kind}, channel="counter", arrived_on=arrived, by=clerk).application
        if decided:
            record(taken, Replied(decided, outcome=outcome), clerk)
        return taken

    return make


@pytest.fixture
def stated(town, clerk, as_of):
    """``stated(address, value)``: a confirmed statement."""

    def make(key, value, *, agency=town, confirmed=True, year=YEAR, **more):
        facts = {"source": "县行政审批局统计表", "responsible": "周文书", "stated_on": date(2026, 1, 5)} | more
        made = statements.enter(agency, year, key, by=clerk, value=Decimal(str(value)), **facts)
        if confirmed:
            statements.confirm(made, clerk)
        return made

    return make


ARTICLE_20 = {
    "article_20.regulations.issued": 0, "article_20.regulations.repealed": 0, "article_20.regulations.in_force": 0,
    "article_20.normative_documents.issued": 1, "article_20.normative_documents.repealed": 0,
    "article_20.normative_documents.in_force": 7, "article_20.licences.decisions": 31, "article_20.penalties.decisions": 4,
    "article_20.coercive_measures.decisions": 0, "article_20.fees.amount": "0.2130",
}  # fmt: skip


@pytest.fixture
def ready(town, clerk, application, stated):
    """A year that can be signed: one application granted, one open, all of table two stated, a draft written."""
    application(decided=date(2025, 6, 10))
    application(arrived=date(2025, 12, 29), kind="business")
    for key, value in ARTICLE_20.items():
        stated(key, value)
    for key in ("notices", "noticed_amount", "received_amount"):
        stated(f"processing_fees.{key}", 0)
    texts = {key: text.replace(MISSING, "照常办理。") for key, text in drafted(town, YEAR).items()}
    signing.save_narrative(town, YEAR, {**texts, "problems": "回应不够及时；明年按季抽查。"}, clerk)
    return report_of(town, YEAR)


@pytest.fixture
def signed(ready, town, clerk, leader):
    """The year signed."""
    signing.send_to_leader(town, YEAR, clerk)
    ready.refresh_from_db()
    return signing.sign(ready, leader, signing.digest(signing.content_of(ready)[1]))
