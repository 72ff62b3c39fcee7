"""Places of the source in words."""

from __future__ import annotations

import pytest

from disclosure.writing.places import place_words


@pytest.mark.parametrize(
    ("place", "chinese"),
    [
        ("line 178", "原文第178行"),
        ("paragraph 7", "原文第7段"),
        ("table 3 row 5 cell 2", "原文第3个表第5行第2格"),
        ("page 3 table 1 row 5 cell 2", "原文第3页第1个表第5行第2格"),
        ("sheet 表三 D7", "原文工作表 表三 D7"),
        ("note 2", "原文第2条注释"),
        ("header", "原文页眉"),
        ("chunk 1", "原文第1个嵌入文件"),
        ("chunk 1 note 2", "原文第1个嵌入文件第2条注释"),
        ("chunk 1 header", "原文第1个嵌入文件页眉"),
        ("chunk 1 chunk 2 paragraph 3", "原文第1个嵌入文件中第2个嵌入文件第3段"),
        ("chunk 1 table 3 row 5 cell 2", "原文第1个嵌入文件第3个表第5行第2格"),
        ("chunk 1 somewhere", "chunk 1 somewhere"),
        ("somewhere else", "somewhere else"),
    ],
)
def test_a_place_of_the_source_is_said_in_words(place: str, chinese: str):
    words = place_words(place)

    assert words is not None
    assert words.text("zh") == chinese
    assert words.text("en") == place


@pytest.mark.parametrize("place", [None, ""])
def test_no_place_is_no_words(place: str | None):
    assert place_words(place) is None
