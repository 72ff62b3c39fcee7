"""The closed set of outcomes: one for each leaf row of table three, with its law."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from disclosure.errors import CaseError, DataError
from disclosure.form.loading import edition_named, editions
from disclosure.records import load_outcomes, outcome_of, outcomes, withdrawal


def leaf_rows(edition) -> list[str]:
    rows = edition.table("applications").regular_rows
    return [row.key for row in rows if any(group.key == "outcomes" for group in row.groups) and not row.is_sum]


def test_the_outcomes_are_the_leaf_rows_of_the_form_in_their_order():
    assert list(outcomes()) == leaf_rows(edition_named("2021"))
    assert len(outcomes()) == 21


@pytest.mark.parametrize("edition", [form for form in editions() if form.is_prescribed], ids=lambda edition: edition.key)
def test_every_outcome_has_one_row_in_every_edition_and_every_row_an_outcome(edition):
    rows = leaf_rows(edition)
    placed = {each.row if each.row in rows else each.combined for each in outcomes().values()}
    assert placed == set(rows)


def test_a_withdrawal_counts_among_the_others():
    assert withdrawal() in outcomes()


@pytest.mark.parametrize("day", [date(2019, 5, 15), date(2021, 1, 1), date(2026, 3, 2)])
def test_every_decision_cites_articles_in_force_on_the_day_of_the_reply(day):
    for outcome in outcomes().values():
        for decision in outcome.decisions:
            if day < date(2021, 1, 1) and any(article.startswith("fee_measures") for article in decision.articles):
                continue
            citations = decision.citations(day)
            assert citations
            assert all(citation.document.in_force(day) for citation in citations)


def test_whoever_is_refused_gets_a_reason():
    refusals = [
        outcome for outcome in outcomes().values() if outcome.row.startswith(("refused.", "unavailable.", "not_processed."))
    ]
    assert all(outcome.reason_required for outcome in refusals)
    assert not outcome_of("granted").reason_required


@pytest.mark.parametrize(
    ("row", "before", "since"),
    [
        ("granted", False, False),
        ("partly_granted", False, True),
        ("refused.state_secret", False, True),
        ("refused.third_party_rights", False, True),
        ("refused.enforcement_file", False, True),
        ("refused.administrative_inquiry", False, False),
        ("unavailable.not_held", False, False),
        ("not_processed.duplicate", False, False),
        ("other.correction_overdue", False, False),
    ],
)
def test_refusals_under_articles_14_to_16_go_to_reconsideration_first_since_2024(row, before, since):
    outcome = outcome_of(row)
    assert outcome.reconsideration_first(date(2023, 12, 31)) is before
    assert outcome.reconsideration_first(date(2024, 1, 1)) is since


def test_every_refusal_that_goes_to_reconsideration_first_cites_one_of_the_articles_that_demand_it():
    for outcome in outcomes().values():
        if outcome.remedies == "refusal" and outcome.row != "partly_granted":
            articles = {article.partition(":")[2].partition(".")[0] for each in outcome.decisions for article in each.articles}
            assert articles & {"14", "15", "16"}, outcome.row


def test_what_is_not_in_the_set_is_refused_with_what_to_do():
    with pytest.raises(CaseError, match="请从年度报告格式的各行中选择"):
        outcome_of("refused")
    with pytest.raises(CaseError):
        outcome_of("granted").decision("given away")


ENTRY = {
    "row": "a", "reason": True, "remedies": "free",
    "decisions": [{"key": "a", "label": "甲", "en": "a", "articles": ["disclosure_regulations:30"], "text": "甲"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "maybe"},
        {"remedies": "none"},
        {"decisions": []},
        {"decisions": [{**ENTRY["decisions"][0], "articles": []}]},
        {"decisions": [{**ENTRY["decisions"][0], "colour": "red"}]},
        {"colour": "red"},
        {"row": "b"},
    ],
    ids=str,
)
def test_a_data_file_that_breaks_its_rules_is_refused(tmp_path, wrong):
    path = tmp_path / "outcomes.yaml"
    ground = {"from": date(2019, 5, 15), "checked_on": date(2026, 11, 24),
              "source": {"document": "disclosure_regulations_2019", "confidence": "T"}}  # fmt: skip
    good = {**ground, "withdrawal": "a", "outcomes": [ENTRY]}
    path.write_text(yaml.safe_dump(good), encoding="utf-8")
    assert list(load_outcomes(path)[0]) == ["a"]
    path.write_text(yaml.safe_dump({**good, "outcomes": [{**ENTRY, **wrong}]}), encoding="utf-8")
    with pytest.raises(DataError):
        load_outcomes(path)
