"""Measure on this machine what a user waits for: reading, checking, examining, and the start of the command line.

    make bench

Reading is shown beside its floor, which is merely unzipping and parsing the same bytes. Medians of several runs; nothing
is asserted, since a figure is only as good as the machine is quiet.
"""

from __future__ import annotations

import copy
import io
import os
import platform
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree, html

from disclosure.checks.registry import findings_of
from disclosure.checks.rule import Subject
from disclosure.claims.reading import read_claims
from disclosure.examine import examine_bytes
from disclosure.form import Report
from disclosure.reading import read_report
from disclosure.samples import sample_files

GONGKAI = str(Path(sys.executable).with_name("gongkai"))


def median_ms(work: Callable[[], object], runs: int = 15) -> float:
    """The median time of ``work`` in milliseconds, after one run that warms the caches."""
    work()
    times = []
    for _run in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def floor(name: str, data: bytes) -> float | None:
    """Merely unzipping and parsing, in milliseconds; None for plain text, which needs neither."""
    if name.endswith(".docx"):
        return median_ms(lambda: etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")))
    if name.endswith(".html"):
        return median_ms(lambda: html.document_fromstring(data))
    return None


def as_word_saves_it(data: bytes) -> bytes:
    """A .docx with its text cut into short runs, each with all its properties: what years of editing in Word make of it."""
    source = zipfile.ZipFile(io.BytesIO(data))
    document = etree.fromstring(source.read("word/document.xml"))
    word = "{" + document.nsmap["w"] + "}"
    for run in list(document.iter(word + "r")):
        text = run.find(word + "t")
        if text is not None and text.text:
            cut_up(run, text.text, word)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, etree.tostring(document) if name == "word/document.xml" else source.read(name))
    return target.getvalue()


def cut_up(run: etree._Element, words: str, word: str, length: int = 2) -> None:
    """Replace a run by runs of ``length`` characters with fonts, size and language each."""
    for start in range(0, len(words), length):
        piece = copy.deepcopy(run)
        properties = piece.find(word + "rPr")
        if properties is None:
            properties = etree.Element(word + "rPr")
            piece.insert(0, properties)
        for name, value in (
            ("color", "000000"),
            ("spacing", "0"),
            ("w", "100"),
            ("kern", "0"),
            ("sz", "32"),
            ("szCs", "32"),
            ("lang", "zh-CN"),
        ):
            etree.SubElement(properties, word + name).set(word + "val", value)
        for text in piece.iter(word + "t"):
            text.text = words[start : start + length]
        run.addprevious(piece)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def xml_kb(name: str, data: bytes) -> float:
    """How much there is to parse, in KB: the document inside a .docx, else the file itself."""
    if name.endswith(".docx"):
        return zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size / 1024
    return len(data) / 1024


def check(report: Report) -> object:
    """All rules over a report that was read."""
    return findings_of(Subject(report, read_claims(report)))


def reports() -> None:
    """Each sample, and the .docx ones as Word would have saved them: size, floor, reading, checking, both."""
    print(f"{'KB':>6} {'floor ms':>9} {'read ms':>9} {'x floor':>8} {'check ms':>9} {'both ms':>9}  sample")
    samples = list(sample_files())
    edited = [(f"edited in Word: {name}", as_word_saves_it(data)) for name, data in samples if name.endswith(".docx")]
    for name, data in [*samples, *edited]:
        lowest = floor(name, data)
        read = median_ms(partial(read_report, data, name))
        checked = median_ms(partial(check, read_report(data, name)))
        both = median_ms(partial(examine_bytes, data, name))
        beside = f"{lowest:9.2f} {read:9.2f} {read / lowest:8.1f}" if lowest else f"{'':9} {read:9.2f} {'':8}"
        print(f"{xml_kb(name, data):6.0f} {beside} {checked:9.2f} {both:9.2f}  {name}")


def command_line() -> None:
    """What one waits for a command that does next to nothing."""
    for words in (["--help"], ["clock", "--received", "2024-09-10"]):
        took = median_ms(partial(subprocess.run, [GONGKAI, *words], check=True, capture_output=True), 5)
        print(f"gongkai {' '.join(words)}: {took:.0f} ms")


def main() -> None:
    """Print all figures with the machine that they were measured on."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    reports()
    command_line()


if __name__ == "__main__":
    main()
