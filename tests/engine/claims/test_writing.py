"""What we write, we can read: every sentence made from figures binds to the same cells with the same numbers."""

from __future__ import annotations

from random import Random

import pytest

from disclosure.claims.reading import read_breakdowns, read_claims
from disclosure.claims.writing import Part, paragraphs, write_paragraph
from disclosure.examine import examine_report
from disclosure.figures import Figure
from disclosure.figures.compile import AgencyFacts, compile_report
from disclosure.figures.references import references
from disclosure.form import edition_named

FORM = edition_named("2021")
#: How many invented years are written and read back.
YEARS = 2000
_SHOWN = ("applications", "disputes")


def figures_of(random: Random) -> dict[str, Figure]:
    """A year's leaf cells: most of them 0, the sums of the form kept."""
    found: dict[str, int] = {}
    table = FORM.table("applications")
    columns = [column.key for column in table.columns_of("received") if column.key != "total"]
    leaves = [row.key for row in table.leaves("outcomes", frozenset(row.key for row in table.regular_rows))]
    for column in columns:
        busy = random.random() < 0.4
        outcomes = {row: random.choice((0, 0, 0, 0, 1, 2, 17, 1304)) if busy else 0 for row in leaves}
        forward = random.choice((0, 0, 1, 5)) if busy else 0
        came = sum(outcomes.values()) + forward
        over = random.randint(0, min(came, 9))
        found |= {table.address(row, column): count for row, count in outcomes.items()}
        found[table.address("carried_forward", column)] = forward
        found[table.address("carried_over", column)] = over
        found[table.address("received", column)] = came - over
    for row in FORM.table("disputes").regular_rows:
        for column in ("upheld", "corrected", "other", "pending"):
            found[f"disputes.{row.key}.{column}"] = random.choice((0, 0, 0, 1, 3))
    return {address: Figure(address, value, (f"application:{address}",) if value else ()) for address, value in found.items()}


def written(figures: dict[str, Figure], keys=_SHOWN, facts=None, parts=()):
    """The paragraphs of a year, and the report that holds them."""
    compiled = compile_report(
        FORM, AgencyFacts("临川县青禾镇人民政府"), 2025, applications=figures, disputes=figures, facts=facts
    )
    texts = [write_paragraph(key, compiled.figures, parts) for key in keys]
    narrative = {"overview": "\n".join(texts)}
    again = compile_report(
        FORM, AgencyFacts("临川县青禾镇人民政府"), 2025, applications=figures, disputes=figures, narrative=narrative, facts=facts
    )
    return texts, again


@pytest.fixture(scope="module")
def years():
    """Invented years with what was written of them."""
    random = Random(20260131)  # noqa: S311 - invented years, the same ones each time
    return [written(figures_of(random)) for _year in range(YEARS)]


def test_each_number_written_is_read_back_as_the_sum_of_its_cells(years):
    for _texts, compiled in years:
        for claim in read_claims(compiled.report):
            assert claim.cells, claim
            assert claim.value == sum(compiled.report.value(address) for address in claim.cells), claim


def test_each_reference_to_the_form_is_read_as_a_claim_about_the_same_cells(years):
    for texts, compiled in years:
        claims = read_claims(compiled.report)
        bound = {claim.cells for claim in claims if not claim.is_nil}
        told = {found.address for text in texts for found in references(text)}
        for address in told & _MEASURED.keys():
            assert _MEASURED[address] in bound, address


def test_what_is_read_and_is_no_denial_was_referred_to(years):
    for texts, compiled in years:
        told = {found.address for text in texts for found in references(text)}
        claims = [claim for claim in read_claims(compiled.report) if not claim.is_nil]
        assert {claim.cells for claim in claims} == {_MEASURED.get(address, (address,)) for address in told}


def test_parts_add_up_to_their_whole(years):
    for _texts, compiled in years:
        for breakdown in read_breakdowns(compiled.report):
            assert sum(part.value for part in breakdown.parts) == breakdown.whole.value


def test_no_rule_about_claims_speaks_of_what_we_wrote(years):
    for _texts, compiled in years[::10]:
        spoken = [finding for finding in examine_report(compiled.report).findings if finding.rule.startswith("claims.app")]
        spoken += [finding for finding in examine_report(compiled.report).findings if finding.rule in _RULES]
        assert not spoken


def test_no_number_stands_in_what_was_written(years):
    for texts, _compiled in years[::50]:
        assert not any(character.isdigit() for text in texts for character in text)


def test_the_generated_years_cover_every_clause(years):
    told = {found.address for texts, _compiled in years for text in texts for found in references(text)}

    clauses = [clause for key in _SHOWN for sentence in paragraphs()[key].sentences for clause in sentence]
    assert told == {clause.of for clause in clauses} | {part.of for clause in clauses for part in clause.parts}
    assert any(texts[0] == paragraphs()["applications"].nil for texts, _compiled in years)
    assert any(texts[1] == paragraphs()["disputes"].nil for texts, _compiled in years)


