"""Scans and pictures: drawn, their tables found, their words recognised, and only figures that are sure, or confirmed, taken."""

from __future__ import annotations

import io
import json
import os
import shutil

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from disclosure.checks.finding import Severity
from disclosure.errors import UnreadableError
from disclosure.examine import IN_PICTURES
from disclosure.form import Cell, CellKind, Report
from disclosure.isolation import Examiner
from disclosure.reading import read_report
from disclosure.reading.confirming import with_confidence
from disclosure.reading.paged.assembling import document_of
from disclosure.reading.paged.likeness import nearest_label
from disclosure.reading.paged.marks import Glyph, PageMarks
from disclosure.reading.paged.pictures import MARKS_HEAD
from disclosure.reading.paged.recognition import read_marks, recognised
from disclosure.reading.paged.ruled import tables_of_strokes
from disclosure.reading.paged.scan import pieces_of, sheets_of, straightened, without_strokes
from disclosure.reading.paged.tesseract import NoRecogniserError
from disclosure.samples import Layout, Spec, invent, render
from disclosure.writing.json import report_line
from engine.cli.command_line import gongkai
from engine.writing.reports import good_values, report

pytestmark = pytest.mark.once

TRUTH = invent(Spec("青禾镇", 2022, 4, Layout.PDF, busy=0.4, largest=200))


@pytest.fixture(scope="module", autouse=False)
def tesseract() -> None:
    """Tesseract with its Chinese data. With GONGKAI_REQUIRE_ALL=1 its absence is a failure instead of a skip."""
    if shutil.which("tesseract") is None:
        if os.environ.get("GONGKAI_REQUIRE_ALL") == "1":
            pytest.fail("tesseract is not installed: apt-get install tesseract-ocr tesseract-ocr-chi-sim")
        pytest.skip("tesseract is not installed")


def pictures(data: bytes, askew: float = 0.0) -> list[Image.Image]:
    """The pages of a PDF as a scanner sees them, lying a little askew."""
    document = pypdfium2.PdfDocument(data)
    pages = [document[number].render(scale=200 / 72, grayscale=True).to_pil() for number in range(len(document))]
    return [page.rotate(askew, fillcolor=255, resample=Image.Resampling.BICUBIC) for page in pages]


def scan(pages: list[Image.Image], kind: str = "pdf") -> bytes:
    out = io.BytesIO()
    pages[0].save(out, kind, save_all=len(pages) > 1, append_images=pages[1:], **({"resolution": 200} if kind == "pdf" else {}))
    return out.getvalue()


@pytest.fixture(scope="module")
def scanned(tesseract):
    """An examined scan."""
    with Examiner(recognise=True) as examiner:
        return examiner.examine(scan(pictures(render(TRUTH), askew=0.4)), "扫描件.pdf")


def test_no_figure_of_a_scan_is_read_wrongly_and_most_are_read(scanned):
    expected = {at: cell.value for at, cell in TRUTH.expected.items() if cell.value is not None}
    read = {cell.at: cell.value for cell in scanned.report.cells if cell.value is not None}

    assert {at: (value, expected[at]) for at, value in read.items() if value != expected[at]} == {}
    assert len(read) > 0.8 * len(expected), len(read) / len(expected)
    assert scanned.report.edition is TRUTH.report.edition


def test_every_cell_of_a_scan_says_how_sure_it_is_and_every_doubtful_one_why_it_does_not_count(scanned):
    cells = [cell for cell in scanned.report.cells if cell.kind not in (CellKind.ABSENT, CellKind.BLANK)]
    line = json.loads(report_line(scanned.report, scanned.findings))

    assert all(0 <= cell.confidence <= 100 for cell in cells)
    assert all(cell.because for cell in cells if cell.confidence < 85)
    assert all(0 <= entry["confidence"] <= 100 for entry in line["cells"] if entry["kind"] == "number")


def test_the_agency_and_the_year_of_a_scan_say_how_sure_they_are(scanned):
    line = json.loads(report_line(scanned.report, scanned.findings))

    assert scanned.report.agency == TRUTH.report.agency
    assert scanned.report.year in (TRUTH.report.year, None), "a title that was misread says no year"
    assert line["confidence"]
    assert all(0 <= sure <= 100 for sure in line["confidence"].values())
    assert set(line["confidence"]) <= {"agency", "year"}
    assert list(line)[list(line).index("year") + 1] == "confidence"
    assert read_report(json.dumps(line).encode(), "a.json").confidence == scanned.report.confidence


def test_a_report_that_was_not_recognised_says_nothing_of_confidence():
    report = read_report(render(TRUTH), "a.pdf")

    assert report.confidence == {}
    assert "confidence" not in json.loads(report_line(report))


def named(spelling: str, sure: bytes | None = None, **facts: object) -> Report:
    whole = report(values=good_values(), year=2025)
    given = Report(whole.source, whole.document_type, agency="青禾镇人民政府", year=2025, **facts)
    return with_confidence(given, {}, (spelling, sure or bytes([96]) * len(spelling)))


