"""A proof holds for the own application in its cells, survives its file, and breaks with any change."""

from __future__ import annotations

import copy
import json

import pytest

from disclosure.receipts import Counted, Ledger, Proof, Unproven, prove, verify
from engine.cli.command_line import gongkai

REPORT = "ab" * 32
ENTRIES = [
    Counted(f"20250603-{number:03}", cell, f"{number:02}{place}" * 8)
    for number in range(1, 8)
    for place, cell in enumerate(("applications.received.natural_person", "applications.granted.natural_person"))
]
OWN = [entry for entry in ENTRIES if entry.number == "20250603-004"]


@pytest.fixture
def ledger():
    return Ledger.of("990001", "云溪县青禾镇人民政府", 2025, REPORT, ENTRIES)


def through_file(value):
    return json.loads(json.dumps(value.to_json(), ensure_ascii=False))


def test_a_proof_holds_alone_and_against_the_published_list(ledger):
    proof = Proof.from_json(through_file(prove(ledger, OWN)))
    verify(proof)
    verify(proof, Ledger.from_json(through_file(ledger)))
    assert [entry.cell for entry, _place, _path in proof.entries] == [entry.cell for entry in OWN]


def test_the_list_counts_each_cell_and_names_nobody(ledger):
    assert ledger.counts() == {"applications.received.natural_person": 7, "applications.granted.natural_person": 7}
    text = json.dumps(ledger.to_json(), ensure_ascii=False)
    assert not any(entry.number in text or entry.salt in text for entry in ENTRIES)


def test_the_order_of_records_does_not_show(ledger):
    assert Ledger.of("990001", "云溪县青禾镇人民政府", 2025, REPORT, reversed(ENTRIES)) == ledger


def test_what_does_not_count_has_no_proof(ledger):
    with pytest.raises(Unproven):
        prove(ledger, [Counted("20250603-999", ENTRIES[0].cell, "00")])


CHANGES = {
    "another number": lambda data: data["counted"][0].update(receipt="20250603-005"),
    "another cell": lambda data: data["counted"][0].update(cell="applications.refused.natural_person"),
    "another year": lambda data: data.update(year=2024),
    "another agency": lambda data: data["agency"].update(code="990002"),
    "another place": lambda data: data["counted"][0].update(place=(data["counted"][0]["place"] + 1) % data["leaves"]),
    "a shorter path": lambda data: data["counted"][0]["path"].pop(),
    "another root": lambda data: data.update(root="00" * 32),
    "no entries": lambda data: data.update(counted=[]),
    "a huge tree": lambda data: data.update(leaves=10**30),
    "no format": lambda data: data.pop("format"),
    "no hash": lambda data: data["counted"][0].update(path=["zz"]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_breaks_it(ledger, change):
    data = through_file(prove(ledger, OWN))
    change(data)
    with pytest.raises(Unproven):
        verify(Proof.from_json(data), ledger)


@pytest.mark.parametrize(
    "junk", [None, 3, [], {}, {"format": "gongkai.receipt/1"}, {"format": "gongkai.receipt/1", "counted": 3}]
)
def test_junk_is_no_proof_and_no_list(junk):
    for kind in (Proof, Ledger):
        with pytest.raises(Unproven):
            kind.from_json(copy.deepcopy(junk))


def test_a_list_that_was_changed_says_so(ledger):
    data = through_file(ledger)
    data["leaves"].pop()
    with pytest.raises(Unproven, match="改动过"):
        Ledger.from_json(data)


def test_a_list_that_moved_the_application_to_another_cell_says_so(ledger):
    proof = prove(ledger, OWN[:1])
    moved = [(leaf, "applications.refused.natural_person") for leaf, _cell in ledger.leaves]
    with pytest.raises(Unproven, match="另一个数字格"):
        verify(proof, Ledger(ledger.agency, ledger.name, ledger.year, ledger.report, tuple(moved)))


def test_the_command_says_the_cells_and_the_root(ledger, tmp_path):
    proof, listed = tmp_path / "证明.json", tmp_path / "counted.json"
    proof.write_text(json.dumps(prove(ledger, OWN).to_json()), encoding="utf-8")
    listed.write_text(json.dumps(ledger.to_json()), encoding="utf-8")

    alone, against = gongkai("receipt", "verify", str(proof)), gongkai("receipt", "verify", str(proof), "--list", str(listed))
    assert (alone.status, against.status) == (0, 0)
    assert ledger.root in alone.out
    assert "证明成立" in against.last
    assert "予以公开 · 自然人" in against.out


def test_the_command_refuses_what_proves_nothing(ledger, tmp_path):
    proof = tmp_path / "证明.json"
    for content in ("", "[" * 100_000, json.dumps({**prove(ledger, OWN).to_json(), "root": "00" * 32})):
        proof.write_text(content, encoding="utf-8")
        answer = gongkai("receipt", "verify", str(proof))
        assert (answer.status, answer.out) == (1, "")
        assert answer.err
