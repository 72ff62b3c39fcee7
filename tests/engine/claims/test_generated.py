"""Generated sentences are read as they were meant: what, how many, in which unit, exact or not, and which cells.

The wordings stand in ``wordings.yaml``, the ways to write a number are here; neither is made from the grammar's patterns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from disclosure.claims.grammar import grammar
from disclosure.claims.reading import read_claims
from disclosure.data import load_yaml
from engine.checks.reports import report_with

WORDINGS: dict[str, list[str]] = load_yaml(Path(__file__).with_name("wordings.yaml"))
#: How many sentences are generated: all of them in a few seconds.
SENTENCES = 10_000
#: What may stand around a sentence, and states nothing.
AROUND = (
    "2023年，我镇坚持以公开为常态、不公开为例外。",
    "一是加强组织领导。",
    "依据国办公开办函〔2021〕30号第三条，制定方案；",
    "",
    "及时更新栏目。",
)
#: Units before which a Chinese numeral is as often part of a word (三个方面), so that offices write digits there.
DIGITS_ONLY = {"个", "部", "类", "天", "个部分", "部分", "%", "元"}
CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True)
class Made:
    """A sentence and what it was made to say."""

    text: str
    measure: str
    value: object
    unit: str
    approximate: bool


def chinese(value: int) -> str:
    """A number below a hundred million in Chinese numerals: 一千零五, 二十三, 三万零二百."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        return chinese(high) + "万" + (("零" if low < 1000 else "") + chinese(low) if low else "")
    said, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            said += ("零" if gap and said else "") + CHINESE[digit] + name
            gap = False
        else:
            gap = True
    return said.removeprefix("一") if said.startswith("一十") else said


def written(value: int, unit: str, random: Random) -> tuple[str, object]:
    """A number as some office writes it, and the value it has then."""
    ways = ["plain", "plain", "wide", "spaced"]
    if value >= 1000:
        ways.append("thousands")
    if unit not in DIGITS_ONLY and value >= 3:
        ways.append("chinese")
    if unit not in ("%", "个部分", "部分") and value >= 20_000:
        ways.append("myriad")
    way = random.choice(ways)
    if way == "myriad":
        tenths = value // 1000
        return f"{tenths // 10}.{tenths % 10}万{unit}", tenths * 1000
    if way == "chinese":
        return chinese(value) + unit, value
    digits = f"{value:,}" if way == "thousands" else str(value)
    if way == "wide":
        digits = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return digits + (" " if way == "spaced" else "") + unit, value


def roughly(words: str, unit: str, random: Random) -> str:
    """The same number with a word that makes it approximate."""
    number = words.removesuffix(unit).rstrip()
    return random.choice(
        [f"约{words}", f"近{words}", f"超过{words}", f"{number}余{unit}", f"{number}多{unit}", f"{words}左右", f"{words}以上"]
    )


def sentences(count: int) -> Iterator[Made]:
    random = Random(20260131)  # noqa: S311 - invented sentences, the same ones each time
    measures = sorted(WORDINGS)
    for number in range(count):
        measure = measures[number % len(measures)]
        # A part is counted in the unit of its whole.
        unit = "条" if measure == "items.part" else random.choice(sorted(grammar().measure(measure).units))
        value = random.choice((0, 1, 2, 3, 7, 10, 15, 20, 48, 105, 300, 1024, 13442, 68_900, 250_300))
        if unit == "%":
            value = min(value, 100)
        words, meant = written(value, unit, random)
        approximate = random.random() < 0.15 and value > 9 and unit not in ("%", "个部分", "部分")
        if approximate:
            words = roughly(words, unit, random)
        said = random.choice(WORDINGS[measure]).replace("{}", words)
        yield Made(random.choice(AROUND) + said + random.choice(AROUND), measure, meant, unit, approximate)


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(sentences(SENTENCES))


def test_every_measure_of_the_grammar_has_wordings():
    assert set(WORDINGS) == {measure.key for measure in grammar().measures}


def test_every_generated_sentence_is_read_as_it_was_meant(made):
    wrong = []
    for sentence in made:
        found = [
            (claim.measure, Decimal(str(claim.value)), claim.unit, claim.approximate)
            for claim in read_claims(report_with(sentence.text))
            if claim.section == "sections.1" and claim.value != 999999999
        ]
        if found != [(sentence.measure, Decimal(str(sentence.value)), sentence.unit, sentence.approximate)]:
            wrong.append((sentence, found))

    print(f"sentences generated {len(made)}, read as meant {len(made) - len(wrong)}")
    assert not wrong, wrong[:5]


def test_each_claim_is_bound_to_the_cells_of_its_measure(made):
    for sentence in made[:500]:
        report = report_with(sentence.text)
        measure = grammar().measure(sentence.measure)
        for claim in read_claims(report):
            if claim.measure == sentence.measure:
                assert claim.cells == measure.addresses(report.edition, report.rows_present.get("applications", frozenset()))


@pytest.mark.parametrize(
    ("value", "said"),
    [(3, "三"), (10, "十"), (15, "十五"), (20, "二十"), (105, "一百零五"), (1024, "一千零二十四"), (13442, "一万三千四百四十二"),
     (250_300, "二十五万零三百"), (1005, "一千零五")],
)  # fmt: skip
def test_the_numerals_of_the_generator(value, said):
    assert chinese(value) == said
