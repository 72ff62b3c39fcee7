"""Applications carried over against those carried forward the year before (结转数不衔接)."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from engine.checks.examples import examined

RULE = "years.carried_over"


FORWARD, OVER = "applications.carried_forward", "applications.carried_over"


def findings(now: dict[str, object], then: dict[str, object]):
    given = {"cells": now, "last_year": {"cells": then}}
    return [finding for finding in examined(given).findings if finding.rule == RULE]


def test_the_total_is_named_with_both_sides():
    (finding,) = findings({f"{OVER}.total": 1, f"{OVER}.business": 1}, {f"{FORWARD}.total": 3, f"{FORWARD}.business": 3})

    assert finding.severity is Severity.ERROR
    assert finding.at == (f"{OVER}.business", f"{OVER}.total")
    assert (finding.expected, finding.found) == (3, 1)
    assert [other.at for other in finding.beside] == [f"{FORWARD}.business", f"{FORWARD}.total"]


def test_kinds_of_applicant_that_changed_places_are_found_though_the_total_is_right():
    now = {f"{OVER}.business": 2, f"{OVER}.total": 2}

    (finding,) = findings(now, {f"{FORWARD}.natural_person": 2, f"{FORWARD}.total": 2})

    assert finding.at == (f"{OVER}.natural_person", f"{OVER}.business")


@pytest.mark.parametrize("blank", ["", "/", "若干"])
def test_a_cell_that_is_no_number_says_nothing(blank):
    assert findings({f"{OVER}.total": 2}, {f"{FORWARD}.total": blank}) == []


def test_the_form_of_2019_hands_over_to_that_of_2021():
    """The rows are the same, so years on both sides of the change are compared."""
    given = {
        "year": 2021,
        "cells": {f"{OVER}.total": 1},
        "last_year": {"edition": "2019", "cells": {f"{FORWARD}.total": 4}},
    }

    assert [finding.found for finding in examined(given).findings if finding.rule == RULE] == [1]
