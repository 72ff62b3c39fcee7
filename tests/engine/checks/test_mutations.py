"""Proof of the arithmetic (勾稽关系): each single-cell change of a consistent report is found, and no such report accused.

What should be found is worked out here, from the sums as the form prints them, and not from the program's own data: the
rows and columns below were typed from the form (国办公开办函〔2021〕30号、〔2019〕60号). Runs of full length are part of
``make deep``, and print their counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from disclosure.checks.finding import Finding
from disclosure.checks.registry import all_rules
from disclosure.checks.rule import Subject
from disclosure.examine import examine_report, examine_together
from disclosure.form import Report, edition_named
from disclosure.form.listing import with_table
from disclosure.samples.figures import invent_figures
from engine.checks.reports import cell_of, report_with

COLUMNS = ("natural_person", "business", "research_institution", "public_welfare_organisation",
           "legal_service_organisation", "other")  # fmt: skip
REFUSED = ("state_secret", "prohibited_by_law", "security_and_stability", "third_party_rights", "internal_affairs",
           "process_information", "enforcement_file", "administrative_inquiry")  # fmt: skip
SHARED = (
    "granted", "partly_granted", *(f"refused.{reason}" for reason in REFUSED),
    "unavailable.not_held", "unavailable.requires_creation", "unavailable.unclear_after_correction",
    "not_processed.petition", "not_processed.duplicate", "not_processed.publication", "not_processed.excessive",
    "not_processed.confirmation",
)  # fmt: skip
#: The rows of （六）其他处理: three, one in the form of 2019, and one in later reports that kept the old row.
THREE, ONE = ("other.correction_overdue", "other.fee_overdue", "other.other"), ("other_combined",)
OTHER = {"2021": THREE, "2019": ONE, "2021 with one row": ONE}
DISPUTES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
RESULTS = ("upheld", "corrected", "other", "pending")
FORMS = [("2021", 2022), ("2019", 2020), ("2021 with one row", 2022), ("pre_2019 local", 2012), ("pre_2019 national", 2016)]
#: The lists of before 2019: the table, the columns that it has, and each whole with its parts.
LISTS = {
    "pre_2019 local": ("indicators", ("year", "cumulative"), {
        "applications_by_channel":
            "受理依申请公开信息总数 = 其中：当面申请数 传真申请数 电子邮件申请数 网上申请数 信函申请数 "
            "信函、传真申请数 其他形式申请数",
        "answers_by_kind": "对申请的答复总数 = 其中：同意公开答复数 同意部分公开答复数 否决公开答复数 其他类型答复数",
    }),
    "pre_2019 national": ("national_indicators", ("year",), {
        "received_by_channel": "（一）收到申请数 = 1.当面申请数 2.传真申请数 3.网络申请数 4.信函申请数",
        "finished_in_time": "（二）申请办结数 = 1.按时办结数 2.延期办结数",
        "national_answers_by_kind":
            "（三）申请答复数 = 1.属于已主动公开范围数 2.同意公开答复数 3.同意部分公开答复数 4.不同意公开答复数 "
            "5.不属于本行政机关公开数 6.申请信息不存在数 7.告知作出更改补充数 8.告知通过其他途径办理数",
        "reconsideration_by_outcome":
            "四、行政复议数量 = （一）维持具体行政行为数 四、行政复议数量/（二）被依法纠错数 四、行政复议数量/（三）其他情形数",
        "litigation_by_outcome":
            "五、行政诉讼数量 = （一）维持具体行政行为或者驳回原告诉讼请求数 五、行政诉讼数量/（二）被依法纠错数 "
            "五、行政诉讼数量/（三）其他情形数",
        "staff_by_kind": "（三）从事政府信息公开工作人员数 = 1.专职人员数 2.兼职人员数",
    }),
}  # fmt: skip
ARITHMETIC = [rule for rule in all_rules() if rule.id.startswith("arithmetic.")]
Figures = dict[str, object]


def sums(form: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Every sum of the form: its rule, the cells of one side, the cells of the other."""
    if form in LISTS:
        table, columns, wholes = LISTS[form]
        for rule, typed in wholes.items():
            whole, _equals, parts = typed.partition(" = ")
            for column in columns:
                left, right = f"{table}.{whole}.{column}", tuple(f"{table}.{part}.{column}" for part in parts.split())
                yield f"arithmetic.{table}.{rule}", (left,), right
        return
    leaves = (*SHARED, *OTHER[form])
    for row in ("received", "carried_over", *leaves, "total", "carried_forward"):
        at = f"applications.{row}"
        yield "arithmetic.applications.row_total", (f"{at}.total",), tuple(f"{at}.{column}" for column in COLUMNS)
    for column in (*COLUMNS, "total"):
        cell = {row: f"applications.{row}.{column}" for row in ("received", "carried_over", "total", "carried_forward")}
        yield "arithmetic.applications.results_total", (cell["total"],), tuple(f"applications.{row}.{column}" for row in leaves)
        came, went = (cell["received"], cell["carried_over"]), (cell["total"], cell["carried_forward"])
        yield "arithmetic.applications.balance", came, went
    for row in DISPUTES:
        at = f"disputes.{row}"
        yield "arithmetic.disputes.row_total", (f"{at}.total",), tuple(f"{at}.{column}" for column in RESULTS)


