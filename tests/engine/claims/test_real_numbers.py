"""Every number in the prose of five published reports was labelled by hand; the grammar reads the claims among them.

The reports lie in a folder beside the project where the whole is developed and tested. ``real_numbers.yaml`` keeps places, kinds
and values, and nothing of the text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from disclosure.claims.grammar import grammar
from disclosure.claims.reading import read_claims
from disclosure.data import load_yaml
from disclosure.form import Report
from disclosure.reading import read_report

REPORTS = Path(__file__).parents[3].parent / "shared" / "reports"
LABELLED = load_yaml(Path(__file__).with_name("real_numbers.yaml"))
SCOPES = {"year", "channel", "part", "stock", "report"}
#: A run of digits, or a Chinese numeral before something that can be counted (or was labelled as a word with a numeral).
DIGITS = re.compile(r"[0-9０-９]+(?:\.[0-9]+)?")

pytestmark = pytest.mark.skipif(
    not REPORTS.is_dir(),
    reason="the five published reports are not beside the project",
)


@cache
def read(name: str) -> Report:
    return read_report((REPORTS / f"{name}.txt").read_bytes(), f"{name}.txt")


def labelled_places(name: str) -> set[tuple[str, int]]:
    others = LABELLED[name]["others"]
    places = {(section, at) for section, kinds in others.items() for ats in kinds.values() for at in ats}
    return places | {(claim["section"], claim["at"]) for claim in LABELLED[name]["claims"]}


def key(claim: dict[str, object]) -> tuple[object, ...]:
    approximate = claim.get("approximate", False)
    return claim["section"], claim["at"], claim["what"], float(str(claim["value"])), claim["unit"], approximate


def read_keys(name: str) -> set[tuple[object, ...]]:
    """What the grammar reads, a number of each (各5条) placed at its digits, denials left out."""
    report, found = read(name), set()
    for claim in read_claims(report):
        if not claim.is_nil and claim.value is not None:
            text = report.section(claim.section).text
            at = claim.start + (text[claim.start] == "各")
            found.add((claim.section, at, claim.measure, float(claim.value), claim.unit, claim.approximate))
    return found


@pytest.mark.parametrize("name", LABELLED)
def test_every_number_is_labelled(name):
    digits = {(part.key, match.start()) for part in read(name).all_sections() for match in DIGITS.finditer(part.text)}

    assert digits <= labelled_places(name)


def test_labels_are_of_measures_and_scopes_that_exist():
    for name in LABELLED:
        for claim in LABELLED[name]["claims"]:
            assert grammar().measure(claim["what"])
            assert claim["scope"] in SCOPES


def test_the_grammar_reads_what_was_labelled_as_a_claim():
    """At least 95 of 100 with what, value, unit, and whether they are exact."""
    wanted = {(name, *key(claim)) for name in LABELLED for claim in LABELLED[name]["claims"]}
    found = {(name, *claim) for name in LABELLED for claim in read_keys(name)}

    print(f"claims labelled {len(wanted)}, read {len(wanted & found)}")
    assert len(wanted & found) >= 0.95 * len(wanted), sorted(map(str, wanted - found))


@pytest.mark.parametrize("name", LABELLED)
def test_nothing_is_read_as_a_claim_that_was_labelled_otherwise(name):
    assert read_keys(name) <= {key(claim) for claim in LABELLED[name]["claims"]}


@pytest.mark.parametrize("name", LABELLED)
def test_no_number_is_bound_to_a_cell_it_does_not_speak_of(name):
    bound = {(claim["section"], claim["at"]): tuple(claim.get("cells", ())) for claim in LABELLED[name]["claims"]}

    for claim in read_claims(read(name)):
        if claim.cells and not claim.is_nil:
            assert claim.cells == bound[claim.section, claim.start]
