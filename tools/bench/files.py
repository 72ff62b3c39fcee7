"""The files that reading is measured on: the same invented reports in every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.word import as_word_saves_it, xml_bytes
from disclosure.blocks import Block, Grid
from disclosure.samples import Layout, Truth, generate
from disclosure.writing.compose import compose
from disclosure.writing.look import OFFICIAL
from disclosure.writing.pdf import write_pdf
from disclosure.writing.xlsx import write_xlsx

_SEED = 2021
#: From how many bytes of XML on a Word file counts as made in Word.
LARGE = 250 * 1024
_SMALL = replace(OFFICIAL, body_size=12, line=20)
_TEXT = (Layout.WORD_DUMP, Layout.TAB_ROWS, Layout.BROKEN_ROWS)


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name in the book, the reader that is its floor (see ``runner``), and its files without end."""

    key: str
    title: str
    floor: str
    made: Callable[[], Iterator[bytes]]
    suffix: str


def _reports(*layouts: Layout) -> Iterator[tuple[bytes, Truth]]:
    for _name, data, truth in generate(100_000, _SEED, layouts):
        yield data, truth


def _rendered(*layouts: Layout) -> Callable[[], Iterator[bytes]]:
    return lambda: (data for data, _truth in _reports(*layouts))


def _word() -> Iterator[bytes]:
    for data, _truth in _reports(Layout.DOCX):
        edited = as_word_saves_it(data)
        if xml_bytes(edited) >= LARGE:
            yield edited


def _workbooks() -> Iterator[bytes]:
    return (write_xlsx(truth.report) for _data, truth in _reports(Layout.HTML))


def _pdf() -> Iterator[bytes]:
    return (as_pdf(truth) for _data, truth in _reports(Layout.HTML))


def as_pdf(truth: Truth) -> bytes:
    """A report as a PDF of three pages, set smaller than the official look, which takes four."""
    return write_pdf(compose(truth.report), _SMALL)


def _markdown() -> Iterator[bytes]:
    for _data, truth in _reports(Layout.HTML):
        yield "\n\n".join(map(_as_markdown, compose(truth.report).blocks)).encode()


def _as_markdown(block: Block) -> str:
    """A block as converters write it: every column has its cell, and what a merged cell covers is empty."""
    if not isinstance(block, Grid):
        return f"# {block.text}" if block.style == "title" else f"## {block.text}" if block.style == "heading" else block.text
    lines = []
    for row in block.rows:
        cells = [text for cell in row for text in (cell.text.replace("\n", " "), *[""] * (cell.column_span - 1))]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([lines[0], "|" + " --- |" * lines[0].count(" | "), *lines[1:]])


KINDS = (
    Kind("docx", "Word, as we write it", "unzip_and_parse", _rendered(Layout.DOCX), ".docx"),
    Kind("word", "Word, edited for years (≥ 250 KB of XML)", "unzip_and_parse", _word, ".docx"),
    Kind("html", "web page", "parse_html", _rendered(Layout.HTML), ".html"),
    Kind("txt", "text taken out of Word", "decode", _rendered(*_TEXT), ".txt"),
    Kind("md", "Markdown", "decode", _markdown, ".md"),
    Kind("xlsx", "workbook", "open_workbook", _workbooks, ".xlsx"),
    Kind("pdf", "PDF of three pages", "pdf_text", _pdf, ".pdf"),
)  # fmt: skip


def written(kind: Kind, count: int, folder: Path) -> list[Path]:
    """So many files of a kind, written below ``folder``."""
    place = folder / kind.key
    place.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, data in zip(range(count), kind.made(), strict=False):
        path = place / f"{number:02d}{kind.suffix}"
        path.write_bytes(data)
        paths.append(path)
    return paths
