"""Sentence by sentence: what stayed, what changed its numbers, what was reworded, what came and went."""

from __future__ import annotations

import random

import pytest

from disclosure.comparing.sentences import Change, pairs_of, sentences_of

BEFORE = [
    "我镇高度重视政府信息公开工作。",
    "全年主动公开信息120条，其中网站100条。",
    "组织培训2次，参加60人次。",
    "一是完善目录编排，方便群众查找。",
    "二是加强对村一级的指导。",
]


def told(pairs):
    return [(pair.change.value, pair.before, pair.after) for pair in pairs]


def test_a_text_is_cut_into_sentences_with_their_marks():
    assert sentences_of("甲 是  乙；丙。“丁！”\n戊") == ["甲 是 乙；", "丙。", "“丁！”", "戊"]


def test_an_unchanged_text_is_word_for_word():
    assert {pair.change for pair in pairs_of(BEFORE, BEFORE)} == {Change.SAME}


def test_white_space_is_no_change():
    assert pairs_of(["甲 乙。"], ["甲乙。"])[0].change is Change.SAME


def test_only_numbers_changed():
    pair = pairs_of([BEFORE[1]], ["全年主动公开信息135条，其中网站100条。"])[0]

    assert pair.change is Change.NUMBERS
    assert pair.numbers == (("120", "135"),)
    assert [[piece.text for piece in side if piece.is_changed] for side in pair.pieces] == [["120"], ["135"]]


def test_chinese_numerals_before_a_unit_are_numbers_too():
    assert pairs_of(["召开会议三次。"], ["召开会议五次。"])[0].numbers == (("三", "五"),)


def test_an_ordinal_is_no_number_that_changed_the_sentence():
    assert pairs_of(["一是完善目录。"], ["二是完善目录。"])[0].change is Change.REWORDED


def test_a_reworded_sentence_is_cut_where_it_differs():
    pair = pairs_of([BEFORE[3]], ["一是完善目录检索，方便老人查找。"])[0]

    assert pair.change is Change.REWORDED
    assert [[piece.text for piece in side if piece.is_changed] for side in pair.pieces] == [["编排", "群众"], ["检索", "老人"]]


def test_sentences_that_came_and_went_stand_at_their_places():
    after = [BEFORE[0], "新设政务公开专区一处。", BEFORE[1], *BEFORE[3:]]

    assert [kind for kind, _old, _new in told(pairs_of(BEFORE, after))] == ["same", "added", "same", "removed", "same", "same"]


def test_alike_sentences_go_together_without_crossing():
    before = ["甲乙丙丁戊己庚辛。", "子丑寅卯辰巳午未。"]
    after = ["子丑寅卯辰巳午申。", "甲乙丙丁戊己庚壬。"]

    pairs = pairs_of(before, after)

    assert sum(pair.change is Change.REWORDED for pair in pairs) == 1


@pytest.mark.parametrize("seed", range(40))
def test_every_sentence_of_both_stands_once_and_in_its_order(seed):
    chance = random.Random(seed)  # noqa: S311 - a test's own dice
    words = ["公开", "信息", "培训", "申请", "目录", "群众", "网站", "指导", "3次", "12条", "一是", "完善"]

    def text():
        return ["".join(chance.choices(words, k=chance.randint(2, 9))) + "。" for _one in range(chance.randint(0, 12))]

    before = text()
    after = [sentence for sentence in before if chance.random() < 0.7] + text()
    pairs = pairs_of(before, after)

    assert [pair.before for pair in pairs if pair.before] == before
    assert [pair.after for pair in pairs if pair.after] == after
    for pair in pairs:
        for side, words_of_side in zip(pair.pieces, (pair.before, pair.after), strict=True):
            assert "".join(piece.text for piece in side) == words_of_side


def test_a_part_of_thousands_of_sentences_ends_soon():
    before = [f"第{number}句写的是{number % 7}件不同的事情{'啊' * (number % 5)}。" for number in range(1500)]
    after = [sentence.replace("不同", "另外") for sentence in before]

    assert len(pairs_of(before, after)) == 3000
