"""A backup restores exactly: every row, every file, and it is checked before anything is touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_PROGRAM = """
import os, sys
import django
django.setup()
from django.core.management import call_command
from django.core.files.base import ContentFile
from portal.agencies.models import Agency, Level, Person
from portal.audit.log import broken, record
from portal.ledgers.models import Entry, EntryFile

def fill():
    call_command("migrate", verbosity=0)
    named = {"name": "云溪县青禾镇人民政府", "short_name": "青禾镇", "level": Level.TOWNSHIP}
    town = Agency.objects.create(slug="qinghe", code="1", **named)
    clerk = Person.objects.create_user("clerk", password="一二三四五六七八九十a", name="周文书")
    for number in range(5):
        record(town, clerk, "test.act", f"第{number}件", number=number)
    data = {"attendees": 35, "notes": "两\\n行"}
    entry = Entry.objects.create(agency=town, kind="training", day="2026-02-10", title="条例学习", data=data)
    EntryFile.objects.create(entry=entry, field="material", name="签到表.pdf", file=ContentFile(b"%PDF-1.4 content", "a.pdf"))

def apply():
    from portal.applications.services import submit
    answers = {"applicant_kind": "natural_person", "name": "陈秋实", "asked": "柳林村征地补偿标准"}
    submit(Agency.objects.get(), answers, form="one" if len(sys.argv) < 3 else sys.argv[2])

def erase():
    from portal.applications.handling.models import RecordsCorrection
    from portal.applications.models import Application
    from portal.applications.privacy.erasing import ask, decide
    from portal.disputes.models import Dispute
    clerk = Person.objects.get(username="clerk")
    leader = Person.objects.create_user("leader", password="x", name="吴镇长")
    for held in (Application.objects.order_by('pk').last(), Dispute.objects.get(), RecordsCorrection.objects.get()):
        decide(held, ask(held, "unlawful", "号", clerk), True, "", leader)

def more():
    # Everything that has a key: a case with its file and rating, a dispute of its own, a request to correct records.
    from portal.applicants.services import rate
    from portal.applications import services
    from portal.applications.handling import corrections
    from portal.applications.models import Application
    from portal.disputes.services import attach, enter, record
    from portal.today import today
    from disclosure.records import CopyReceived, Decided, Withdrawn
    town, clerk, case = Agency.objects.get(), Person.objects.get(username="clerk"), Application.objects.order_by("pk").last()
    services.attach(case, "身份证.pdf", b"%PDF-1.4 card", None)
    services.record(case, Withdrawn(today()), clerk, note="陈秋实来电")
    rate(case, 2, "办得太慢")
    dispute = enter(town, {"kind": "reconsideration", "organ": "县", "party": "赵大山"}, CopyReceived(today()), clerk, note="赵")
    record(dispute, Decided(today(), "upheld", today()), clerk)
    attach(dispute, "复议申请书.pdf", b"%PDF-1.4 dispute", clerk)
    asked = {"received_on": today(), "name": "钱小花", "contact": "电话", "record": "户籍", "wanted": "改正", "evidence": "有"}
    correction = corrections.register(town, asked, clerk, [("户口簿.pdf", b"%PDF-1.4 evidence")])
    corrections.verify(correction, "属实", clerk)
    corrections.propose(correction, "corrected", "已更正", "属实", "", clerk)
    correction.decided_on = today()
    correction.save()

def held():
    # All that can still be read, in columns and files.
    from portal.applicants.models import Rating
    from portal.applications.sealing.fields import UnreadableFieldError
    from portal.applications.handling.models import CorrectionFile, RecordsCorrection
    from portal.applications.models import Application, Attachment
    from portal.disputes.models import Dispute, DisputeFile
    found = [case.name for case in Application.objects.all()]
    found += [event.note for case in Application.objects.all() for event in case.events.all()]
    found += [each.words for each in Rating.objects.all()]
    found += [dispute.party for dispute in Dispute.objects.all()]
    found += [event.note for dispute in Dispute.objects.all() for event in dispute.events.all()]
    found += [each.name for each in RecordsCorrection.objects.all()]
    for model in (Attachment, DisputeFile, CorrectionFile):
        for file in model.objects.all():
            try:
                found += [file.title, file.content().decode()]
            except (UnreadableFieldError, FileNotFoundError):
                pass
    print([each for each in found if each])
    print(list(broken(Agency.objects.get())))

def read():
    from portal.applications.models import Application
    print([(each.name, each.asked, each.is_erased) for each in Application.objects.all()])

