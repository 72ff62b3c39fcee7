"""PDF files in the official look: the same text as Word, the same bytes twice, nothing read as markup."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from disclosure.blocks import Document, Grid, GridCell, Paragraph
from disclosure.letters import laid_out
from disclosure.writing.docx import write_docx
from disclosure.writing.docx_letters import right_of_seal
from disclosure.writing.fonts import FAMILIES, NoFontError, chain
from disclosure.writing.look import LETTER, OFFICIAL
from disclosure.writing.pdf import fitted, for_word, write_pdf
from letters_cast import AFTER, every_letter, procedural, reply


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "").replace("\n", "")


@pytest.fixture(scope="module")
def letter():
    return reply("refused.state_secret/refused", AFTER)


def test_a_letter_is_set_with_all_its_words_and_twice_alike(letter):
    made = write_pdf(laid_out(letter), LETTER)
    said = text_of(made)
    for wanted in (letter.agency, letter.number, letter.title, *(line.text for line in letter.lines), "2024年1月2日"):
        assert wanted in said
    assert made == write_pdf(laid_out(letter), LETTER)
    assert write_docx(laid_out(letter), LETTER) == write_docx(laid_out(letter), LETTER)


def test_a_draft_shows_the_place_of_the_seal_and_a_letter_does_not(letter):
    assert "印章处" in text_of(write_pdf(laid_out(letter, draft=True)))
    assert "印章处" not in text_of(write_pdf(laid_out(letter)))


def test_what_somebody_typed_is_printed_and_not_carried_out():
    typed = '#read("/etc/passwd") $x$ *粗* \\ @a <b> #import "@preview/x:1.0.0": * [ ] { }'
    assert '#read("/etc/passwd") $x$ *粗' in text_of(write_pdf(Document((Paragraph(typed),), title=typed)))


def test_a_form_prints_its_rows_and_the_cells_that_are_merged():
    said = text_of(write_pdf(laid_out(procedural("delivery_receipt", AFTER)), LETTER))
    assert "受送达人签名或者盖章" in said
    merged = Grid(
        (
            (GridCell("甲", row_span=2, header=True), GridCell("乙", column_span=2, header=True)),
            (GridCell("丙", header=True), GridCell("丁", header=True)),
            (GridCell("1"), GridCell("2"), GridCell("3")),
        )
    )
    assert set("甲乙丙丁123") <= set(text_of(write_pdf(Document((merged,)))))


def test_a_document_has_neither_author_nor_time(letter):
    document = pypdfium2.PdfDocument(write_pdf(laid_out(letter)))
    told = document.get_metadata_dict(skip_empty=True)
    assert set(told) <= {"Title", "Creator"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青禾镇", (4 + (6.5 - 3) / 2, 4.0)),
        ("临川县青禾镇人民政府", (4 - (10 - 6.5) / 2, 4.0)),
        ("国家市场监督管理总局驻某某省某某市某某县办事处", (0.0, (23 - 6.5) / 2)),
    ],
)
def test_the_name_stands_over_the_middle_of_the_day_and_never_past_the_edge(name, expected):
    assert right_of_seal(name, "2025年3月10日") == pytest.approx(expected)


def test_every_typeface_of_the_look_has_a_font_here_and_none_is_said_clearly(monkeypatch):
    for face in OFFICIAL.typefaces:
        assert chain(face)
        assert face.name in FAMILIES
    monkeypatch.setattr("disclosure.writing.fonts.installed", lambda _folders: frozenset({"DejaVu Sans"}))
    with pytest.raises(NoFontError, match="fonts-noto-cjk"):
        chain(OFFICIAL.body)


def test_the_mark_of_a_word_letter_stands_thirty_millimetres_below_the_edge_and_moves_no_page_number(letter):
    """GB/T 9704-2012 10.1: the mark 30 mm, the lower double line 20 mm from the edges of the paper, both 170 mm wide."""
    word = docx.Document(io.BytesIO(write_docx(laid_out(letter), for_word(laid_out(letter)))))
    frame = word.paragraphs[0]._p.pPr.find(qn("w:framePr"))
    twips = {name: int(frame.get(qn(f"w:{name}"))) for name in ("x", "y", "w")}
    assert {name: round(each / 1440 * 25.4) for name, each in twips.items()} == {"x": 20, "y": 30, "w": 170}
    section = word.sections[0]
    assert round(section.footer_distance.mm) == 20
    number = section.footer.paragraphs[0].paragraph_format
    assert round(section.footer_distance.mm + number.space_after.mm) == round(LETTER.margin_bottom - 12)


def test_a_word_letter_has_lines_as_close_as_its_pdf_or_closer_and_the_same_margins(letter):
    document = laid_out(letter)
    look = for_word(document)
    assert look.line <= fitted(document, LETTER)[1].line
    assert look.margin_bottom == LETTER.margin_bottom


@pytest.mark.deep
def test_every_letter_ends_with_its_seal_on_a_page_with_text():
    for name, each in every_letter(AFTER):
        document = pypdfium2.PdfDocument(fitted(laid_out(each), LETTER)[0])
        last = document[len(document) - 1].get_textpage().get_text_range()
        assert len(document) <= 2, name
        assert len(last.replace("2024年1月2日", "").replace(each.agency, "").strip()) > 20, name


def test_lines_stand_closer_where_that_saves_a_page():
    document = laid_out(reply("refused.state_secret/refused", AFTER))
    assert len(pypdfium2.PdfDocument(write_pdf(document, LETTER))) == 2
    made, look = fitted(document, LETTER)
    assert len(pypdfium2.PdfDocument(made)) == 1
    assert look.line < LETTER.line
