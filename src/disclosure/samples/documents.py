"""Invented reports as files of any layout: text in our own hand, .docx and .html through the writers."""

from __future__ import annotations

from disclosure.samples.text import render_txt
from disclosure.samples.truth import Layout, Truth
from disclosure.writing.compose import compose
from disclosure.writing.docx import write_docx
from disclosure.writing.html import write_html


def render(truth: Truth) -> bytes:
    """The report as a file in its layout; the same truth gives the same bytes."""
    if truth.layout is Layout.DOCX:
        return write_docx(compose(truth.report))
    if truth.layout is Layout.HTML:
        return write_html(compose(truth.report))
    return render_txt(truth)