def test_a_sure_name_and_year_are_taken_with_their_confidence():
    found = named("青禾镇人民政府2025年政府信息公开工作年度报告")

    assert (found.agency, found.year, found.confidence) == ("青禾镇人民政府", 2025, {"agency": 96, "year": 96})


def test_a_name_with_one_doubtful_character_is_not_taken_and_said():
    words = "青禾镇人民政府2025年政府信息公开工作年度报告"
    found = named(words, bytes([96, 41, *[96] * (len(words) - 2)]))

    assert (found.agency, found.year, found.confidence) == (None, 2025, {"agency": 41, "year": 96})
    assert (found.oddities[0].kind, found.oddities[0].facts["as"]) == ("recognised_unsure", "青禾镇人民政府")


def test_what_was_recognised_alike_in_two_places_is_taken():
    words = "青禾镇人民政府2025年年度报告由青禾镇人民政府编制，统计期限2025年1月1日至12月31日"
    found = named(words, bytes([60]) * len(words))

    assert (found.agency, found.year, found.confidence) == ("青禾镇人民政府", 2025, {"agency": 60, "year": 60})


def test_digits_inside_other_numbers_vouch_for_no_year():
    words = "青禾镇人民政府2025年年度报告电话02025999，文号120259"
    found = named(words, bytes([96 if words[at - 4 : at] and at > 17 else 60 for at in range(len(words))]))

    assert (found.year, found.confidence["year"]) == (None, 60)


def page(number: int, words: str, sure: int, *, is_recognised: bool) -> PageMarks:
    glyphs = [Glyph(one, 60 + 10 * at, 100, 70 + 10 * at, 112, 110, sure) for at, one in enumerate(words)]
    return PageMarks(number, 595, 842, glyphs, is_recognised=is_recognised)


@pytest.mark.parametrize(
    "title", ["青禾镇人民政府2025年政府信息公开工作年度报告", "青禾鎮人民政府2025年政府資訊公開工作年度報告"]
)
def test_a_title_of_text_before_pages_that_were_recognised_is_sure(title):
    document = document_of([page(1, title, 100, is_recognised=False), page(2, "一、总体情况", 60, is_recognised=True)])
    whole = report(values=good_values(), year=2025)
    given = Report(whole.source, whole.document_type, agency="青禾镇人民政府", year=2025)
    found = with_confidence(given, document.sure, document.spelt)

    assert (found.agency, found.year) == ("青禾镇人民政府", 2025)
    assert document_of([page(1, title, 100, is_recognised=False)]).spelt == ("", b"")
    unsure = document_of([page(1, title, 60, is_recognised=True), page(2, "一、总体情况", 100, is_recognised=False)])
    assert with_confidence(given, unsure.sure, unsure.spelt).agency is None


def test_a_year_in_chinese_numerals_has_the_confidence_of_its_characters():
    assert named("青禾镇人民政府二〇二五年政府信息公开工作年度报告").confidence == {"agency": 96, "year": 96}


def test_a_scan_is_said_to_be_recognised_and_the_recogniser_s_misprints_are_nobody_s_fault(scanned):
    found = [finding for finding in scanned.findings if finding.rule == "values.recognised"]

    assert [finding.severity for finding in found] == [Severity.NOTICE]
    assert not any(finding.rule.startswith("typography.") for finding in scanned.findings)


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_a_picture_of_a_page_is_read_as_a_scan_is(tesseract, kind):
    page = pictures(render(TRUTH))[-2]
    read = read_report(scan([page], kind), f"a.{kind}", modern=recognised(scan([page], kind)))
    expected = {at: cell.value for at, cell in TRUTH.expected.items()}

    assert read.source.media_type == f"image/{kind}"
    assert sum(cell.value is not None for cell in read.cells) > 10
    assert [cell.at for cell in read.cells if cell.value is not None and cell.value != expected[cell.at]] == []


def test_a_file_with_text_is_not_recognised():
    assert recognised(render(TRUTH)) is None
    assert recognised(b"plain text") is None


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (scan([Image.new("L", (800, 1100), 200)]), True),
        (scan([Image.new("L", (800, 1100), 200)], "png"), True),
        (b"%PDF-1.4 damaged", False),
        (b"", False),
    ],
)
def test_that_words_can_be_recognised_is_told_by_a_sign_beside_the_finding(data, told):
    with Examiner() as examiner:
        examination = examiner.examine(data, "a")
    line = json.loads(report_line(examination.report, examination.findings))

    assert [oddity.kind for oddity in examination.report.oddities] == [IN_PICTURES] * told
    assert [(one["rule"], one["found"]) for one in line["findings"]] == [("document.unreadable", None)]
    assert ("--ocr" in line["findings"][0]["message"]) == told