def destroy():
    from portal.applications.models import Application
    Application.objects.get().case_key.destroy()

def show():
    town = Agency.objects.get()
    entry = Entry.objects.get()
    person = Person.objects.get(username="clerk")
    same = person.check_password("一二三四五六七八九十a")
    print(town.name, entry.title, sorted(entry.data.items()), entry.files.get().file.read(), same, list(broken(town)))

def harm():
    Agency.objects.update(name="被改坏了")
    Entry.objects.update(title="被改坏了")
    Person.objects.create_user("stranger")

def busy_backup():
    # Somebody signs up the moment after the database was copied, before anything else is done.
    from pathlib import Path
    from portal import backups
    name = "_run" if backups._vendor() == "postgresql" else "_copy_sqlite"
    copy = getattr(backups, name)
    def copied(*given):
        done = copy(*given)
        Person.objects.create_user("latecomer")
        return done
    setattr(backups, name, copied)
    print(backups.write(Path(sys.argv[2])))

def sql():
    from django.db import connection
    tables = sorted(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            for row in cursor.fetchall():
                print(table, row)

globals()[sys.argv[1]]()
"""


@pytest.fixture(scope="module")
def database_url():
    """With PostgreSQL a database of this process's own; with SQLite, where each folder has one, nothing."""
    server_url = os.environ.get("DATABASE_URL", "")
    if not server_url:
        yield ""
        return
    from psycopg import connect

    name = f"backup_{os.getpid()}"
    with connect(server_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{server_url.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, database_url):
    """An installation with data, filled once: migrations take most of the time."""
    home = Office(tmp_path_factory.mktemp("prepared") / "data", database_url)
    home.run("fill")
    return home


@pytest.fixture
def office(tmp_path, prepared, database_url):
    """A copy of the prepared installation; PostgreSQL has only the one."""
    if database_url:
        return prepared
    shutil.copytree(prepared.data, tmp_path / "data")
    return Office(tmp_path / "data", "")


class Office:
    """An installation in a folder."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.data = data
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "GONGKAI_DATA": str(data),
            "DATABASE_URL": database_url,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }

    def run(self, *what: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *what], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def gongkai(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = ["gongkai", *arguments]
        return subprocess.run(command, env=self.environment | more, capture_output=True, text=True, check=False)


def test_what_was_backed_up_is_restored_row_by_row_and_file_by_file(office, tmp_path):
    file = str(tmp_path / "backup.zip")
    rows = office.run("sql")

    assert "已备份到" in office.gongkai("backup", file).stdout
    office.run("harm")
    next((office.data / "media").rglob("*.pdf")).write_bytes(b"spoilt")
    restored = office.gongkai("restore", file, "--force")

    assert restored.returncode == 0, restored.stderr
    assert office.run("sql") == rows
    assert "条例学习 [('attendees', 35), ('notes', '两\\n行')] b'%PDF-1.4 content' True []" in office.run("show")


def test_what_is_written_while_a_backup_is_made_does_not_spoil_it(office, tmp_path):
    file = str(tmp_path / "backup.zip")
    rows = office.run("sql")
    assert "已备份到" in office.run("busy_backup", file)
    assert "latecomer" in office.run("sql")

    restored = office.gongkai("restore", file, "--force")

    assert restored.returncode == 0, restored.stderr
    assert office.run("sql") == rows


def test_data_that_is_there_is_not_overwritten_unasked(office, tmp_path):
    file = str(tmp_path / "backup.zip")
    office.gongkai("backup", file)
    office.run("harm")

    refused = office.gongkai("restore", file)

    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert "被改坏了" in office.run("show")
    office.gongkai("restore", file, "--force")


def test_a_file_that_is_there_is_not_overwritten_unasked(office, tmp_path):
    file = tmp_path / "backup.zip"
    file.write_text("precious")

    assert office.gongkai("backup", str(file)).returncode == 2
    assert file.read_text() == "precious"


def test_a_new_machine_takes_over_with_the_keys(office, tmp_path, database_url):
    if database_url:
        pytest.skip("one database here; with SQLite the new machine has its own")
    file = str(tmp_path / "backup.zip")
    office.gongkai("backup", file, "--with-keys")
    key = (office.data / "field-key").read_text()
    elsewhere = Office(tmp_path / "new machine", "")

    done = elsewhere.gongkai("restore", file)

    assert done.returncode == 0, done.stderr
    assert "密钥" not in done.stdout
    assert (elsewhere.data / "field-key").read_text() == key
    assert (elsewhere.data / "field-key").stat().st_mode & 0o077 == 0
    assert "周文书" not in done.stdout
    assert "条例学习" in elsewhere.run("show")


def test_without_the_keys_the_backup_says_so_and_so_does_the_restore_elsewhere(office, tmp_path, database_url):
    file = str(tmp_path / "backup.zip")

    assert "请另行保管" in office.gongkai("backup", file).stdout
    if not database_url:
        assert "GONGKAI_FIELD_KEY" in Office(tmp_path / "new", "").gongkai("restore", file).stdout
    with zipfile.ZipFile(file) as archive:
        assert not any(name.startswith("keys/") for name in archive.namelist())
    assert (office.data / "field-key").read_text().encode() not in Path(file).read_bytes()


def test_a_backup_is_for_its_owner_alone(office, tmp_path):
    file = tmp_path / "backup.zip"
    office.gongkai("backup", str(file))

    assert file.stat().st_mode & 0o077 == 0


def rewritten(file: Path, change) -> str:
    """A copy of a backup with its list changed."""
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()
            copy.writestr(name, content)
    return str(target)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda manifest: manifest["migrations"].append("agencies.9999_future"), "更新的版本"),
        (lambda manifest: manifest.update(database="oracle"), "oracle"),
        (lambda manifest: manifest["files"].update(dict.fromkeys(manifest["files"], "0" * 64)), "与清单不符"),
        (lambda manifest: manifest["files"].update({"../../outside": "0"}), "不是备份文件"),
        (lambda manifest: manifest["files"].update({"media/gone.pdf": "0"}), "读不出来"),
    ],
    ids=["newer", "another database", "changed", "outside", "incomplete"],
)
def test_what_does_not_fit_is_refused_before_anything_is_touched(office, tmp_path, change, said):
    file = tmp_path / "backup.zip"
    office.gongkai("backup", str(file))
    before = office.run("sql")

    refused = office.gongkai("restore", rewritten(file, change), "--force")

    assert refused.returncode == 2
    assert said in refused.stderr
    assert office.run("sql") == before


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)], ids=["empty", "words", "empty zip"])
def test_a_file_that_is_no_backup_is_refused_in_words(office, tmp_path, content):
    file = tmp_path / "backup.zip"
    file.write_bytes(content)

    refused = office.gongkai("restore", str(file), "--force")

    assert refused.returncode == 2
    assert "不是备份文件" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_keys_of_cases_stand_beside_a_backup_and_one_destroyed_since_stays_destroyed(office, tmp_path):
    first, beside = tmp_path / "first.zip", tmp_path / "case-keys.json"
    office.run("apply")
    assert office.gongkai("backup", str(first)).returncode == 0
    with zipfile.ZipFile(first) as archive:
        database = archive.read(next(name for name in archive.namelist() if name.startswith("database")))
    for _pk, wrapped, _destroyed in json.loads(beside.read_text())["keys"]:
        assert wrapped.encode() not in database
    assert beside.stat().st_mode & 0o077 == 0

    assert office.gongkai("restore", str(first), "--force").returncode == 0
    assert "[('陈秋实', '柳林村征地补偿标准', False)]" in office.run("read")

    office.run("destroy")
    assert office.gongkai("backup", str(tmp_path / "second.zip")).returncode == 0
    assert office.gongkai("restore", str(first), "--force").returncode == 0
    assert "[('', '', True)]" in office.run("read")

    beside.unlink()
    refused = office.gongkai("restore", str(first), "--force")
    assert refused.returncode == 2
    assert "case-keys.json" in refused.stderr


def test_what_was_erased_stays_erased_though_a_backup_from_before_is_restored(office, tmp_path):
    """The newest keys beside the backup are from before too: only the database that is written over knows of the erasure."""
    office.run("apply", "another")  # PostgreSQL's one installation has the case of the test before
    before = tmp_path / "before.zip"
    office.run("more")
    there = office.run("held")
    for word in ("陈秋实", "来电", "太慢", "赵大山", "钱小花", "card", "dispute", "evidence", "身份证.pdf"):
        assert word in there
    assert office.gongkai("backup", str(before)).returncode == 0
    kept_keys = (tmp_path / "case-keys.json").read_bytes()
    assert office.gongkai("restore", str(before), "--force").returncode == 0
    assert office.run("held") == there

    office.run("erase")
    assert office.run("held") == "[]\n[]\n"
    assert (tmp_path / "case-keys.json").read_bytes() == kept_keys
    restored = office.gongkai("restore", str(before), "--force")

    assert restored.returncode == 0, restored.stderr
    assert office.run("held") == "[]\n[]\n"
