"""The official form with nothing in it: all its cells, none filled in, and it reads as what it is."""

from __future__ import annotations

import pytest

from disclosure.checks.examination import Examination
from disclosure.form import CellKind, DocumentType, edition_named
from disclosure.reading import read_report
from disclosure.writing import write_report
from disclosure.writing.blank import blank_form
from engine.cli.command_line import gongkai


@pytest.mark.parametrize("suffix", [".docx", ".html"])
@pytest.mark.parametrize("key", ["2019", "2021"])
def test_it_reads_as_an_empty_form_of_its_edition(key, suffix):
    form = blank_form(edition_named(key))

    read = read_report(write_report(Examination(form, (), ()), suffix), f"空表{suffix}")

    assert read.document_type is DocumentType.BLANK_FORM
    assert read.edition is not None
    assert read.edition.key == key
    assert {cell.at for cell in read.cells} == {cell.at for cell in form.cells}
    assert {cell.kind for cell in read.cells} == {CellKind.BLANK}
    assert [section.number for section in read.sections] == [1, 2, 3, 4, 5, 6]


def test_the_command_writes_it(tmp_path):
    ran = gongkai("report", "blank", "2019", "-o", str(tmp_path / "空表.docx"))

    assert ran.status == 0
    assert read_report((tmp_path / "空表.docx").read_bytes(), "a").edition.key == "2019"


def test_an_edition_that_is_not_there_is_named(tmp_path):
    assert gongkai("report", "blank", "1999", "-o", str(tmp_path / "a.docx")).status == 2
