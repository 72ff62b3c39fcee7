"""PDF files bound into one, each page with its number in the whole."""

from __future__ import annotations

import pypdfium2
import pytest

from disclosure.blocks import Document, Paragraph
from disclosure.errors import UnreadableError
from disclosure.letters import laid_out
from disclosure.writing.binding import bound, page_count
from disclosure.writing.pdf import write_pdf
from letters_cast import AFTER, reply


def texts(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def test_pages_stand_in_order_and_bear_the_numbers_by_which_an_index_names_them():
    letter = write_pdf(laid_out(reply("partly_granted/separated", AFTER)))
    parts = [write_pdf(Document((Paragraph("目录"),))), letter, write_pdf(Document((Paragraph("附件"),)))]
    made = bound(parts)
    assert page_count(made) == 2 + page_count(letter)
    for place, text in enumerate(texts(made), start=1):
        assert str(place) in text.split()
    assert "目录" in texts(made)[0]
    assert "附件" in texts(made)[-1]


def test_the_number_stands_in_the_upper_right_corner():
    page = pypdfium2.PdfDocument(bound([write_pdf(Document((Paragraph("目录"),)))]))[0]
    wide, high = page.get_size()
    assert page.get_textpage().get_text_bounded(left=wide - 60, bottom=high - 60, right=wide, top=high).strip() == "1"


def test_what_was_bound_keeps_its_words_and_a_damaged_file_is_refused():
    letter = write_pdf(laid_out(reply("granted/provided", AFTER)))
    assert texts(letter)[0].replace("\r\n", "") in texts(bound([letter]))[0].replace("\r\n", "")
    with pytest.raises(UnreadableError):
        bound([letter, b"%PDF-1.4 damaged"])
