"""Requests that truly come at once, over HTTP to a server with threads: each thing happens once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

#: So many requests at the same instant, in so many rounds.
AT_ONCE, ROUNDS = 6, 5

_PROGRAM = """
import json, sys
import django
django.setup()
from datetime import date
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from portal.agencies.models import Agency, Level, Membership, Person, Role
from portal.applications import services
from portal.applications.sealing.fields import seal
from portal.applications.fees import services as fees
from portal.applications.models import Application
from portal.audit.log import broken

ANSWERS = {"applicant_kind": "natural_person", "name": "某申请人", "identity_kind": "identity_card",
           "identity_number": "110101199003070011", "asked": "标准", "form_wanted": "electronic",
           "way_wanted": "email", "email": "someone@example.org"}
store = import_module(settings.SESSION_ENGINE).SessionStore

def _signed_in(person):
    desk = store()
    desk[SESSION_KEY], desk[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    desk[HASH_SESSION_KEY] = person.get_session_auth_hash()
    desk.create()
    return desk.session_key

def fill(rounds):
    call_command("migrate", verbosity=0)
    agency = Agency.objects.create(slug="qinghe", code="1", hosting=True, level=Level.TOWNSHIP, name="云溪县青禾镇人民政府",
                                   short_name="青禾镇", document_prefix="青政", phone="1", disclosure_office="党政办")
    person = Person.objects.create_user("clerk", name="周文书", password="一二三四五六七八九十a")
    Membership.objects.create(person=person, agency=agency, role=Role.CLERK)
    desk = _signed_in(person)
    visits, cases = [], []
    for place in range(int(rounds)):
        visit, token = store(), f"token-{place:04}-of-this-visit"
        done = {f"done:{step}": True for step in ("who", "name", "contact", "what", "how")}
        visit["apply:qinghe"] = seal(json.dumps({"token": token, "answers": ANSWERS | done}).encode()).decode()
        visit.create()
        visits.append([visit.session_key, token])
        case = services.submit(agency, ANSWERS, channel=services.Channel.COUNTER, by=person).application
        cases.append(case.pk)
        paid_for = services.submit(agency, ANSWERS, channel=services.Channel.COUNTER, by=person).application
        fee = fees.decide(paid_for, fees.Standard.BY_PAGE, 60, person, pay_how="银行转账")
        fees.noticed_on_paper(fee, "号", services.today(), person)
        fees.notice_received(fee, services.today(), person)
        cases.append(paid_for.pk)
    print(json.dumps([desk, visits, cases, fee.amount, str(services.today())]))

def drafted(count):
    # Two leaders, and replies that wait for one of them to sign, each with the digest that both see.
    from disclosure.records import Replied
    from portal.applications.letters import Additions
    from portal.applications.letters.drafts import draft, send, shown
    from tests.applications_cast import checked
    agency, clerk = Agency.objects.get(), Person.objects.get(username="clerk")
    leaders, letters = [], []
    for name in ("吴镇长", "郑镇长"):
        leader = Person.objects.create_user(name, name=name, password="一二三四五六七八九十a")
        Membership.objects.create(person=leader, agency=agency, role=Role.LEADER)
        leaders.append(_signed_in(leader))
    for place in range(int(count)):
        case = services.submit(agency, ANSWERS, channel=services.Channel.COUNTER, by=clerk).application
        checked(case, clerk)
        made = draft(case, "reply", Replied(services.today(), "granted", "provided"), Additions(provided="标准一份"), clerk)
        send(made, clerk)
        letters.append([case.pk, made.pk, shown(made).digest])
    print(json.dumps([leaders, letters]))

def signed():
    from portal.applications.models import Letter
    from portal.audit.models import Entry
    print(json.dumps({
        "letters": [[each.pk, each.state, each.serial, each.document_number] for each in Letter.objects.filter(kind="reply")],
        "replies": {one.pk: [event.kind for event in one.events.all()].count("replied") for one in Application.objects.all()},
        "log": Entry.objects.filter(action="application.letter_signed").count(),
        "broken": len(list(broken(Agency.objects.get()))),
    }))

def count():
    print(json.dumps({
        "online": [[one.receipt_number, one.events.count()] for one in Application.objects.filter(channel="online")],
        "cases": {one.pk: [event.kind for event in one.events.all()] for one in Application.objects.all()},
        "paid": {one.pk: sum(len(fee.payments.all()) for fee in one.fees.all()) for one in Application.objects.all()},
        "broken": len(list(broken(Agency.objects.get()))),
    }))

globals()[sys.argv[1]](*sys.argv[2:])
"""


@pytest.fixture
def database_url():
    """With PostgreSQL a database of its own, for a server beside the test; with SQLite nothing."""
    server_url = os.environ.get("DATABASE_URL", "")
    if not server_url:
        yield ""
        return
    from psycopg import connect

    name = f"at_once_{os.getpid()}"
    with connect(server_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{server_url.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Server:
    """A server with processes and threads, as production has."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
            "DJANGO_SETTINGS_MODULE": "portal.settings", "GONGKAI_DATA": str(data), "DATABASE_URL": database_url,
        }  # fmt: skip
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def python(self, *arguments: str) -> str:
        command = [sys.executable, "-c", _PROGRAM, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def __enter__(self) -> Server:
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
                   "--workers", "2", "--threads", str(AT_ONCE), "--worker-class", "gthread", "--log-level", "critical",
                   "--no-control-socket"]  # fmt: skip
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        for _turn in range(600):
            try:
                self.ask("GET", "/site/qinghe/track/", "")
            except OSError:
                time.sleep(0.05)
            else:
                break
        return self

    def __exit__(self, *_exception: object) -> None:
        self.process.terminate()
        self.process.wait()

    def ask(self, method: str, path: str, visit: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        secret = "c" * 32
        body = urlencode({**fields, "csrfmiddlewaretoken": secret}) if fields is not None else None
        headers = {"Cookie": f"sessionid={visit}; csrftoken={secret}", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", "") or answer.read().decode()
        finally:
            connection.close()

    def at_once(self, path: str, visit: str, fields: dict[str, str]) -> list[tuple[int, str]]:
        """The same request so many times, all let go at one instant."""
        return self.all_at_once([(path, visit, fields)] * AT_ONCE)

    def all_at_once(self, requests: list[tuple[str, str, dict[str, str]]]) -> list[tuple[int, str]]:
        """Requests, at most ``AT_ONCE`` of them, let go at one instant."""
        ready = threading.Barrier(len(requests))

        def one(place: int) -> tuple[int, str]:
            ready.wait()
            return self.ask("POST", *requests[place])

        with ThreadPoolExecutor(AT_ONCE) as people:
            return list(people.map(one, range(len(requests))))


def test_what_comes_at_once_happens_once(tmp_path, database_url):
    server = Server(tmp_path / "data", database_url)
    desk, visits, cases, amount, day = json.loads(server.python("fill", str(ROUNDS)))
    receipts = []
    with server:
        for visit, token in visits:
            answers = server.at_once("/site/qinghe/apply/send/", visit, {"form_token": token})
            assert set(answers) == {(302, "/site/qinghe/apply/receipt/")}
            receipts.append({server.ask("GET", "/site/qinghe/apply/receipt/", visit)[1] for _answer in answers})
        withdrawn, paid = cases[::2], cases[1::2]
        for pk in withdrawn:
            answers = server.at_once(f"/office/qinghe/applications/{pk}/do/withdraw/", desk, {"on": day})
            assert {status for status, _where in answers} <= {302, 422}
            assert 302 in {status for status, _where in answers}
        for pk in paid:
            fields = {"step": "pay", "on": day, "amount": str(amount), "voucher": "票1"}
            assert {status for status, _where in server.at_once(f"/office/qinghe/applications/{pk}/fee/", desk, fields)} <= {
                302,
                422,
            }
    kept = json.loads(server.python("count"))

    assert len(kept["online"]) == ROUNDS
    assert {events for _number, events in kept["online"]} == {1}
    assert len({number for number, _events in kept["online"]}) == ROUNDS
    for pages in receipts:
        numbers = {number for number, _events in kept["online"] for page in pages if number in page}
        assert len(numbers) == 1, "every answer shows the same receipt"
    assert [kept["cases"][str(pk)].count("withdrawn") for pk in withdrawn] == [1] * ROUNDS
    assert [kept["paid"][str(pk)] for pk in paid] == [1] * ROUNDS
    assert [kept["cases"][str(pk)].count("paid") for pk in paid] == [1] * ROUNDS
    assert kept["broken"] == 0, "the log is one chain all the same"


def test_a_reply_that_two_leaders_sign_at_once_has_one_number_and_is_one_document(tmp_path, database_url):
    server = Server(tmp_path / "data", database_url)
    server.python("fill", "1")
    leaders, letters = json.loads(server.python("drafted", str(ROUNDS + AT_ONCE)))

    def request(place: int, leader: str) -> tuple[str, str, dict[str, str]]:
        case, letter, digest = letters[place]
        return f"/office/qinghe/applications/{case}/letters/{letter}/view/", leader, {"act": "sign", "digest": digest}

    with server:
        for place in range(ROUNDS):
            both = [request(place, leaders[turn % 2]) for turn in range(AT_ONCE)]  # each clicks more than once
            statuses = {status for status, _where in server.all_at_once(both)}
            assert statuses in ({302}, {200, 302}), "who comes late sees the letter that is signed"
        # And as many letters as requests, of as many cases: each has a number of its own.
        many = [request(ROUNDS + turn, leaders[turn % 2]) for turn in range(AT_ONCE)]
        assert {status for status, _where in server.all_at_once(many)} == {302}
    kept = json.loads(server.python("signed"))

    assert [state for _pk, state, _serial, _number in kept["letters"]] == ["signed"] * len(letters)
    assert sorted(serial for _pk, _state, serial, _number in kept["letters"]) == list(range(1, len(letters) + 1))
    assert len({number for _pk, _state, _serial, number in kept["letters"]}) == len(letters)
    assert [kept["replies"][str(case)] for case, _letter, _digest in letters] == [1] * len(letters)
    assert kept["log"] == len(letters)
    assert kept["broken"] == 0
