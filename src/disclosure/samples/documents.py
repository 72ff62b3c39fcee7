"""Invented reports as files of any layout: text in our own hand, .docx, .html and .pdf through the writers, others as found."""

from __future__ import annotations

from disclosure.samples.markdown import render_markdown
from disclosure.samples.pages import render_page
from disclosure.samples.text import render_txt
from disclosure.samples.torn import render_torn
from disclosure.samples.truth import Layout, Truth
from disclosure.samples.word import render_word
from disclosure.samples.workbooks import render_workbook
from disclosure.writing.compose import compose
from disclosure.writing.docx import write_docx
from disclosure.writing.html import write_html
from disclosure.writing.pdf import write_pdf

_FOUND = {
    Layout.FOUND_DOCX: render_word,
    Layout.FOUND_HTML: render_page,
    Layout.XLSX: render_workbook,
    Layout.MARKDOWN: render_markdown,
    Layout.TORN_PDF: render_torn,
}


def render(truth: Truth) -> bytes:
    """The report as a file in its layout; the same truth gives the same bytes."""
    if truth.layout is Layout.DOCX:
        return write_docx(compose(truth.report))
    if truth.layout is Layout.HTML:
        return write_html(compose(truth.report))
    if truth.layout is Layout.PDF:
        return write_pdf(compose(truth.report))
    return _FOUND.get(truth.layout, render_txt)(truth)
