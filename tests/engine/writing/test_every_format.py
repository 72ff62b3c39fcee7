"""`report write IN -o OUT` and `report read OUT`: the same tables, for every edition, in every kind of file that is written."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from disclosure.cli.group import gongkai
from disclosure.examine import examine_bytes
from disclosure.form import CellKind, edition_named, editions
from disclosure.reading import read_report
from disclosure.samples import Layout, OldSpec, Spec, invent, invent_old, render
from disclosure.writing.formats import SUFFIXES, write_report

#: Layouts that a report may come in before it is written again.
LAYOUTS = (Layout.WORD_DUMP, Layout.TAB_ROWS, Layout.FOUND_DOCX, Layout.FOUND_HTML)
YEARS = {"2021": 2023, "2019": 2020, "pre_2019": 2011}
#: Cells that are no plain numbers, a row that stands for three, rows and a section that the form does not have.
DEFECTS = {"2021": ("blank_cells", "collapsed_other", "extra_former_row", "extra_fee_section"), "2019": ("slash_marks",)}


def source(edition: str, layout: Layout, seed: int) -> tuple[str, bytes]:
    """A report of an edition in some layout."""
    if edition == "pre_2019":
        truth = invent_old(OldSpec("青禾镇", YEARS[edition] + 4 * (seed % 2), seed, layout))
    else:
        form = edition_named(edition)
        truth = invent(Spec("青禾镇", YEARS[edition], seed, layout, busy=0.2, edition=form, defects=DEFECTS[edition][: 2 * seed]))
    return truth.name, render(truth)


def tables(report) -> dict[str, object]:
    """What must be the same: every cell with kind and value, the rows that the form does not have, indicators by name."""
    cells = {
        cell.at: (CellKind.NUMBER if cell.kind is CellKind.INFERRED else cell.kind, cell.value)
        for cell in report.cells
        if cell.kind is not CellKind.ABSENT
    }
    extra = [(row.table, row.label, row.values) for row in report.extra_rows]
    return {
        "form": report.edition.key,
        "cells": cells,
        "extra": extra,
        "indicators": dict(report.indicators),
        "year": report.year,
    }


def test_every_edition_of_the_program_is_here():
    assert set(YEARS) == {edition.key for edition in editions()}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", YEARS)
def test_what_is_written_is_read_as_the_same_tables(edition, layout, suffix):
    for seed in range(3):
        name, data = source(edition, layout, seed)
        whole = examine_bytes(data, name)
        back = read_report(write_report(whole, suffix), f"written{suffix}")
        assert tables(back) == tables(whole.report), seed


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("edition", YEARS)
def test_data_are_written_as_any_file_with_the_same_tables(edition, suffix):
    """IN may be the JSON of a report, with its list of cells or without."""
    name, data = source(edition, Layout.TAB_ROWS, 1)
    whole = examine_bytes(data, name)
    as_data = json.loads(write_report(whole, ".json"))
    for given in (as_data, as_data | {"cells": None}):
        report = examine_bytes(json.dumps(given, ensure_ascii=False).encode(), "report.json")
        back = read_report(write_report(report, suffix), f"written{suffix}")
        assert values(back) == values(whole.report)


def values(report) -> dict[str, object]:
    """The numbers of the tables. Fees that the text states stand in a table of their own where there is no list of cells."""
    return {cell.at: cell.value for cell in report.cells if cell.value is not None and not cell.at.startswith("processing_fees")}


@pytest.mark.parametrize("edition", YEARS)
def test_the_commands_do_the_same(edition, tmp_path):
    name, data = source(edition, Layout.WORD_DUMP, 0)
    (tmp_path / name).write_bytes(data)
    written = [tmp_path / f"out{suffix}" for suffix in SUFFIXES]
    for out in written:
        result = CliRunner().invoke(gongkai, ["report", "write", str(tmp_path / name), "-o", str(out)])
        assert result.exit_code == 0, result.output
    read = CliRunner().invoke(gongkai, ["report", "read", *map(str, [tmp_path / name, *written]), "--format", "jsonl"])

    first, *others = (json.loads(line) for line in read.stdout.splitlines())
    assert first["form"] == edition
    for other in others:
        assert (other["form"], other["tables"], other["indicators"]) == (first["form"], first["tables"], first["indicators"])