def summed(form: str) -> list[str]:
    """The cells that stand in some sum, in order."""
    return list(dict.fromkeys(at for _rule, left, right in sums(form) for at in (*left, *right)))


def broken(form: str, figures: Figures) -> Counter[tuple[str, frozenset[str]]]:
    """The sums that figures do not fulfil."""
    return Counter(
        (rule, frozenset((*left, *right)))
        for rule, left, right in sums(form)
        if sum(figures[at] for at in left) != sum(figures[at] for at in right)
    )


def found(findings: list[Finding]) -> Counter[tuple[str, frozenset[str]]]:
    return Counter((finding.rule, frozenset(finding.at)) for finding in findings)


def invented(form: str, random: Random) -> Figures:
    """Figures of a year that fulfil every sum, of a quiet office or of a busy one."""
    edition = edition_named(form.partition(" ")[0])
    if form in LISTS:
        edition = with_table(edition, replace(edition.table(LISTS[form][0]), optional=False))
    figures: Figures = dict(invent_figures(edition, random, random.choice((0.02, 0.2, 0.8)), random.choice((1, 6, 400))))
    if form.endswith("one row"):
        for column in (*COLUMNS, "total"):
            figures[f"applications.{ONE[0]}.{column}"] = sum(figures.pop(f"applications.{row}.{column}") for row in THREE)
    return figures


def printed(form: str, year: int, figures: Figures) -> Report:
    """A report that prints these figures and no other cells."""
    empty = report_with(edition=form.partition(" ")[0], year=year)
    return replace(empty, cells=tuple(cell_of(at, value) for at, value in figures.items()))


def changed(value: object, random: Random) -> int:
    """Another number in the place of one: a slip by one, two digits swapped, a digit too many, nothing of what was there."""
    number = int(value)
    slips = [number + 1, max(0, number - 1), int(str(number)[::-1]), number * 10, 0, number + random.randint(2, 5000)]
    return random.choice([slip for slip in slips if slip != number])


def mutations(count: int, seed: int) -> tuple[Counter[str], Counter[str]]:
    """How many broken sums there should be, and how many are found, by rule, over so many single-cell changes."""
    random = Random(seed)  # noqa: S311 - invented reports, the same ones each time
    should, did = Counter(), Counter()
    for number in range(count):
        form, year = FORMS[number % len(FORMS)]
        figures = invented(form, random)
        assert not broken(form, figures)
        at = random.choice([cell for cell in summed(form) if cell in figures])
        mutated = figures | {at: changed(figures[at], random)}
        report = printed(form, year, mutated)
        findings = [finding for rule in ARITHMETIC for finding in rule.findings(Subject(report))]
        expected, said = broken(form, mutated), found(findings)
        assert expected, f"{at} stands in no sum"
        assert said == expected, (at, figures[at], mutated[at])
        should.update(rule for rule, _cells in expected.elements())
        did.update(rule for rule, _cells in said.elements())
    return should, did


def tell(should: Counter[str], did: Counter[str]) -> None:
    print(f"broken sums found: {did.total()} of {should.total()}")
    for rule in sorted(should):
        print(f"{rule}: {did[rule]} found of {should[rule]}")


def test_each_single_change_is_found():
    should, did = mutations(600, seed=1)

    assert set(should) == {rule.id for rule in ARITHMETIC}
    assert did == should


@pytest.mark.deep
def test_ten_thousand_single_changes_are_found():
    should, did = mutations(10_000, seed=2)

    tell(should, did)
    assert set(should) == {rule.id for rule in ARITHMETIC}
    assert did == should


def accused(count: int, seed: int) -> list[str]:
    """The arithmetic findings on so many consistent reports."""
    random = Random(seed)  # noqa: S311
    said = []
    for number in range(count):
        form, year = FORMS[number % len(FORMS)]
        figures = invented(form, random)
        assert not broken(form, figures)
        findings = examine_report(printed(form, year, figures)).findings
        said += [finding.rule for finding in findings if finding.rule.startswith(("arithmetic.", "values.nothing_received"))]
    return said


def test_no_consistent_report_is_accused():
    assert accused(300, seed=3) == []


@pytest.mark.deep
def test_five_thousand_consistent_reports_are_not_accused():
    said = accused(5_000, seed=4)

    print(f"arithmetic findings on 5000 consistent reports: {len(said)}")
    assert said == []


def test_what_is_carried_into_the_next_year_is_watched_by_column():
    """上年结转 of this year is 结转下年度继续办理 of the year before, for each kind of applicant and in total."""
    random = Random(5)  # noqa: S311
    for _round in range(120):
        before, now = invented("2021", random), invented("2021", random)
        now |= {f"applications.carried_over.{key}": before[f"applications.carried_forward.{key}"] for key in (*COLUMNS, "total")}
        at = f"applications.carried_over.{random.choice((*COLUMNS, 'total'))}"
        wrong = now | {at: changed(now[at], random)}

        assert carried_findings(before, now) == []
        assert carried_findings(before, wrong) == [(at,)]


def carried_findings(before: Figures, now: Figures) -> list[tuple[str, ...]]:
    reports = [printed("2021", 2021, before), printed("2021", 2022, now)]
    together = examine_together([examine_report(report) for report in reports])
    return [finding.at for finding in together[1].findings if finding.rule == "years.carried_over"]
