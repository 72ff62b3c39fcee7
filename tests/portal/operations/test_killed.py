"""Applications are handed in while the server is killed again and again: none that was acknowledged is lost, none is twice."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.once

SUBMISSIONS, APPLICANTS = 500, 4
#: A life of the server lasts for so many answers, and then some seconds more: both are drawn anew each time, so that any instant
#: is hit, and that on a slow machine as often as on a quick one.
ANSWERS, SECONDS = (0, 90), (0.0, 0.3)

_PROGRAM = """
import json, sys
import django
django.setup()
from importlib import import_module
from django.conf import settings
from django.core.management import call_command
from portal.agencies.models import Agency, Level
from portal.applications.sealing.fields import seal
from portal.applications.models import Application

def fill(number):
    call_command("migrate", verbosity=0)
    named = {"name": "云溪县青禾镇人民政府", "short_name": "青禾镇", "level": Level.TOWNSHIP}
    Agency.objects.create(slug="qinghe", code="1", hosting=True, **named)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    visits = []
    for place in range(int(number)):
        answers = {"applicant_kind": "natural_person", "name": "某申请人", "identity_kind": "identity_card",
                   "identity_number": "110101199003070011", "asked": f"第{place}号信息", "form_wanted": "electronic",
                   "way_wanted": "email", "email": "someone@example.org"}
        answers |= {f"done:{step}": True for step in ("who", "name", "contact", "what", "how")}
        visit, token = store(), f"token-{place:04}-of-this-visit"
        visit["apply:qinghe"] = seal(json.dumps({"token": token, "answers": answers}).encode()).decode()
        visit.create()
        visits.append([visit.session_key, token])
    print(json.dumps(visits))

def count():
    print(json.dumps([[one.receipt_number, one.asked, one.events.count(), one.due_on is not None]
                      for one in Application.objects.order_by("pk")]))

globals()[sys.argv[1]](*sys.argv[2:])
"""


@pytest.fixture
def database_url():
    """With PostgreSQL a database of its own that survives the death of a client; with SQLite nothing."""
    server_url = os.environ.get("DATABASE_URL", "")
    if not server_url:
        yield ""
        return
    from psycopg import connect

    name = f"killed_{os.getpid()}"
    with connect(server_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{server_url.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Server:
    """A server that dies at any instant and is started again, as systemd does, until it may rest."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
            "DJANGO_SETTINGS_MODULE": "portal.settings", "GONGKAI_DATA": str(data), "DATABASE_URL": database_url,
        }  # fmt: skip
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.deaths = self.answers = 0
        self._counting = threading.Lock()
        self._rest = threading.Event()

    def python(self, *arguments: str) -> str:
        command = [sys.executable, "-c", _PROGRAM, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def live_and_die(self, chance: random.Random) -> None:
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
                   "--workers", "2", "--threads", "4", "--worker-class", "gthread", "--log-level", "critical",
                   "--no-control-socket"]  # fmt: skip
        while not self._rest.is_set():
            process = subprocess.Popen(command, env=self.environment, start_new_session=True, stderr=subprocess.DEVNULL)
            self._wait_until_it_answers()
            until = self.answers + chance.randint(*ANSWERS)
            while self.answers < until and not self._rest.wait(0.01):
                pass
            died = not self._rest.wait(chance.uniform(*SECONDS))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self.deaths += died

    def rest(self) -> None:
        self._rest.set()

    def _wait_until_it_answers(self) -> None:
        """Until a worker has loaded the application: a server that dies before has nothing to lose."""
        self.ask("GET", "/site/qinghe/track/", "")

    def ask(self, method: str, path: str, visit: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask until there is an answer, as a browser whose user presses again does."""
        secret = "c" * 32
        body = urlencode({**fields, "csrfmiddlewaretoken": secret}) if fields is not None else None
        headers = {"Cookie": f"sessionid={visit}; csrftoken={secret}", "Content-Type": "application/x-www-form-urlencoded"}
        for _turn in range(600):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                said = answer.status, answer.getheader("Location", "") or answer.read().decode()
                with self._counting:
                    self.answers += 1
                return said
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            finally:
                connection.close()
        raise AssertionError(f"no answer: {path}")


def hand_in(server: Server, visit: str, token: str) -> str:
    """Hand in what was filled in; the page of the receipt that acknowledges it."""
    while True:
        status, where = server.ask("POST", "/site/qinghe/apply/send/", visit, {"form_token": token})
        if status < 500:
            break
    assert (status, where) == (302, "/site/qinghe/apply/receipt/")
    status, page = server.ask("GET", where, visit)
    return page if status == 200 else ""


def test_none_is_lost_and_none_is_twice(tmp_path, database_url):
    server = Server(tmp_path / "data", database_url)
    visits = json.loads(server.python("fill", str(SUBMISSIONS)))
    killer = threading.Thread(target=server.live_and_die, args=[random.Random(20260302)])  # noqa: S311
    killer.start()
    try:
        with ThreadPoolExecutor(APPLICANTS) as applicants:
            receipts = list(applicants.map(lambda visit: hand_in(server, *visit), visits))
    finally:
        server.rest()
        killer.join()
    kept = json.loads(server.python("count"))
    numbers = [number for number, _asked, _events, _due in kept]

    assert server.deaths >= 5
    assert sorted(asked for _number, asked, _events, _due in kept) == sorted(f"第{place}号信息" for place in range(SUBMISSIONS))
    assert len(set(numbers)) == SUBMISSIONS
    assert {(events, due) for _number, _asked, events, due in kept} == {(1, True)}, "each whole: its event and its due day"
    acknowledged = [page for page in receipts if page]
    assert len(acknowledged) > SUBMISSIONS / 2
    assert all(any(number in page for number in numbers) for page in acknowledged)
