"""Invented reports of many towns over several years that agree with each other, and ways to break that, with what must be found.

Each town's applications, documents and followers go on from year to year, its text is its own; what everybody writes (a sentence
that the county handed down, the same first sentence each year, a neighbour that was visited) is in it too: it proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random

from disclosure.form import Report
from engine.checks.reports import page_of, report_with

FIRST = 2020
_FIRSTS = "青白黑红金银石松柳桃梅竹云霞清龙凤虎鹿鹤"
_SECONDS = "溪水泉湖河岭坪塘湾渡桥堰沟洞沙岗坡川洲浦"
_DONE = [
    "更新", "培训", "编印", "整理", "回访", "统一", "检查", "公布", "建立", "通报",
    "走访", "制作", "录制", "开设", "梳理", "核对", "邀请", "听取", "修订", "明确",
]  # fmt: skip
_WHAT = [
    "栏目", "人员", "指南", "档案", "群众", "文书", "网站", "流程", "台账", "进度", "村居",
    "图解", "视频", "专窗", "清单", "数据", "代表", "意见", "制度", "专人", "目录", "公告",
]  # fmt: skip
_HANDED_DOWN = "按照县里统一部署，各镇都对照清单逐项自查，逐项整改，逐项销号，做到件件有着落、事事有回音。"
_EACH_YEAR = "我镇由党政办公室负责这项工作，配有专职人员一名，设有查阅场所一处。"
#: The town whose report is varied.
_SAMPLE = "白石镇"
_KINDS = ("natural_person", "business", "other")


@dataclass
class Year:
    """A town's year: what its report will say."""

    town: str
    year: int
    cells: dict[str, int]
    overview: str
    problems: str
    followers: int
    #: What must be found of it, by the rule.
    expected: set[str] = field(default_factory=set)

    @property
    def file(self) -> str:
        return f"{self.town}-{self.year}.html"

    def report(self) -> Report:
        """The report that it makes: table three in all columns, the text of parts one and five."""
        cells = dict(self.cells)
        for row in ("received", "carried_over", "granted", "total", "carried_forward"):
            cells[f"applications.{row}.total"] = sum(cells.get(f"applications.{row}.{kind}", 0) for kind in _KINDS)
        text = f"{self.overview}政务微信公众号关注人数{self.followers}人。"
        edition = "2021" if self.year > FIRST else "2019"
        whole = report_with(text, cells=cells, year=self.year, edition=edition)
        other = report_with(self.problems, part=5, edition=edition)
        sections = tuple(one if one.number != 5 else two for one, two in zip(whole.sections, other.sections, strict=True))
        return report_with(cells=cells, year=self.year, edition=edition, sections=sections)


def prose(random: Random, sentences: int = 16) -> str:
    """A text that nobody else writes."""
    made = (
        "，".join(random.choice(_DONE) + random.choice(_WHAT) for _part in range(3)) + random.choice("甲乙丙丁戊己庚辛")
        for _number in range(sentences)
    )
    return "。".join(made) + "。"


def honest(towns: int, years: int, seed: int = 3) -> list[Year]:
    """Towns whose reports agree from year to year, in the order of their files."""
    random = Random(seed)  # noqa: S311 - invented, the same each time
    names = [f"{one}{two}镇" for one, two in product(_FIRSTS, _SECONDS)]
    random.shuffle(names)
    found = []
    for town in names[:towns]:
        pending = dict.fromkeys(_KINDS, 0)
        in_force, followers = random.randint(5, 40), random.randint(200, 5000)
        for year in range(FIRST, FIRST + years):
            cells, pending = _applications(random, pending)
            in_force = _documents(random, cells, in_force, year)
            followers += random.randint(0, 800)
            visited = random.choice(names[:towns])
            overview = f"{_EACH_YEAR}{prose(random)}赴{visited}学习经验。{_HANDED_DOWN}"
            found.append(Year(town, year, cells, overview, prose(random), followers))
    return sorted(found, key=lambda one: one.file)


def _applications(random: Random, pending: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    cells, left = {}, {}
    for kind in _KINDS:
        received = random.randint(1, 60)
        left[kind] = random.randint(0, 4)
        granted = received + pending[kind] - left[kind] if received + pending[kind] >= left[kind] else 0
        left[kind] = received + pending[kind] - granted
        facts = {"received": received, "carried_over": pending[kind], "granted": granted, "total": granted,
                 "carried_forward": left[kind]}  # fmt: skip
        cells |= {f"applications.{row}.{kind}": value for row, value in facts.items()}
    return cells, left


def _documents(random: Random, cells: dict[str, int], in_force: int, year: int) -> int:
    """In the form of before 2021 the stock stands under other columns, so the stock is told from then on."""
    if year == FIRST:
        return in_force
    issued = random.randint(0, 6)
    repealed = random.randint(0, min(5, in_force + issued))
    cells |= {
        "article_20.normative_documents.issued": issued,
        "article_20.normative_documents.repealed": repealed,
        "article_20.normative_documents.in_force": in_force + issued - repealed,
    }
    return in_force + issued - repealed


def planted(years: list[Year]) -> list[Year]:
    """One of each thing that only several reports together show; returns the years, which now expect it."""
    at = {(one.town, one.year): one for one in years}
    towns = sorted({one.town for one in years})
    last = max(one.year for one in years)

    def of(number: int, year: int = last) -> Year:
        return at[towns[number], year]

    def carried_over_wrongly(one: Year) -> None:
        one.cells["applications.carried_over.business"] += 3
        one.cells["applications.granted.business"] += 3
        one.cells["applications.total.business"] += 3

    def followers_lost(one: Year) -> None:
        one.followers = 90

    def stock_broken(one: Year) -> None:
        one.cells["article_20.normative_documents.in_force"] += 7

    plants: list[tuple[int, str, Callable[[Year], None]]] = [
        (0, "years.carried_over", carried_over_wrongly),
        (1, "years.cumulative_fell", followers_lost),
        (2, "years.documents_stock", stock_broken),
    ]
    for number, rule, plant in plants:
        plant(of(number))
        of(number).expected.add(rule)
    of(3).problems = of(3, last - 1).problems
    of(3).expected.add("years.copied_text")
    of(4).problems = of(5).problems.replace("栏目", "专栏", 1)
    of(6).cells = dict(of(7).cells)
    for number, rule in ((4, "agencies.near_duplicate"), (5, "agencies.near_duplicate"), (6, "agencies.same_figures"),
                         (7, "agencies.same_figures")):  # fmt: skip
        of(number).expected.add(rule)
    # Another town's table has another year before it.
    of(6).expected |= {"years.carried_over", "years.documents_stock"}
    return years


def write(folder: Path, years: list[Year]) -> Path:
    """The reports as web pages in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in years:
        (folder / one.file).write_text(page_of(one.report()).replace(_SAMPLE, one.town), encoding="utf-8")
    return folder


def expected(years: list[Year]) -> set[tuple[str, str]]:
    """What must be found: file and rule."""
    return {(one.file, rule) for one in years for rule in one.expected}
