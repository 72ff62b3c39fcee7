"""Near-duplicate texts among many reports: found by MinHash as by comparing each with each, boilerplate left out."""

from __future__ import annotations

import sys
from random import Random

import pytest

from disclosure.checks import likeness
from disclosure.checks.likeness import Likeness, own_sentences, pieces_of, shared
from disclosure.form import Report
from engine.checks.reports import report_with

#: What an office does, in pairs of words.
DONE = [
    "更新", "培训", "编印", "整理", "回访", "统一", "检查", "公布", "建立", "通报",
    "走访", "制作", "录制", "开设", "梳理", "核对", "邀请", "听取", "修订", "明确",
]  # fmt: skip
WHAT = [
    "栏目", "人员", "指南", "档案", "群众", "文书", "网站", "流程", "台账", "进度",
    "村居", "图解", "视频", "专窗", "清单", "数据", "代表", "意见", "制度", "专人",
    "目录", "公告",
]  # fmt: skip


def prose(random: Random, sentences: int = 24) -> str:
    """A text of an office that nobody else writes."""
    made = (
        "，".join(random.choice(DONE) + random.choice(WHAT) for _part in range(3)) + random.choice("甲乙丙丁戊己庚辛")
        for _number in range(sentences)
    )
    return "。".join(made) + "。"


def of(number: int, text: str, part: int = 5) -> Report:
    return report_with(text, part=part, agency=f"青溪县第{number}号镇人民政府")


@pytest.fixture
def many() -> list[Report]:
    """Sixty reports of which the tenth and the fiftieth are alike but for a few words."""
    random = Random(7)  # noqa: S311 - invented texts, the same ones each time
    texts = [prose(random) for _number in range(60)]
    texts[50] = texts[10].replace("栏目", "专栏")
    return [of(number, text) for number, text in enumerate(texts)]


def alike(reports: list[Report]) -> set[tuple[int, int]]:
    """The pairs of places whose part five is alike."""
    place = {id(report): number for number, report in enumerate(reports)}
    known = Likeness(reports)
    return {
        (place[id(report)], place[id(twin.report)])
        for report in reports
        for section in report.sections
        for twin in known.twins(report, section)
    }


def test_the_two_that_are_alike_are_found_among_many(many):
    assert len(many) > likeness._FEW, "so many that MinHash is used"

    assert alike(many) == {(10, 50), (50, 10)}


def test_without_the_package_each_is_compared_with_each_and_the_same_is_found(many, monkeypatch):
    monkeypatch.setitem(sys.modules, "datasketch", None)

    assert alike(many) == {(10, 50), (50, 10)}


def test_the_share_is_exact(many):
    section = many[10].section("sections.5")
    (twin,) = Likeness(many).twins(many[10], section)
    texts = [
        "".join(sentence.words for sentence in own_sentences(report.section("sections.5"), report))
        for report in (many[10], many[50])
    ]

    assert twin.share == shared(pieces_of(texts[0]), pieces_of(texts[1]))
    assert likeness.ALIKE <= twin.share < 1
    quoted = section.text[twin.sentence.start : twin.sentence.end]
    assert quoted == twin.says != ""


def test_what_many_have_in_common_is_nobodys():
    """A template that a county sent to all its towns."""
    template = prose(Random(9))  # noqa: S311
    reports = [of(number, template) for number in range(8)]

    assert alike(reports) == set()


def test_numbers_and_the_own_name_make_no_difference():
    text = "青溪县白石镇" + prose(Random(3)) + "全年公开信息{}条。"  # noqa: S311
    reports = [
        report_with(text.format(12), part=5, agency="青溪县白石镇人民政府"),
        report_with(text.replace("白石", "黑水").format(340), part=5, agency="青溪县黑水镇人民政府"),
    ]

    section = reports[0].section("sections.5")
    (twin,) = Likeness(reports).twins(reports[0], section)
    assert twin.share == 1


def test_boilerplate_is_left_out():
    section = report_with("依据《中华人民共和国政府信息公开条例》规定，以公开为常态、不公开为例外。").section("sections.1")

    assert own_sentences(section, report_with()) == ()


def test_another_year_is_no_twin():
    text = prose(Random(3))  # noqa: S311
    reports = [report_with(text, part=5, year=year, agency=f"青溪县{name}镇") for year, name in ((2021, "白石"), (2022, "黑水"))]

    assert alike(reports) == set()
