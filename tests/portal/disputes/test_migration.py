"""What stood in the register as a row of days becomes events, with a note where the row did not say enough."""

from __future__ import annotations

import os
import subprocess
import sys
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


_MOVE = """
import sys
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FORMER = [("disputes", "0003_old_rows_become_events"), ("applications", "0009_two_people_to_erase"), ("agencies", "0002_letters")]

def before():
    from portal.applications.sealing.fields import seal
    settings.DATA.mkdir(exist_ok=True)
    apps = MigrationExecutor(connection).migrate(FORMER).apps
    model = apps.get_model
    town = model("agencies", "Agency").objects.create(slug="qinghe", code="1", name="青禾镇", short_name="青禾镇")
    key = model("applications", "CaseKey").objects.create(wrapped="", destroyed_at="2026-02-02T00:00:00+08:00")
    erased = model("applications", "Application").objects.create(
        case_key=key, agency=town, receipt_number="20260101-001", secret_hash="", channel="online", arrived_on="2026-01-01",
        applicant_kind="natural_person")
    for application, party, reason in ((None, "陈秋实", "记成了王小明的"), (erased, "", "（已依法删除）")):
        dispute = model("disputes", "Dispute").objects.create(
            agency=town, application=application, kind="reconsideration", organ="县政府", party=party, filed_on="2026-01-02")
        event = model("disputes", "DisputeEvent").objects
        event.create(dispute=dispute, sequence=1, kind="copy_received", on="2026-01-02", note="来人是陈秋实" if party else "",
            payload={"event": "copy_received", "on": "2026-01-02", "accepted_on": None, "procedure": "ordinary"})
        event.create(dispute=dispute, sequence=2, kind="answer_filed", on="2026-01-03",
            payload={"event": "answer_filed", "on": "2026-01-03"})
        event.create(dispute=dispute, sequence=3, kind="dispute_struck", on="2026-01-04",
            payload={"event": "dispute_struck", "on": "2026-01-04", "sequence": 2, "reason": reason})
        if party:
            file = model("disputes", "DisputeFile")(dispute=dispute, title="申请书.pdf", size=3)
            file.file.save("file.sealed", ContentFile(seal(b"abc")), save=False)
            file.save()

def after():
    call_command("migrate", verbosity=0)
    from portal.disputes.models import Dispute
    for dispute in Dispute.objects.order_by("pk"):
        events = list(dispute.events.all())
        reason, stage = events[2].engine_event().reason, dispute.case().stage()
        print(dispute.is_erased, dispute.party, events[0].note, reason, stage, dispute.filed_on)
        print([(file.title, file.content()) for file in dispute.files.all()])
    for table in ("dispute", "disputeevent", "disputefile"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM disputes_{table}")
            text = repr(cursor.fetchall())
        print("gAAAAA" in text.replace("c1.gAAAAA", ""), "王小明" in text or "陈秋实" in text, "c1." in text)
    files = [path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    print([content[:3] for content in files])

globals()[sys.argv[1]]()
"""


def test_what_disputes_hold_is_brought_under_keys_of_their_own(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "GONGKAI_DATA": str(tmp_path), "DATABASE_URL": "",
    }  # fmt: skip
    for step in ("before", "after"):
        done = subprocess.run([sys.executable, "-c", _MOVE, step], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    assert done.stdout.splitlines() == [
        "False 陈秋实 来人是陈秋实 记成了王小明的 to_answer 2026-01-02",
        "[('申请书.pdf', b'abc')]",
        "True   （已依法删除） to_answer 2026-01-02",
        "[]",
        *["False False True"] * 3,
        "[b'c1.']",
    ]
