"""Pages saved whole into one file, as browsers of the time saved them."""

from __future__ import annotations

import base64
import quopri

import pytest

from disclosure.errors import UnreadableError
from disclosure.reading import read_report
from disclosure.reading.formats import HTML, SAVED_PAGE, TEXT, format_of
from disclosure.reading.web.mhtml import read_saved_page
from disclosure.samples import Layout, generate
from engine.samples.test_read_back import cells_differing


def saved(page: bytes, charset: str, encoding: str = "quoted-printable") -> bytes:
    body = quopri.encodestring(page) if encoding == "quoted-printable" else base64.encodebytes(page)
    return (
        b"From: <Saved>\r\nSubject: =?gb2312?B?xOqxqA==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\ttype="text/html";\r\n\tboundary="----=_B"\r\n\r\n------=_B\r\nContent-Type: text/html;\r\n\tcharset="'
        + charset.encode()
        + b'"\r\nContent-Transfer-Encoding: '
        + encoding.encode()
        + b"\r\nContent-Location: http://a.example/1.html\r\n\r\n"
        + body
        + b"\r\n------=_B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------=_B--\r\n"
    )


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_every_cell_of_a_saved_page_is_read_as_printed(encoding):
    for name, data, truth in generate(10, 43, (Layout.FOUND_HTML,)):
        assert cells_differing(saved(data, "utf-8", encoding), truth) == [], name


def test_the_encoding_is_that_of_the_part():
    (paragraph,) = read_saved_page(saved("<p>政府資訊公開</p>".encode("big5"), "big5")).blocks

    assert paragraph.text == "政府資訊公開"


def test_a_saved_page_that_breaks_off_is_read_as_far_as_it_goes():
    name, data, truth = next(iter(generate(1, 44, (Layout.FOUND_HTML,))))
    whole = saved(data, "utf-8")

    report = read_report(whole[: len(whole) * 2 // 3], name)

    assert all(cell.value == truth.report.value(cell.at) for cell in report.cells if cell.value is not None)


def test_a_message_without_a_page_is_refused_with_what_to_do():
    with pytest.raises(UnreadableError, match="另存"):
        read_saved_page(saved(b"<p>1</p>", "utf-8").replace(b"text/html", b"text/x-other"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>1</p>", SAVED_PAGE),
        ("电话: 0000\n地址: 甲\n\n正文".encode(), TEXT),
        (b"Phone: 0000\nAddress: A\n\ntext", TEXT),
        (b"<html><p>MIME-Version: 1.0</p>", HTML),
        (b"\xff\xfe" + "<html><p>甲</p>".encode("utf-16-le"), HTML),
        (b"\xfe\xff" + " \n<!DOCTYPE html><p>甲</p>".encode("utf-16-be"), HTML),
    ],
)
def test_a_saved_page_is_known_by_what_is_in_it(data, kind):
    assert format_of(data) is kind


def test_thousands_of_parts_are_refused():
    with pytest.raises(UnreadableError):
        read_saved_page(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + b"\r\n--x\r\n\r\n" * 5_000)
