"""What `make bench` is made of: the files it measures, the processes that measure, the book."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from itertools import islice

import pypdfium2
import pytest
from lxml import etree

from disclosure.reading import read_report
from disclosure.samples import Layout, generate
from project.files import PROJECT

sys.path.append(str(PROJECT / "tools"))
from bench import book
from bench.__main__ import known
from bench.files import KINDS, LARGE
from bench.processes import used
from bench.section import Bar, Measure, Section, table
from bench.subjects.reading import Run, _bars, run
from bench.word import as_word_saves_it, xml_bytes


def test_a_report_edited_for_years_says_what_it_said_before():
    _name, data, _truth = next(generate(1, 3, (Layout.DOCX,)))
    edited = as_word_saves_it(data)

    assert [cell.value for cell in read_report(edited, "").cells] == [cell.value for cell in read_report(data, "").cells]
    assert read_report(edited, "").sections == read_report(data, "").sections


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_files_of_a_kind_are_of_that_kind_and_differ(kind):
    files = list(islice(kind.made(), 2))

    assert files[0] != files[1]
    for data in files:
        if kind.suffix == ".docx":
            etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
        if kind.key == "word":
            assert xml_bytes(data) >= LARGE
        if kind.key == "pdf":
            assert len(pypdfium2.PdfDocument(data)) == 3


def test_a_reader_tells_time_memory_and_what_it_found(tmp_path):
    paths = []
    for number, (_name, data, _truth) in enumerate(generate(8, 3, (Layout.DOCX,))):
        paths.append(tmp_path / f"{number}.docx")
        paths[-1].write_bytes(data)

    ours = run(sys.executable, "gongkai", 1, paths)
    floor = run(sys.executable, "unzip_and_parse", 1, paths)

    assert isinstance(ours, Run)
    assert isinstance(floor, Run)
    assert len(ours.times) == len(floor.times) == 2, "six of eight warm the process"
    assert ours.times_of(floor) > 1
    assert ours.peak > floor.peak > 5


def test_a_reader_that_cannot_read_a_file_says_why(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 and then nothing")

    said = run(sys.executable, "gongkai", 1, [tmp_path / "a.docx"])

    assert isinstance(said, str)
    assert "UnreadableError" in said


def test_bars_are_met_or_not_by_the_worst_file_and_the_median():
    floor = Run([2.0, 2.0, 2.0], 20)
    runs = {
        "word": {"floor": floor, "gongkai": Run([6.0, 6.0, 9.0], 30), "docling": Run([60.0] * 3, 300)},
        "html": {"gongkai": Run([11.0], 30)},
    }

    bars = {bar.said: bar.met for bar in _bars(runs)}

    assert bars == {
        "Word files of 250 KB of XML within 4 × the floor, read and checked": False,
        "web pages within 10 ms at the median": False,
        "at least 5 × faster than docling on the same Word files": True,
        "at least 20 × faster than markitdown on the same Word files": None,
    }


def test_a_command_tells_what_all_its_processes_used():
    held = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = b\"1\" * 80_000_000; import time; time.sleep(1)'])"

    found = used([sys.executable, "-c", held], cores=1)

    assert found.seconds > 1
    assert found.megabytes > 80
    assert 0 < found.processor < found.seconds


def test_a_command_that_fails_stops_the_bench():
    with pytest.raises(subprocess.CalledProcessError):
        used([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_book_and_the_figures_hold_what_the_subjects_found(tmp_path, monkeypatch):
    monkeypatch.setattr(book, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(book, "FIGURES", tmp_path / "bench.json")
    monkeypatch.setattr(book, "BOOK", tmp_path / "benchmarks.md")
    one = Section(
        "One", table(["", "s"], [["a", "1"]]), [Measure("one.a", 1.5, "s", "b", 0.5)], [Bar("fast", "1 s", met=True)], ["b: no"]
    )
    book.keep("one", one)

    sections = book.kept(["one", "two"])
    book.write(sections, whole=True)

    assert sections == {"one": one}
    assert json.loads((tmp_path / "bench.json").read_text()) == [
        {"name": "one.a", "value": 1.5, "unit": "s", "against": "b", "ratio": 0.5}
    ]
    told = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "## One\n\n|  | s |\n| --- | ---: |\n| a | 1 |\n\n- met: fast (1 s)\n\n- Left out: b: no\n" in told


def test_subjects_are_found_by_their_place():
    assert known()[:2] == ["reading", "corpus"]
