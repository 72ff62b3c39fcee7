"""What a case holds is readable with its own key alone: it is encrypted under it, and gone when the key is destroyed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.applications_cast import ANSWERS, raw

from portal.applications import services
from portal.applications.models import Application, ApplicationEvent, Attachment, CaseKey
from portal.applications.sealing.fields import KeyDestroyedError, NoKeyError, Sealed, UnreadableFieldError

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town, as_of):
    return services.submit(town, ANSWERS, files=[("证明.pdf", b"%PDF-1.4 plain content")]).application


def test_every_case_has_a_key_of_its_own_and_the_database_holds_it_wrapped(town, case):
    other = services.submit(town, ANSWERS).application

    assert case.case_key_id != other.case_key_id
    assert raw("applications_casekey").count("gAAAAA") == 2


def test_nothing_of_a_case_stands_readable_in_its_tables(case):
    stored = raw("applications_application") + raw("applications_attachment") + raw("applications_mark")

    assert not [value for name, value in ANSWERS.items() if name not in ("applicant_kind", "identity_kind") and value in stored]
    assert "证明" not in stored
    assert b"plain content" not in Path(case.attachments.get().file.path).read_bytes()


def test_what_is_stored_reads_as_it_was(case):
    found = Application.objects.get(pk=case.pk)

    assert (found.name, found.asked) == (ANSWERS["name"], ANSWERS["asked"])
    assert found.attachments.get().content() == b"%PDF-1.4 plain content"


def test_with_its_key_gone_a_case_is_empty_and_its_files_cannot_be_opened(case):
    case.case_key.destroy()
    found = Application.objects.get(pk=case.pk)

    assert found.is_erased
    assert (found.name, found.phone, found.asked) == ("", "", "")
    with pytest.raises(KeyDestroyedError):
        found.attachments.get().content()


def test_the_key_of_another_case_opens_nothing(town, case):
    other = services.submit(town, ANSWERS).application

    with pytest.raises(UnreadableFieldError):
        other.case_key.unseal(case.case_key.seal("秘密".encode()))


def test_what_nobody_looked_at_is_saved_as_it_was(case):
    found = Application.objects.get(pk=case.pk)
    before = found.__dict__["name"]
    found.save()

    assert isinstance(before, Sealed)
    assert Application.objects.get(pk=case.pk).__dict__["name"] == before


@pytest.mark.parametrize("store", [
    lambda case: Application.objects.filter(pk=case.pk).update(name="他人"),
    lambda case: Attachment.objects.filter(application=case).update(title="他人"),
])  # fmt: skip
def test_text_is_never_stored_past_the_key(case, store):
    with pytest.raises(NoKeyError):
        store(case)


def test_what_somebody_typed_into_an_event_is_not_stored_in_plain(case, clerk):
    services.take_back(case, _second(case, clerk), "把王小明的电话记错了", clerk)

    assert "王小明" not in raw("applications_applicationevent")
    assert case.events.last().engine_event().reason == "把王小明的电话记错了"


def _second(case, clerk) -> int:
    from disclosure.records import Confirmed

    return services.record(case, Confirmed(case.arrived_on), clerk).sequence


def test_a_list_of_cases_needs_one_query_for_them_and_their_keys(town, case, django_assert_num_queries):
    for _number in range(3):
        services.submit(town, ANSWERS)

    with django_assert_num_queries(1):
        assert {each.name for each in Application.objects.all()} == {ANSWERS["name"]}


def test_events_of_a_case_are_counted_without_opening_any_key(case):
    CaseKey.objects.update(wrapped="spoilt")

    assert case.case().received_on is None
    assert ApplicationEvent.objects.get(application=case).engine_event().on == case.arrived_on


_MOVE = """
import django, sys
django.setup()
from pathlib import Path
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FORMER = [("applications", "0002_letters"), ("agencies", "0002_letters")]

def before():
    from portal.applications.sealing.fields import seal
    settings.DATA.mkdir(exist_ok=True)
    executor = MigrationExecutor(connection)
    apps = executor.migrate(FORMER).apps
    model = lambda name: apps.get_model("applications", name)
    town = apps.get_model("agencies", "Agency").objects.create(slug="qinghe", code="1", name="青禾镇", short_name="青禾镇")
    for number in (1, 2):
        case = model("Application").objects.create(
            agency=town, receipt_number=f"20260101-00{number}", secret_hash="x", channel="online", arrived_on="2026-01-01",
            applicant_kind="natural_person", name="陈秋实", phone="13800001234", asked="柳林村征地补偿标准")
        model("ApplicationEvent").objects.create(
            application=case, sequence=1, kind="struck", on="2026-01-02", note="备注",
            payload={"event": "struck", "on": "2026-01-02", "sequence": 1, "reason": "记成了王小明"})
        model("Letter").objects.create(application=case, kind="receipt", content="正文")
        file = model("Attachment")(application=case, title="证明.pdf", size=3)
        file.file.save("file.sealed", ContentFile(seal(b"abc")), save=False)
        file.save()

def after():
    call_command("migrate", verbosity=0)
    from portal.applications.models import Application
    from portal.applications.intake.repeats import earlier
    case = Application.objects.order_by("pk").first()
    event, file = case.events.get(), case.attachments.get()
    print(case.name, case.phone, case.asked, event.note, event.engine_event().reason)
    print(case.letters.get().content, file.title, file.content())
    with connection.cursor() as cursor:
        for table in ("application", "applicationevent", "letter", "attachment"):
            cursor.execute(f"SELECT * FROM applications_{table}")
            text = repr(cursor.fetchall())
            print("old" if "'gAAAAA" in text else "new", "王小明" in text, "c1." in text)
    files = [path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    keys = {each.case_key_id for each in Application.objects.all()}
    print(len(files), all(content.startswith(b"c1.") for content in files), len(keys))
    print([(each.same_by, each.percent) for each in earlier(case)])

globals()[sys.argv[1]]()
"""


def test_cases_of_before_are_brought_under_keys_of_their_own(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "GONGKAI_DATA": str(tmp_path), "DATABASE_URL": "",
    }  # fmt: skip
    for step in ("before", "after"):
        done = subprocess.run([sys.executable, "-c", _MOVE, step], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    assert done.stdout.splitlines() == [
        "陈秋实 13800001234 柳林村征地补偿标准 备注 记成了王小明",
        "正文 证明.pdf b'abc'",
        *["new False True"] * 4,
        "2 True 2",
        "[(('phone', 'name'), 100)]",
    ]
