"""Doubtful points and required contents as data: files that break their rules are refused when they are loaded."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from disclosure import law
from disclosure.data import load_yaml
from disclosure.errors import DataError
from disclosure.law import doubts, load_parameter, load_point, parameters, required_contents
from disclosure.law.words import day_words, value_words

POINT = {
    "term": {"zh": "甲", "en": "a"}, "question": {"zh": "问。", "en": "q"}, "unit": "choice",
    "options": [{"key": "one", "zh": "一", "en": "one"}, {"key": "two", "zh": "二", "en": "two"}],
    "default": "one", "reason": {"zh": "因。", "en": "r"}, "decided_by": "received_on",
    "checked_on": date(2026, 11, 24), "from": date(2019, 5, 15),
    "source": {"document": "disclosure_regulations_2019", "article": "30", "confidence": "I"},
}  # fmt: skip


def point(folder, **changes):
    path = folder / "point.yaml"
    data = {key: value for key, value in {**POINT, **changes}.items() if value != "left out"}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load_point(path)


def test_a_point_has_its_readings_and_a_default(tmp_path):
    assert (point(tmp_path).default, list(point(tmp_path).options)) == ("one", ["one", "two"])
    number = point(tmp_path, unit="working_day", options="left out", smallest=1, largest=5, default=3)
    assert str(number.words(3)) == "3个工作日"


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"default": "three"},
        {"options": [POINT["options"][0]]},
        {"options": [POINT["options"][0], POINT["options"][0]]},
        {"options": [{"key": "one"}, {"key": "two"}]},
        {"unit": "weeks"},
        {"reason": "left out"},
        {"reason": "因。"},
        {"question": {"zh": "问。", "en": ""}},
        {"smallest": 1},
        {"unit": "working_day", "smallest": 1, "largest": 5, "default": 3},
        {"unit": "working_day", "options": "left out", "smallest": 1, "largest": 5, "default": 9},
        {"checked_on": "yesterday"},
        {"source": {"document": "no_such_law", "confidence": "I"}},
        {"from": date(2019, 5, 14)},
    ],
    ids=str,
)
def test_a_point_that_breaks_its_rules_is_refused(tmp_path, wrong):
    with pytest.raises(DataError):
        point(tmp_path, **wrong)


def test_every_open_point_says_what_is_open_and_what_is_done():
    assert len(doubts()) > 10
    assert all(each.question.zh.endswith("。") and each.practice.zh.endswith("。") for each in doubts())


def test_open_points_with_unknown_or_doubled_keys_are_refused(tmp_path):
    path = tmp_path / "doubts.yaml"
    entry = {"key": "a", "question": {"zh": "问。", "en": "q"}, "practice": {"zh": "做。", "en": "p"}}
    for wrong in ([entry, entry], [{**entry, "colour": "red"}], [{"key": "a"}], [{**entry, "practice": "做。"}]):
        path.write_text(yaml.safe_dump({"checked_on": date(2026, 11, 24), "doubts": wrong}), encoding="utf-8")
        doubts.cache_clear()
        with pytest.raises(DataError):
            doubts(path)
    doubts.cache_clear()


@pytest.mark.parametrize(
    "document",
    ["application", "correction_notice", "consultation_letter", "extension_notice", "fee_notice", "reply", "guide", "catalogue",
     "annual_report"],
)  # fmt: skip
def test_what_a_document_must_contain_is_said_with_its_articles(document):
    found = required_contents(document, date(2024, 9, 10))

    assert len(found) >= 2
    assert all(each.label.zh and each.label.en and each.citation.article for each in found)


def test_the_five_matters_of_the_annual_report():
    assert [each.key for each in required_contents("annual_report", date(2024, 1, 1))] == [
        "proactive", "applications", "disputes", "problems", "other",
    ]  # fmt: skip


PART = {"key": "a", "zh": "甲", "en": "a", "article": "30"}


@pytest.mark.parametrize(
    "parts",
    [
        [],
        "words",
        [{**PART, "colour": "red"}],
        [PART, PART],
        [{"key": "a"}],
        [{**PART, "article": "99"}],
    ],
    ids=str,
)
def test_contents_that_break_their_rules_are_refused(tmp_path, parts):
    folder = tmp_path / "contents"
    folder.mkdir()
    path = folder / "letter.yaml"
    data = {
        "term": {"zh": "甲", "en": "a"}, "description": "a", "unit": "contents", "decided_by": "day",
        "checked_on": date(2026, 11, 24),
        "values": [{"from": date(2019, 5, 15), "value": parts,
                    "source": {"document": "disclosure_regulations_2019", "article": "30", "confidence": "T"}}],
    }  # fmt: skip
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(Exception, match=r".") as refused:
        load_parameter(path)
    assert type(refused.value).__name__ in ("DataError", "LawError")


@pytest.mark.parametrize("key", sorted(parameters()))
def test_every_value_of_the_law_can_be_said_in_words_and_its_days_have_names(key):
    asked = parameters()[key]

    assert day_words(asked.decided_by).zh != asked.decided_by
    assert asked.counted_from is None or day_words(asked.counted_from).zh != asked.counted_from
    for dated in asked.values:
        assert all(words.zh and words.en for words in value_words(asked, dated))
        assert not any("_" in words.zh for words in value_words(asked, dated))


#: Where Chinese stands by itself: quotations, names and numbers of documents, words to look for, terms in an English description.
ALONE = {"zh", "quote", "articles", "number", "amends", "source", "title", "holidays", "description"}


def chinese_alone(value, path=()):
    """Where in a data file Chinese stands that has no English beside it, quotations and names aside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ALONE:
                yield from chinese_alone(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from chinese_alone(inner, (*path, number))
    elif isinstance(value, str) and re.search("[\u4e00-\u9fff]", value) and path[-1] != "en":
        yield path


def test_whatever_the_law_data_says_of_its_own_it_says_in_english_too():
    folder = Path(law.__file__).parent
    files = sorted(folder.rglob("*.yaml"))
    assert len(files) > 60
    assert {str(path.relative_to(folder)): found for path in files if (found := list(chinese_alone(load_yaml(path))))} == {}
