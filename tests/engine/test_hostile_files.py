"""Whatever a file is, its examination ends within its ten seconds and 512 MB, and says what is wrong and what to do."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

import hostile_files as hostile
from disclosure.checks.examination import Examination
from disclosure.form import DocumentType, edition_named
from disclosure.isolation import MEMORY, SECONDS, Examiner
from disclosure.reading.workbook.package import Package
from disclosure.reading.workbook.xlsx import sheets_of
from disclosure.samples import Layout, Spec, generate, invent, render, sample_files
from engine.cli.command_line import gongkai
from engine.reading.open_workbooks import book_of

SAMPLES = dict(sample_files())
PRINTED = render(invent(Spec("青禾镇", 2022, 3, Layout.PDF, busy=0.4)))
WORD = next(data for name, data in SAMPLES.items() if name.endswith(".docx"))
PAGE = next(data for name, data in SAMPLES.items() if name.endswith(".html"))
TEXT = next(data for name, data in SAMPLES.items() if name.endswith(".txt"))
#: Those that take LibreOffice all the time it is given; two of their sort are tried in test_conversion each time.
SLOW = frozenset(("deep.rtf", "objects.rtf", "rows.rtf", "binary.rtf", "rows.xml", "nested.xml"))
BUILT = [pytest.param(name, marks=pytest.mark.deep) if name in SLOW else name for name in hostile.BUILT]
SAVED = hostile._saved_page(PAGE)
BOOK, MARKED = (next(data for _name, data, _truth in generate(1, 3, (layout,))) for layout in (Layout.XLSX, Layout.MARKDOWN))
OPEN = book_of(sheets_of(Package(BOOK)))
WHOLE = {"docx": WORD, "html": PAGE, "txt": TEXT, "pdf": PRINTED, "xlsx": BOOK, "md": MARKED, "ods": OPEN, "mht": SAVED}
#: Ending a child that overran takes a moment of its own.
GRACE = 5.0


@pytest.fixture(scope="module")
def examiner():
    with Examiner() as found:
        yield found


def examined(examiner: Examiner, data: bytes, name: str = "文件") -> Examination:
    """The examination, within the limits of time and memory, with no trace of a mistake of ours in what is said."""
    began = time.monotonic()
    found = examiner.examine(data, name)
    assert time.monotonic() - began < SECONDS + GRACE
    assert _peak(examiner) <= MEMORY
    for finding in found.findings:
        assert "自己出了错" not in str(finding.message), name
        assert "root:" not in str(finding.message), name
    return found


def _peak(examiner: Examiner) -> int:
    """The most bytes of address space that the child ever had, where the system tells."""
    if examiner._child is None or not sys.platform.startswith("linux"):
        return 0
    status = Path(f"/proc/{examiner._child._process.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmPeak")) * 1024


def is_explained(found: Examination) -> bool:
    """Whether a file that is no report is answered with at least one finding, and an unreadable one with what to do."""
    if found.report.document_type is DocumentType.UNREADABLE:
        return len(found.findings) == 1 and "请" in str(found.findings[0].message)
    return bool(found.findings)


@pytest.mark.parametrize("name", BUILT)
def test_a_file_built_to_exhaust_ends_in_time_and_is_explained(examiner, name):
    found = examined(examiner, hostile.BUILT[name](), name)

    assert found.report.document_type in (DocumentType.UNREADABLE, DocumentType.NOT_AN_ANNUAL_REPORT)
    assert is_explained(found), found.findings


def test_text_that_can_be_read_in_very_many_ways_ends_in_time(examiner):
    labels = [row.label.zh for row in edition_named("2021").table("applications").regular_rows]
    for name, data in hostile.open_tables(labels):
        found = examined(examiner, data, name)
        assert is_explained(found), name


def test_a_report_with_absurd_tables_ends_in_time(examiner):
    for name, page in hostile.inside(PAGE.decode()):
        found = examined(examiner, page.encode(), name)
        assert found.report.document_type is DocumentType.ANNUAL_REPORT or is_explained(found), name


def test_noise_under_every_extension_is_explained(examiner):
    for name, data in hostile.noise(seed=20):
        found = examined(examiner, data, name)
        assert found.report.document_type in (DocumentType.UNREADABLE, DocumentType.NOT_AN_ANNUAL_REPORT), name
        assert is_explained(found), (name, found.findings)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_report_broken_off_at_every_kilobyte_is_read_as_far_as_it_goes_or_explained(examiner, kind):
    whole = WHOLE[kind]
    full = examined(examiner, whole).report
    for broken in hostile.cut(whole):
        found = examined(examiner, broken, f"{len(broken)}.{kind}")
        assert found.report.document_type is DocumentType.ANNUAL_REPORT or is_explained(found), len(broken)
        if found.report.edition == full.edition:
            values = {cell.at: cell.value for cell in full.cells}
            missing = [cell.at for cell in found.report.cells if cell.value is not None and cell.value != values[cell.at]]
            # The last number of a text may itself be broken off: 12 of 120.
            assert len(missing) <= 1, (len(broken), missing)


@pytest.mark.parametrize("suffix", hostile.HEADS)
@pytest.mark.parametrize("kind", WHOLE)
def test_a_wrong_extension_changes_nothing(examiner, kind, suffix):
    data = WHOLE[kind]
    right, wrong = (examined(examiner, data, f"年报.{ending}") for ending in (kind, suffix))

    assert wrong.report.cells == right.report.cells
    assert wrong.findings == right.findings


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-be-with-mark"])
def test_the_encoding_of_a_text_changes_nothing(examiner, encoding):
    text = TEXT.decode("utf-8-sig")
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding.endswith("mark") else text.encode(encoding)

    assert examined(examiner, data).report.cells == examined(examiner, TEXT).report.cells


def test_macros_in_a_word_file_are_neither_run_nor_in_the_way(examiner):
    assert examined(examiner, hostile.with_macros(WORD)).report.cells == examined(examiner, WORD).report.cells


def test_a_folder_of_hostile_files_is_answered_file_by_file_with_the_status_of_unread_ones(tmp_path: Path):
    names = ("entities.docx", "bomb.docx", "nested.docx", "nested-spans.html", "deep.json", "spans.html")
    for name in names:
        (tmp_path / name).write_bytes(hostile.BUILT[name]())
    (tmp_path / "report.docx").write_bytes(WORD)

    ran = gongkai("report", "check", *(str(tmp_path / name) for name in (*names, "report.docx")))

    assert ran.status == 3
    assert "Traceback" not in ran.err + ran.out
    assert all(ran.out.count(str(tmp_path / name)) == 1 for name in (*names, "report.docx")), ran.out
