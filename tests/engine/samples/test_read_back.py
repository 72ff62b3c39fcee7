"""What is read from an invented report equals what was put into it: every cell, in every layout."""

from __future__ import annotations

import pytest

from disclosure.form import CellKind, edition_named
from disclosure.reading import read_report
from disclosure.samples import (
    WHOLE_LAYOUTS,
    Layout,
    Quirk,
    Spec,
    Truth,
    generate,
    invent,
    render,
    sample_files,
    samples,
    truth_of,
)

#: Reports of each layout in make test; make deep reads many more.
IN_TEST = 60
IN_DEEP = 2000


def cells_differing(data: bytes, truth: Truth) -> list[str]:
    """One line for each cell that was read otherwise than it was printed, or read though it was not printed."""
    report = read_report(data, truth.name)
    return [
        f"{at}: printed {kind} {value!r}, read {got!r}"
        for at, (kind, value) in _known(truth).items()
        if (got := _outcome(report, at)) != (kind, value)
    ] + [
        f"{cell.at}: not printed, read {cell.value!r}"
        for cell in report.cells
        if cell.value is not None and cell.at not in truth.expected
    ]


def _known(truth: Truth) -> dict[str, tuple[CellKind, object]]:
    return {at: (cell.kind, cell.value) for at, cell in truth.expected.items()}


def _outcome(report, at: str) -> tuple[CellKind, object]:
    cell = report.cell(at)
    # A row that the document lacks may stand in the report once, or not at all.
    return (cell.kind, cell.value) if cell else (CellKind.ABSENT, None)


def states_no_fee(truth: Truth) -> bool:
    fees = truth.report.processing_fees
    return fees is not None and fees.notices == 0


def differences(count: int, seed: int, layout: Layout) -> dict[str, list[str]]:
    found = {}
    for name, data, truth in generate(count, seed, (layout,)):
        if differing := cells_differing(data, truth):
            found[f"{name} {sorted(truth.quirks)} {truth.defects}"] = differing
    return found


@pytest.mark.parametrize("name", [name for name, _data in sample_files()])
def test_every_cell_of_a_built_in_sample_is_read_as_printed(name):
    assert cells_differing(dict(sample_files())[name], truth_of(name)) == []


@pytest.mark.parametrize("layout", list(WHOLE_LAYOUTS))
def test_every_cell_of_generated_reports_is_read_as_printed(layout):
    assert differences(IN_TEST, 1, layout) == {}


@pytest.mark.deep
@pytest.mark.parametrize("layout", list(WHOLE_LAYOUTS))
@pytest.mark.parametrize("seed", range(2, 6))
def test_every_cell_of_very_many_generated_reports_is_read_as_printed(layout, seed):
    assert differences(IN_DEEP // 5, seed, layout) == {}


@pytest.mark.parametrize("name", [name for name, _data in sample_files()])
def test_the_reader_knows_who_speaks_of_which_year_in_which_form(name):
    truth = truth_of(name).report
    report = read_report(dict(sample_files())[name], name)

    assert report.agency == truth.agency
    assert report.year == truth.year
    assert report.edition == truth.edition
    assert report.period == truth.period
    assert report.published_on == truth.published_on


@pytest.mark.parametrize("name", [name for name, _data in sample_files()])
def test_the_contact_is_read_as_printed_and_a_missing_one_stays_missing(name):
    truth = truth_of(name).report.contact
    contact = read_report(dict(sample_files())[name], name).contact

    assert (contact.address, contact.postcode, contact.phone) == (truth.address, truth.postcode, truth.phone)
    assert contact.email == truth.email


@pytest.mark.parametrize("name", [name for name, _data in sample_files()])
def test_the_parts_are_found_in_order_with_their_text(name):
    truth = truth_of(name).report
    report = read_report(dict(sample_files())[name], name)

    assert [(section.number, section.title) for section in report.sections] == [
        (section.number, section.title) for section in truth.sections
    ]
    for read, written in zip(report.sections, truth.sections, strict=True):
        lines = [line.text.strip() for line in read.lines]
        assert [line.text for line in written.lines if line.text.strip() not in lines] == []


@pytest.mark.parametrize("name", [name for name, _data in sample_files()])
def test_rows_of_an_earlier_form_are_kept_as_extra_rows(name):
    truth = truth_of(name).report
    report = read_report(dict(sample_files())[name], name)

    assert [(row.table, row.label, row.values) for row in report.extra_rows] == [
        (row.table, row.label, row.values) for row in truth.extra_rows
    ]


@pytest.mark.parametrize("name", [name for name, truth in samples().items() if states_no_fee(truth)])
def test_a_report_that_says_that_there_was_no_fee_has_three_zeros(name):
    report = read_report(dict(sample_files())[name], name)

    assert report.processing_fees == truth_of(name).report.processing_fees


@pytest.mark.parametrize("name", [name for name, _data in sample_files()])
def test_a_fee_is_never_read_otherwise_than_it_is_stated(name):
    stated = truth_of(name).report.processing_fees
    read = read_report(dict(sample_files())[name], name).processing_fees

    if read is not None:
        for key in ("notices", "noticed_amount", "received_amount"):
            assert getattr(read, key) in (None, getattr(stated, key, None))


def test_a_number_that_may_stand_in_two_columns_is_never_guessed():
    lost = [(data, truth) for _name, data, truth in generate(200, 9, (Layout.BROKEN_ROWS,)) if Quirk.NUMBER_LOST in truth.quirks]
    assert len(lost) > 10, "the generator must make such reports, or this test says nothing"
    for data, truth in lost:
        report = read_report(data, truth.name)
        unknown = [at for at, cell in truth.expected.items() if cell.kind is CellKind.UNREADABLE]
        assert [report.value(at) for at in unknown] == [None] * len(unknown)


@pytest.mark.parametrize("layout", list(WHOLE_LAYOUTS))
def test_a_report_that_still_follows_the_form_of_2019_is_read_by_that_form(layout):
    truth = invent(Spec("晴岚乡", 2023, 1, layout=layout, edition=edition_named("2019")))
    data = render(truth)

    assert read_report(data, truth.name).edition == edition_named("2019")
    assert cells_differing(data, truth) == []