def test_a_year_without_applications_says_so_and_is_read_as_0():
    texts, compiled = written({})

    assert texts == ["全年未收到政府信息公开申请。", "全年未发生因政府信息公开引起的行政复议和行政诉讼。"]
    claims = {claim.measure: claim for claim in read_claims(compiled.report)}
    assert claims["applications.received"].is_nil
    assert claims["applications.received"].cells == ("applications.received.total",)
    assert claims["disputes.all"].is_nil


def test_only_what_was_carried_over():
    figures = {
        address: Figure(address, 1, ("application:1",))
        for address in ("applications.carried_over.natural_person", "applications.granted.natural_person")
    }
    texts, compiled = written(figures, keys=("applications",))

    assert compiled.report.section("sections.1").text == (
        "全年未收到新的政府信息公开申请，上年结转1件。年内共办结1件，其中予以公开1件。"
    )
    assert {claim.measure: claim.value for claim in read_claims(compiled.report)} == {
        "applications.received": 0, "applications.carried_over": 1, "applications.decided": 1, "applications.granted": 1,
    }  # fmt: skip
    assert texts == [write_paragraph("applications", compiled.figures)]


def items(total: int, *counts: int) -> tuple[dict[str, Figure], list[Part]]:
    facts = {f"items.class.{place}": count for place, count in enumerate(counts)} | {"items.total": total}
    labels = ("概况信息", "法定公开内容", "政务动态", "民生信息")
    parts = [Part(label, f"items.class.{place}") for place, (label, _count) in enumerate(zip(labels, counts, strict=False))]
    return {address: Figure(address, value, ()) for address, value in facts.items()}, parts


def test_129_items_in_four_classes():
    facts, parts = items(129, 4, 46, 7, 72)
    _texts, compiled = written({}, keys=("items",), facts=facts, parts=parts)

    assert compiled.report.section("sections.1").text == (
        "全年主动公开政府信息129条，其中概况信息4条，法定公开内容46条，政务动态7条，民生信息72条。"
    )
    assert [(claim.measure, claim.value) for claim in read_claims(compiled.report)] == [
        ("items.published", 129),
        ("items.part", 4),
        ("items.part", 46),
        ("items.part", 7),
        ("items.part", 72),
    ]
    (breakdown,) = read_breakdowns(compiled.report)
    assert sum(part.value for part in breakdown.parts) == 129


def test_classes_that_do_not_make_up_the_whole_are_not_told():
    facts, parts = items(129, 4, 46)

    assert written({}, keys=("items",), facts=facts, parts=parts)[0] == ["全年主动公开政府信息{{items.total}}条。"]


def test_a_class_without_items_is_not_told():
    facts, parts = items(4, 4, 0)

    assert written({}, keys=("items",), facts=facts, parts=parts)[0] == [
        "全年主动公开政府信息{{items.total}}条，其中概况信息{{items.class.0}}条。"
    ]


def fees(notices: int, noticed: int, received: int) -> dict[str, Figure]:
    values = {"notices": notices, "noticed_amount": noticed, "received_amount": received}
    return {f"processing_fees.{key}": Figure(f"processing_fees.{key}", value, ()) for key, value in values.items()}


_NOTICED = "全年发出信息处理费收费通知{{processing_fees.notices}}件，通知金额{{processing_fees.noticed_amount}}元，"


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (fees(0, 0, 0), "全年没有发出信息处理费收费通知，没有产生信息处理费。"),
        (fees(2, 600, 0), f"{_NOTICED}实际没有收取信息处理费。"),
        (fees(2, 600, 400), f"{_NOTICED}实际收取信息处理费{{{{processing_fees.received_amount}}}}元。"),
        ({}, ""),
    ],
    ids=["none", "noticed and not paid", "paid", "nobody stated it"],
)  # fmt: skip
def test_the_fee_statement(figures, words):
    assert write_paragraph("fees", figures) == words


def test_documents_are_told_as_far_as_they_are_stated():
    address = "article_20.normative_documents."
    figures = {f"{address}{key}": Figure(f"{address}{key}", value, ()) for key, value in (("issued", 3), ("repealed", 0))}

    assert write_paragraph("normative_documents", figures) == f"全年制发行政规范性文件{{{{{address}issued}}}}件。"


def test_an_unknown_paragraph_is_an_error_of_ours():
    with pytest.raises(KeyError):
        write_paragraph("weather", {})


def _measured() -> dict[str, tuple[str, ...]]:
    """The cells that the grammar should bind each reference to, worked out from the form alone."""
    table = FORM.table("applications")
    present = frozenset(row.key for row in table.regular_rows)
    found = {
        address: (address,)
        for address in (f"applications.{row}.total" for row in
                        ("received", "carried_over", "carried_forward", "total", "granted", "partly_granted"))
    }  # fmt: skip
    for group in ("refused", "unavailable", "not_processed", "other"):
        found[f"applications.{group}.total"] = tuple(table.address(row.key, "total") for row in table.leaves(group, present))
    litigation = ("disputes.litigation_direct.total", "disputes.litigation_after_reconsideration.total")
    return found | {
        "disputes.reconsideration.total": ("disputes.reconsideration.total",),
        "disputes.litigation.total": litigation,
    }


_MEASURED = _measured()
_RULES = frozenset({"claims.against_table", "claims.parts", "claims.answer_rate"})
