"""The grounds for withholding as data, and whether a reply agrees with the check before it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import DataError
from disclosure.records import Replied, outcomes
from disclosure.records.exemptions import Finding, Part, contradictions, exemptions, is_checked_first, load_exemptions

DAY = date(2024, 9, 10)
ROWS = list(exemptions().grounds)


def found(*applying: str, lifted: str = "") -> list[Finding]:
    return [Finding(row, row in applying, lifted if row in applying else "") for row in ROWS]


def said(outcome: str, findings, parts=(), decision: str = "") -> list[str]:
    return [str(each) for each in contradictions(Replied(DAY, outcome, decision), findings, parts)]


def test_every_row_of_refusals_but_the_special_regime_is_a_ground():
    refused = [row for row in outcomes() if row.startswith("refused.")]
    assert [row for row in refused if row != "refused.administrative_inquiry"] == ROWS


@pytest.mark.parametrize(
    ("row", "article", "must"),
    [
        ("refused.state_secret", "第十四条", True),
        ("refused.third_party_rights", "第十五条", True),
        ("refused.internal_affairs", "第十六条第一款", False),
        ("refused.enforcement_file", "第十六条第二款", False),
    ],
)
def test_a_ground_names_its_article_and_whether_the_law_leaves_a_choice(row, article, must):
    ground = exemptions().grounds[row]
    assert ground.citations(DAY)[0].short().endswith(article)
    assert ground.must is must
    assert ground.questions
    assert ground.consult


def test_nothing_lifts_what_article_fourteen_forbids():
    assert [row for row in ROWS if not exemptions().grounds[row].may_be_lifted] == ROWS[:3]
    assert "不能另行决定公开" in said("granted", found("refused.state_secret", lifted="领导同意"))[0]


def test_an_unfinished_check_answers_for_nothing():
    assert said("granted", found()[:-1]) == ["公开审查还没有完成：还有1种情形没有结论（第十七条）"]
    assert said("granted", found()) == []


def test_what_is_lifted_for_a_reason_may_be_disclosed():
    assert said("granted", found("refused.third_party_rights")) != []
    assert said("granted", found("refused.third_party_rights", lifted="第三方书面同意")) == []


def test_a_separated_reply_needs_both_kinds_of_parts_with_ground_and_reason():
    row = "refused.internal_affairs"
    open_part, closed = Part("正文"), Part("评语", row, "内部流程")
    assert said("partly_granted", found(row), (open_part, closed)) == []
    assert len(said("partly_granted", found(row), (closed,))) == 1
    assert "还没有说明理由" in said("partly_granted", found(row), (open_part, Part("评语", row)))[0]
    assert "审查结论是不成立" in said("partly_granted", found(), (open_part, closed))[0]


def test_a_refusal_rests_on_its_ground_and_leaves_nothing_that_could_be_given():
    row = "refused.process_information"
    assert said(row, found(row)) == []
    assert "没有认定" in said(row, found())[0]
    assert "应为部分公开" in said(row, found(row), (Part("附件"),))[0]


@given(st.sampled_from([*outcomes()]), st.sets(st.sampled_from(ROWS)), st.lists(st.sampled_from(["", *ROWS]), max_size=3))
def test_only_one_kind_of_reply_agrees_with_a_check(outcome, applying, grounds):
    """Whatever was found, a full grant and a refusal never both agree with it."""
    findings, parts = found(*applying), [Part(f"{place}", ground, "理由") for place, ground in enumerate(grounds)]
    reply = Replied(DAY, outcome)
    if not is_checked_first(reply):
        assert contradictions(reply, findings, parts) == ()
    if outcome.startswith("refused.") and not contradictions(reply, findings, parts) and outcome in ROWS:
        assert said("granted", findings, parts)
        assert outcome in applying


def test_data_that_is_wrong_is_refused(tmp_path):
    from pathlib import Path

    import disclosure.records.exemptions as module

    text = Path(module.__file__).with_name("exemptions.yaml").read_text(encoding="utf-8")
    for wrong in (
        text.replace("    duty: must", "    duty: should", 1),
        text.replace("    consult:", "    advise:", 1),
        text.replace("row: refused.internal_affairs", "row: refused.state_secret", 1),
    ):
        path = tmp_path / "exemptions.yaml"
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(DataError):
            load_exemptions(path)


def test_whom_to_ask_and_what_lifts_a_ground_are_said_in_both_languages():
    for ground in exemptions().grounds.values():
        for words in filter(None, (ground.consult, ground.unless)):
            assert words.text("en").isascii()
            assert not words.text("zh").isascii()
