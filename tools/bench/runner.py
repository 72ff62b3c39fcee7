"""Reads files with one library, in a process of its own; tells times and memory as JSON.

Run by the interpreter that has the library, which may be another than ours: it needs nothing but the library.
``runner.py READER WARM FILE …``: the first WARM files only warm the process; each of the others is read once, as files are.
Time is that of the processor, of all threads, so that other work on the machine hardly counts.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Takes a file's name and content, gives something that tells how much was found in it.
Reader = Callable[[str, bytes], int]


def gongkai() -> Reader:
    """Reading and checking."""
    from disclosure.examine import examine_bytes

    def read(name: str, data: bytes) -> int:
        return sum(cell.value is not None for cell in examine_bytes(data, name).report.cells)

    return read


def gongkai_reading() -> Reader:
    """Reading alone."""
    from disclosure.reading import read_report

    return lambda name, data: sum(cell.value is not None for cell in read_report(data, name).cells)


def unzip_and_parse() -> Reader:
    """The floor of Word files: the XML of the document, unzipped and parsed."""
    from lxml import etree

    return lambda _name, data: len(etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")))


def parse_html() -> Reader:
    """The floor of web pages."""
    from lxml import html

    return lambda _name, data: len(html.document_fromstring(data))


def decode() -> Reader:
    """The floor of text: its lines."""
    return lambda _name, data: len(data.decode("utf-8", "replace").splitlines())


def open_workbook() -> Reader:
    """The floor of workbooks: all cells of all sheets."""
    from python_calamine import CalamineWorkbook

    def read(_name: str, data: bytes) -> int:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)

    return read


def pdf_text() -> Reader:
    """The floor of PDF files: their text, page by page."""
    import pypdfium2

    def read(_name: str, data: bytes) -> int:
        document = pypdfium2.PdfDocument(data)
        found = sum(len(page.get_textpage().get_text_bounded()) for page in document)
        document.close()
        return found

    return read


def markitdown() -> Reader:
    """markitdown, to Markdown."""
    from markitdown import MarkItDown, StreamInfo

    converter = MarkItDown()

    def read(name: str, data: bytes) -> int:
        told = StreamInfo(extension=Path(name).suffix, charset="utf-8")
        return len(converter.convert_stream(io.BytesIO(data), stream_info=told).text_content)

    return read


def docling() -> Reader:
    """docling, to its own document."""
    from docling.datamodel.base_models import DocumentStream
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter()

    def read(name: str, data: bytes) -> int:
        document = converter.convert(DocumentStream(name=name, stream=io.BytesIO(data))).document
        return len(document.texts) + len(document.tables)

    return read


READERS: dict[str, Callable[[], Reader]] = {
    reader.__name__: reader
    for reader in (
        gongkai, gongkai_reading, unzip_and_parse, parse_html, decode, open_workbook, pdf_text, markitdown, docling
    )
}  # fmt: skip


def timed(read: Reader, name: str, data: bytes) -> tuple[float, int]:
    """The time that a file takes in milliseconds, and how much was found in it."""
    start = time.process_time()
    found = read(name, data)
    return (time.process_time() - start) * 1000, found


def peak_megabytes() -> float:
    """The most memory that this process ever had, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("no VmHWM")


def main() -> None:
    """Read, and tell on the last line of our output."""
    name, warm, *paths = sys.argv[1:]
    files = [(path, Path(path).read_bytes()) for path in paths]
    told: dict[str, Any]
    try:
        read = READERS[name]()
        for path, data in files[: int(warm)]:
            read(path, data)
        # As our program's reading process does after loading: else a look through all that any library loaded, for garbage,
        # falls on one of the files by chance and is taken for that file's time.
        gc.freeze()
        measured = [timed(read, path, data) for path, data in files[int(warm) :]]
        told = {"ms": [ms for ms, _found in measured], "peak": peak_megabytes(), "found": [found for _ms, found in measured]}
    except Exception as error:  # whatever stops a library is what is said of it
        told = {"failed": f"{type(error).__name__}: {error}"}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
