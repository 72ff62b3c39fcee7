"""Blacking out: what is hidden is gone from the file, what is not is still there to be seen."""

from __future__ import annotations

import io
import random
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from disclosure import conversion
from disclosure.blocks import Document, Paragraph
from disclosure.errors import UnreadableError
from disclosure.isolation.errand import run
from disclosure.redaction import (
    Area,
    NoConverterError,
    RedactionError,
    as_pdf,
    draw_page,
    find_areas,
    page_sizes,
    prove,
    redact,
)
from disclosure.redaction.burning import picture_pdf
from disclosure.writing.pdf import write_pdf
from redaction_documents import IDENTITY, MOBILE, PLAIN, SECRET, pdf, word


@pytest.fixture(scope="module")
def source() -> bytes:
    return pdf()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "").replace(" ", "")


def brightness(data: bytes, area: Area) -> tuple[int, int]:
    picture = Image.open(io.BytesIO(draw_page(data, area.page, 150))).convert("L")
    wide, high = picture.size
    box = (area.left * wide + 1, area.top * high + 1, area.right * wide - 1, area.bottom * high - 1)
    return picture.crop(tuple(map(int, box))).getextrema()


def test_words_and_personal_numbers_are_found_over_line_ends_on_every_page(source):
    areas, silent = find_areas(source, [SECRET])
    assert silent == ()
    assert {area.why for area in areas} == {SECRET, "手机号码", "居民身份证号码"}
    assert {area.page for area in areas if area.why == SECRET} == {1, 3}
    # seven times in the text, and where a line ends inside the name there are two rectangles
    assert len([area for area in areas if area.why == SECRET]) >= 7


def test_full_width_and_blanks_hide_no_word(source):
    assert find_areas(source, ["１３８ 0000 1234"], personal=False)[0]
    assert find_areas(source, ["没有这个词", "  "], personal=False) == ((), ())


def test_nothing_is_left_under_the_black(source):
    areas, _silent = find_areas(source, [SECRET])
    made = redact(source, areas)
    for hidden in (SECRET, MOBILE, IDENTITY, PLAIN):
        assert hidden in text_of(source)
        assert hidden not in text_of(made)
        assert hidden.encode() not in made
        assert hidden.encode("utf-16-be") not in made
    assert text_of(made) == ""
    assert all(brightness(made, area)[1] <= 24 for area in areas)
    assert all(brightness(source, area)[1] > 200 for area in areas)
    proof = prove(made, areas)
    assert (proof.pages, proof.areas, proof.letters, proof.others, proof.properties) == (3, len(areas), 0, 0, 0)
    assert pypdfium2.PdfDocument(made).get_metadata_dict(skip_empty=True) == {}


def test_what_is_not_hidden_is_still_to_be_seen(source):
    areas, _silent = find_areas(source, [SECRET])
    made = redact(source, areas)
    shown = next(area for area in find_areas(source, [PLAIN], personal=False)[0] if area.page == 1)
    darkest, brightest = brightness(made, shown)
    assert darkest < 100
    assert brightest > 200


def test_the_same_input_gives_the_same_bytes(source):
    areas = [Area(1, 0.1, 0.1, 0.5, 0.2)]
    assert redact(source, areas) == redact(source, areas)


def test_an_optical_reader_finds_nothing_either(source, tmp_path):
    areas, _silent = find_areas(source, [SECRET])
    (tmp_path / "page.png").write_bytes(draw_page(redact(source, areas), 1, 200))
    said = subprocess.run(
        ["tesseract", str(tmp_path / "page.png"), "-", "-l", "chi_sim"], capture_output=True, text=True, check=True
    ).stdout.replace(" ", "")
    assert "补偿标准" in said
    assert SECRET[:4] not in said
    assert MOBILE not in said


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turned_pages_are_black_in_the_right_place(source, degrees):
    document = pypdfium2.PdfDocument(source)
    for page in document:
        page.set_rotation(degrees)
    out = io.BytesIO()
    document.save(out)
    turned = out.getvalue()
    areas, _silent = find_areas(turned, [], personal=True)
    assert len(areas) == 2
    # What stands there is dark on bright; a place that was wrong would be empty paper.
    assert all(brightness(turned, area)[0] < 120 for area in areas)
    prove(redact(turned, areas), areas)