def test_the_command_says_how_and_reads_a_scan_when_told_to(tesseract, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(scan([pictures(render(TRUTH))[-1]], "png"))

    refused = gongkai("report", "read", str(path), "--format", "jsonl")
    read = gongkai("report", "read", str(path), "--format", "jsonl", "--ocr")

    assert (refused.status, read.status) == (3, 0)
    assert "--ocr" in refused.out
    assert json.loads(read.out)["form"] == "2021"


def test_without_the_program_its_installation_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(NoRecogniserError, match="apt-get install tesseract-ocr tesseract-ocr-chi-sim"):
        recognised(scan([Image.new("L", (800, 1100), 255)], "png"))


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, b"\xff\xd8\xff\xe0 nothing", b"II*\x00" + b"\xff" * 60])
def test_a_damaged_picture_is_said_to_be_damaged(data):
    with pytest.raises(UnreadableError, match="损坏"):
        recognised(data)


@pytest.mark.parametrize("data", [b"", b"[[]]", b"{}", b"[" * 100_000, b'[[1, 2, 3, true, [["a"]], [], []]]', b"[1]", b"null"])
def test_what_only_looks_like_recognised_marks_is_refused(data):
    with pytest.raises(UnreadableError, match="扫描件"):
        read_marks(MARKS_HEAD + data)


def sheet(askew: float = 0.0) -> Image.Image:
    """A page with a table of three rows and two columns, a mark in four of its cells."""
    page = Image.new("L", (2480, 3508), 255)
    draw = ImageDraw.Draw(page)
    for y in (500, 650, 800, 950):
        draw.line((300, y, 2100, y), fill=0, width=4)
    for x in (300, 1200, 2100):
        draw.line((x, 500, x, 950), fill=0, width=4)
    for x, y in ((700, 560), (1600, 560), (700, 710), (1600, 860)):
        draw.rectangle((x, y, x + 30, y + 40), fill=0)
    return page.rotate(askew, fillcolor=255, resample=Image.Resampling.BICUBIC)


@pytest.mark.parametrize("askew", [0.0, 0.3, -0.8, 1.5])
def test_the_lines_of_a_picture_are_found_also_where_it_lies_askew(askew):
    picture, level, upright = without_strokes(straightened(sheet(askew)), 72 / 300)
    (table,) = tables_of_strokes(level, upright)
    pieces, _rest = pieces_of(picture, level, upright, 72 / 300)

    assert (len(table.columns), len(table.rows)) == (3, 4)
    assert len(pieces) == 4
    assert all(piece.picture.width < 70 and piece.picture.height < 80 for piece in pieces)
    assert [len(one.spans) for one in sheets_of(pieces)] == [4]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("(一)予以公开", "(一)予以公开"), ("7.属于行政执法案郑", "7.属于行政执法案卷"), ("社会公盖组织", "社会公益组织"),
        ("1369", "1369"), ("甲乙丙丁", "甲乙丙丁"), ("其", "其"),
    ],
)  # fmt: skip
def test_a_label_is_taken_for_the_one_that_it_nearly_is(text, meant):
    assert nearest_label(text) == meant


def doubtful(values: dict[str, int], *unsure: str) -> Report:
    """The good figures of a city with others at some places, as recognised: ``unsure`` ones with little certainty."""
    whole = report(values={**good_values(), **values}, year=2025)
    cells = tuple(Cell(cell.at, cell.kind, cell.value, str(cell.value), cell.at) for cell in whole.cells)
    sure = {cell.at: 40 if cell.at in unsure else 96 for cell in cells}
    return with_confidence(Report(whole.source, whole.document_type, edition=whole.edition, cells=cells), sure)


GRANTED, PERSON = "applications.granted.total", "applications.granted.natural_person"


def test_a_doubtful_figure_with_which_the_sums_hold_is_taken_and_says_so():
    cell = doubtful({}, PERSON).cell(PERSON)

    assert (cell.kind, cell.value, cell.confidence) == (CellKind.INFERRED, good_values()[PERSON], 40)
    assert "合计" in str(cell.because)


def test_a_doubtful_figure_that_a_sum_contradicts_is_not_taken_nor_put_right():
    cell = doubtful({PERSON: 7}, PERSON).cell(PERSON)

    assert (cell.kind, cell.value, cell.confidence) == (CellKind.UNREADABLE, None, 40)
    assert "40%" in str(cell.because)


def test_two_doubtful_figures_of_one_sum_do_not_vouch_for_one_another():
    """Both are one off in opposite directions: the row holds, the columns do not."""
    good = good_values()
    business = "applications.granted.business"
    made = doubtful({PERSON: good[PERSON] + 1, business: good[business] - 1}, PERSON, business)

    assert [made.value(PERSON), made.value(business)] == [None, None]


def test_a_doubtful_figure_in_no_sum_is_not_taken():
    at = "article_20.licences.decisions"

    assert doubtful({}, at).value(at) is None
    assert doubtful({}, GRANTED).value(at) == good_values()[at]
