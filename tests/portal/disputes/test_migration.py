"""What stood in the register as a row of days becomes events, with a note where the row did not say enough."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from portal.disputes.models import Dispute
from portal.disputes.services import counted_as


@pytest.mark.parametrize(
    ("kind", "closed", "outcome", "counts"),
    [
        ("reconsideration", date(2025, 1, 10), "corrected", [(2024, "pending"), (2025, "corrected")]),
        ("litigation_direct", date(2024, 12, 10), "other", [(2024, "other")]),
        ("litigation_after_reconsideration", None, "", [(2024, "pending"), (2025, "pending")]),
    ],
)
def test_a_row_counts_as_it_did(town, as_of, kind, closed, outcome, counts):
    as_of(date(2025, 3, 3))
    old = Dispute.objects.create(
        agency=town, kind=kind, organ="某机关", filed_on=date(2024, 5, 6), closed_on=closed, outcome=outcome
    )
    import_module("portal.disputes.migrations.0003_old_rows_become_events").forwards(apps, None)
    old.refresh_from_db()
    assert counted_as(old) == counts
    assert bool(closed) == ("请对照文书核对" in old.events.last().note)
    assert old.stage == ("decided" if closed else "pending")