def test_a_page_cut_to_a_part_of_its_paper_is_black_in_the_right_place(source):
    document = pypdfium2.PdfDocument(source)
    document[0].set_cropbox(40, 100, 560, 800)
    out = io.BytesIO()
    document.save(out)
    areas, _silent = find_areas(out.getvalue())
    assert all(brightness(out.getvalue(), area)[0] < 120 for area in areas)
    prove(redact(out.getvalue(), areas), areas)


def test_a_scanned_page_is_named_because_it_cannot_be_searched():
    picture = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(picture).rectangle((100, 100, 300, 200), fill=0)
    scan = picture_pdf([(picture, (600, 800))])
    assert find_areas(scan, ["任何"]) == ((), (1,))
    made = redact(scan, [Area(1, 0.5, 0.5, 0.8, 0.7)])
    prove(made, [Area(1, 0.5, 0.5, 0.8, 0.7)])


def test_a_photograph_is_kept_small_and_its_black_is_black():
    noise = random.Random(7)  # noqa: S311 - a picture, no secret
    picture = Image.frombytes("RGB", (900, 1200), noise.randbytes(900 * 1200 * 3))
    area = Area(1, 0.2, 0.2, 0.6, 0.5)
    made = redact(picture_pdf([(picture, (430, 570))]), [area], resolution=150)
    assert b"DCTDecode" in made
    prove(made, [area])


def test_reading_again_refuses_what_is_not_black_or_not_a_picture(source):
    with pytest.raises(RedactionError, match="可以复制的文字"):
        prove(source, [])
    made = redact(source, [])
    with pytest.raises(RedactionError, match="第1页的遮盖不完整"):
        prove(made, [Area(1, 0.1, 0.1, 0.9, 0.9)])
    with pytest.raises(RedactionError, match="文件属性"):
        prove(made.replace(b"<</Type/Catalog", b"<</Metadata null/Type/Catalog"), [])


@pytest.mark.parametrize("area", [Area(9, 0, 0, 1, 1), Area(1, 0.5, 0, 0.4, 1), Area(1, -1, 0, 1, 1), Area(0, 0, 0, 1, 1)])
def test_an_area_on_no_page_is_refused(source, area):
    with pytest.raises(UnreadableError, match="不在页面上"):
        redact(source, [area])


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\nbroken", b"PK\x03\x04", b"%PDF-" + b"\x00" * 5000])
def test_what_is_no_pdf_is_refused_with_what_to_do(data):
    with pytest.raises(UnreadableError, match="打不开"):
        page_sizes(data)


def test_a_word_file_is_drawn_as_its_pages(tmp_path):
    made = as_pdf(word(), "协议.docx")
    areas, _silent = find_areas(made, [SECRET])
    assert len(areas) >= 9
    prove(redact(made, areas), areas)


def test_other_files_and_a_missing_converter_are_said_clearly(monkeypatch):
    with pytest.raises(UnreadableError, match="只能遮盖PDF和Word"):
        as_pdf(b"\x89PNG", "照片.png")
    monkeypatch.setattr(conversion, "converter", lambda: None)
    with pytest.raises(NoConverterError, match="LibreOffice"):
        as_pdf(word(), "协议.docx")


def test_the_child_does_it_all_and_its_refusals_come_through(source):
    areas, _silent = run("find", source, [SECRET])
    made, proof = run("redact", source, areas)
    assert (made, proof.letters) == (redact(source, areas), 0)
    assert [replace(page, width=0, height=0).number for page in run("sizes", made)] == [1, 2, 3]
    with pytest.raises(UnreadableError, match="打不开"):
        run("sizes", b"nothing")
    with pytest.raises(UnreadableError, match="还没有完成"):
        run("redact", source, areas, seconds=0.01)
    with pytest.raises(UnreadableError, match="内存"):
        run("redact", source, areas, memory=40 * 2**20)


def test_the_folder_of_a_conversion_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    as_pdf(word(), "协议.docx")
    assert [path for path in Path(tmp_path).iterdir() if path.name.startswith("gongkai-")] == []


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("𠮷" * 3 + f"的电话是{MOBILE}。", id="letters outside the basic plane"),
        pytest.param("电" * 22 + f"话{MOBILE}", id="a number that goes on in the next line"),
        pytest.param("１３８００００１２３４", id="full width"),
    ],
)
def test_a_personal_number_is_found_wherever_it_stands(said):
    data = write_pdf(Document((Paragraph(said),)))
    areas, _silent = find_areas(data)
    assert {area.why for area in areas} == {"手机号码"}
    made = redact(data, areas)
    prove(made, areas)
    assert all(brightness(data, area)[0] < 120 for area in areas)
