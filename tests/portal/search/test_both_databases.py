"""SQLite and PostgreSQL find the same, in the same order, with the same excerpts and counts."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

#: Debian puts the server's programs here; elsewhere they are on the path.
SERVER = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]), None)
TESTS = Path(__file__).resolve().parents[2]

ANSWERS = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from portal.agencies.models import Agency
from portal.search import index
from search_documents import DOCUMENTS, QUESTIONS, SYNTAX
town = Agency.objects.create(slug="qinghe", code="1", name="临川县青禾镇人民政府", short_name="青禾镇")
for object_id, title, body, numbers, day in DOCUMENTS:
    index.put("item", object_id, town, title, body, "/", day, numbers)
index.put("item", 1, town, *DOCUMENTS[0][1:3], "/", DOCUMENTS[0][4], DOCUMENTS[0][3])
index.put("ledger", 1, town, "养老服务台账", "", "/", DOCUMENTS[0][4])
index.put("ledger", 2, town, "养老服务台账", "", "/", DOCUMENTS[0][4])
index.drop("ledger", 2)
def said(results):
    facets = [(f.value, f.count) for f in results.kinds + results.years + results.parts]
    return [results.total, [(h.kind, h.object_id, h.excerpt, h.numbers) for h in results.hits], facets]
print(json.dumps([said(index.find(question)) for question in [q for q, *_ in QUESTIONS] + SYNTAX + ["补贴 防火 机场"]]))
"""


def answers(database, data):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "GONGKAI_DATA": str(data), "DATABASE_URL": database,
        "PYTHONPATH": str(TESTS),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", ANSWERS], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    """The address of an empty PostgreSQL of our own, which ends with the tests."""
    if SERVER is None and shutil.which("initdb") is None:
        if os.environ.get("GONGKAI_REQUIRE_ALL") == "1":
            pytest.fail("apt-get install postgresql")
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    programs = SERVER or Path(shutil.which("initdb")).parent
    folder = tmp_path_factory.mktemp("postgresql")
    folder.chmod(0o755)
    as_owner = []
    if os.geteuid() == 0:  # the server refuses to run as root
        for above in [folder, *folder.parents[:3]]:
            if above != Path("/tmp"):  # noqa: S108 - the system's own folder stays as it is
                above.chmod(above.stat().st_mode | 0o011)
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    control = [*as_owner, str(programs / "pg_ctl"), "-D", f"{folder}/data", "-w"]
    options = {"check": True, "stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "cwd": "/"}
    layout = ["-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "gongkai"]
    subprocess.run([*as_owner, str(programs / "initdb"), "-D", f"{folder}/data", *layout], **options)
    subprocess.run(
        [*control, "-l", f"{folder}/log", "-o", f"-p {port} -c unix_socket_directories= -c fsync=off", "start"], **options
    )
    yield f"postgres://gongkai@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], **options)


def test_both_databases_find_the_same(postgresql, tmp_path):
    assert answers(postgresql, tmp_path / "a") == answers("", tmp_path / "b")
