"""我的申请算进去了吗: an applicant finds the own application in the published report and proves it, and nobody else does."""

from __future__ import annotations

import io
import json

import pytest
from django.urls import reverse

from disclosure.receipts import Ledger, Proof, verify
from engine.cli.command_line import gongkai
from portal.annual import signing
from portal.annual.counting import ledger_of
from portal.annual.models import SignedReport
from portal.applications.models import Application
from portal.applications.services import submit

YEAR = 2025


@pytest.fixture
def published(signed, clerk):
    signing.publish(signed.report, clerk)
    return SignedReport.objects.get(pk=signed.pk)


@pytest.fixture
def mine(town, clerk, as_of):
    """An application of the year with its secret."""
    from datetime import date

    answers = {"applicant_kind": "natural_person", "name": "某申请人", "asked": "村级公路养护费用明细"}
    return submit(town, answers, channel="counter", arrived_on=date(2025, 12, 30), by=clerk)


def ask(client, town, submitted, **more):
    query = {"number": submitted.application.receipt_number, "secret": submitted.secret, **more}
    return client.post(reverse("site:counted", args=[town.slug]), query)


def test_every_leaf_of_the_list_stands_in_its_cell_of_the_signed_report(published):
    report = signing.report_of_version(published)
    counts = ledger_of(published).counts()

    assert counts
    for cell in report.cells:
        part, _dot, column = cell.at.rpartition(".")
        if cell.at.startswith("applications.") and column != "total" and not part.endswith(".total"):
            assert cell.value == counts.get(cell.at, 0), cell.at


def test_the_applicant_finds_the_cells_and_takes_a_proof_home(mine, published, town, client, tmp_path):
    page = ask(client, town, mine).content.decode()
    assert "结转下年度继续办理 · 自然人" in page

    answer = ask(client, town, mine, proof=YEAR)
    proof = Proof.from_json(json.loads(answer.content))
    listed = client.get(reverse("site:counted_list", args=[town.slug, YEAR]))
    verify(proof, Ledger.from_json(listed.json()))
    assert "某申请人" not in answer.content.decode()

    (tmp_path / "proof.json").write_bytes(answer.content)
    (tmp_path / "counted.json").write_bytes(listed.content)
    (tmp_path / "report.docx").write_bytes(client.get(reverse("site:annual_report_file", args=[town.slug, YEAR, "docx"])).content)
    said = gongkai("receipt", "verify", str(tmp_path / "proof.json"), "--list", str(tmp_path / "counted.json"),
                   "--report", str(tmp_path / "report.docx"))  # fmt: skip
    assert said.status == 0, said.err
    assert "清单1件，报告1件" in said.out


def test_the_page_checks_a_proof(mine, published, town, client):
    url, proof = reverse("site:counted", args=[town.slug]), ask(client, town, mine, proof=YEAR).content
    assert "证明成立" in client.post(url, {"file": io.BytesIO(proof)}).content.decode()
    forged = json.loads(proof) | {"year": 2025, "root": "00" * 32}
    assert "证明不成立" in client.post(url, {"file": io.BytesIO(json.dumps(forged).encode())}).content.decode()
    for junk in (b"", b"{", b"\xff" * 9, b"x" * 300_000, b"[" * 100_000):
        assert client.post(url, {"file": io.BytesIO(junk)}).status_code == 200


def test_before_publication_there_is_nothing_to_prove(mine, signed, town, client):
    assert "还没有公布" in ask(client, town, mine).content.decode()
    assert ask(client, town, mine, proof=YEAR).status_code == 404


def test_another_secret_opens_nothing(mine, published, town, client):
    answer = client.post(reverse("site:counted", args=[town.slug]),
                         {"number": mine.application.receipt_number, "secret": "AAAAA-AAAAA"})  # fmt: skip
    assert answer.status_code == 422
    assert "结转" not in answer.content.decode()


def test_each_application_of_the_year_has_two_leaves(published, town):
    kept = Application.objects.filter(agency=town)
    assert len(published.counted) == 2 * kept.count()
    assert len({row[3] for row in published.counted}) == len(published.counted), "every leaf has a salt of its own"
