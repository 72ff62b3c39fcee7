"""A case in the office, one of which something was given, and somebody of a department."""

from __future__ import annotations

import pytest

from applications_cast import ANSWERS, checked
from disclosure.records import Channel, Delivered, Replied
from handling_cast import DAY, person
from portal.agencies.models import Membership, Role
from portal.applications import services
from portal.applications.letters import Additions
from portal.publishing.services import give_standard_columns


@pytest.fixture
def case(town, clerk, as_of):
    as_of(DAY)
    return services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application


@pytest.fixture
def planner(town):
    """Somebody of a department, who is no clerk."""
    found = person("planner", "冯规划", town, Role.CONTRIBUTOR)
    Membership.objects.filter(person=found).update(unit="规划建设办公室")
    return found


@pytest.fixture
def given(case, clerk, leader):
    """A case in which something was given, with a file."""
    services.attach(case, "补偿标准.txt", "一等地每亩6万元".encode(), clerk, for_applicant=True)
    checked(case, clerk)
    services.handle(case, Replied(DAY, "granted", "provided"), clerk, Additions(provided="补偿标准1份"), paper_signer="吴镇长")
    services.record(case, Delivered(DAY), clerk)
    give_standard_columns(case.agency)
    case.refresh_from_db()
    return case
