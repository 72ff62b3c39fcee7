"""How texts become terms and questions become words."""

import pytest

from portal.search.excerpt import LENGTH, excerpt
from portal.search.terms import MOST_WORDS, terms_of, terms_of_numbers, terms_wanted, words_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("政府信息", ["政府", "府信", "信息", "息"]),
        ("镇", ["镇"]),
        ("第3号", ["第", "3", "号"]),
        ("ＷＴＯ 2024", ["wto", "2024"]),
        ("，。", []),
    ],
)
def test_a_text_is_stored_as_its_pairs(text, terms):
    assert list(terms_of(text)) == terms


def test_any_stretch_of_a_number_begins_a_term():
    terms = list(terms_of_numbers(["A-0123"]))

    assert all(any(term.startswith(part) for term in terms) for part in ("a", "0123", "12", "23", "3"))


def test_words_that_every_text_has_are_not_looked_for():
    assert words_of("我想申请的信息") == ["申请", "信息"]


def test_unless_there_are_no_others():
    assert words_of("什么") == ["什么"]


def test_a_long_question_is_cut_off():
    assert len(words_of("甲乙 " * 50 + " ".join(f"w{n}" for n in range(50)))) <= MOST_WORDS


def test_a_longer_word_wants_all_its_pairs_and_numbers_their_beginning():
    assert terms_wanted(["防火墙", "镇", "2024"]) == ["防火", "火墙", "镇*", "2024*"]


def test_an_excerpt_is_the_sentence_with_the_most_words():
    assert excerpt("甲乙丙。养老很好。养老补贴已发。", ["养老", "补贴"]) == "养老补贴已发。"


def test_an_excerpt_is_cut_around_the_first_word():
    cut = excerpt("前" * 200 + "养老" + "后" * 200, ["养老"])

    assert "养老" in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(cut) <= LENGTH + 2


def test_a_text_without_match_shows_its_start_and_an_empty_one_nothing():
    assert excerpt("甲。乙。", ["丙"]) == "甲。"
    assert excerpt("", ["丙"]) == ""
