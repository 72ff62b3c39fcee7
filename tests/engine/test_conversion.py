"""Old kinds of Office file, converted by the real LibreOffice: read like new ones, within limits, said clearly without it."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

import hostile_files as hostile
from disclosure import conversion
from disclosure.conversion import NoConverterError, SlowConversionError, converted
from disclosure.errors import UnreadableError
from disclosure.form import DocumentType
from disclosure.isolation import Examiner, Limits
from disclosure.reading import read_report
from disclosure.reading.formats import format_of
from disclosure.reading.old_formats import modernised, old_kind
from disclosure.samples import sample_files
from engine.reading.old_workbooks import ole

pytestmark = pytest.mark.once

NAME, WORD = next((name, data) for name, data in sample_files() if name.endswith(".docx"))
needs_office = pytest.mark.skipif(conversion.converter() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> dict[str, bytes]:
    """The same report as LibreOffice writes it in old kinds."""
    return {suffix: converted(WORD, ".docx", suffix, seconds=120) or b"" for suffix in ("doc", "rtf", "odt")}


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_a_report_in_an_old_kind_is_read_like_the_new_one(old, suffix):
    expected = read_report(WORD, NAME)
    with Examiner(limits=Limits(seconds=60)) as examiner:
        report = examiner.examine(old[suffix], f"年报.{suffix}").report

    assert [(cell.at, cell.kind, cell.value) for cell in report.cells] == [
        (cell.at, cell.kind, cell.value) for cell in expected.cells
    ]
    assert [(part.number, part.title) for part in report.sections] == [(part.number, part.title) for part in expected.sections]
    assert report.source.media_type in ("application/msword", "application/rtf", "application/vnd.oasis.opendocument.text")


@needs_office
def test_the_source_is_the_file_as_it_came(old):
    import hashlib

    with Examiner(limits=Limits(seconds=60)) as examiner:
        source = examiner.examine(old["doc"], "年报.wps").report.source

    assert (source.file, source.sha256) == ("年报.wps", hashlib.sha256(old["doc"]).hexdigest())


@needs_office
def test_what_cannot_be_opened_is_said_so():
    with pytest.raises(UnreadableError, match="打不开"):
        modernised(ole({"WordDocument": b"x" * 5000}))


def test_without_libreoffice_the_kind_and_the_line_that_installs_it_are_said(monkeypatch):
    monkeypatch.setattr("disclosure.reading.old_formats.converter", lambda: None)

    with Examiner() as examiner:
        found = examiner.examine(b"{\\rtf1 }", "a.rtf")

    assert found.report.document_type is DocumentType.UNREADABLE
    assert "RTF" in str(found.findings[0].message)
    assert "apt-get install libreoffice" in str(found.findings[0].message)
    with pytest.raises(NoConverterError):
        modernised(ole({"WordDocument": b"x"}))


def fake_office(folder: Path, script: str, monkeypatch) -> None:
    """A program in LibreOffice's place that misbehaves on purpose: the real one cannot be made to in a moment."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(tmp_path, monkeypatch):
    fake_office(tmp_path, f"sleep 321 & echo $! > {tmp_path}/pid; sleep 321", monkeypatch)

    began = time.monotonic()
    with pytest.raises(SlowConversionError, match="2秒"):
        converted(b"x", ".doc", "docx", seconds=2)

    assert time.monotonic() - began < 8
    started = (tmp_path / "pid").read_text().strip()
    time.sleep(0.2)
    state = subprocess.run(["ps", "-o", "stat=", "-p", started], capture_output=True, text=True, check=False).stdout.strip()
    assert state in ("", "Z"), "what it started is gone too"


def test_a_converter_that_makes_nothing_gives_nothing_and_leaves_nothing(tmp_path, monkeypatch):
    fake_office(tmp_path, "exit 0", monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert converted(b"x", ".doc", "docx", seconds=5) is None
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("gongkai-")] == []


def test_the_converter_runs_with_a_ceiling_on_memory_and_a_profile_that_is_closed(tmp_path, monkeypatch):
    limits = f"ulimit -v > {tmp_path}/limit; ulimit -d > {tmp_path}/data"
    fake_office(tmp_path, f'{limits}; cp -r "$TMPDIR/profile" {tmp_path}/profile; env > {tmp_path}/env', monkeypatch)

    converted(b"x", ".doc", "docx", seconds=5)

    assert int((tmp_path / "limit").read_text()) == 3 * 1024 * 1024
    assert int((tmp_path / "data").read_text()) == 512 * 1024
    settings = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert all(name in settings for name in ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks"))


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"{\\rtf1 x}", ".rtf"),
        (ole({"WordDocument": b"x"}), ".doc"),
        (hostile.zipped({"mimetype": b"x"}), None),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', ".xml"),
        (WORD, None),
        (b"text", None),
    ],
)
def test_old_kinds_are_known_by_their_first_bytes(data, suffix):
    kind = old_kind(data)

    assert (kind.suffix if kind else None) == suffix


@pytest.mark.parametrize("more", ["", "<!--" + "x" * 9_000 + "-->", "<?p " + "x" * 9_000 + "?>\n<!-- <a> -->"])
@pytest.mark.parametrize("declared", ['<!DOCTYPE a [<!ENTITY b "b">]>', "<!doctype a>"])
def test_a_document_type_is_refused_wherever_it_stands_before_the_root(more, declared):
    head = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?>{more}'

    with pytest.raises(UnreadableError, match="实体定义"):
        old_kind(f"{head}{declared}<a/>".encode())
    assert old_kind(f"{head}<a><![CDATA[<!DOCTYPE]]></a>".encode()) is not None


@needs_office
@pytest.mark.parametrize("name", ["deep", "objects"])
def test_hostile_files_end_in_time_and_are_explained(name):
    data = hostile.BUILT[f"{name}.rtf"]()

    began = time.monotonic()
    with Examiner() as examiner:
        found = examiner.examine(data, "a.rtf")

    assert time.monotonic() - began < 12
    assert found.report.document_type is DocumentType.UNREADABLE
    assert "请" in str(found.findings[0].message)


@needs_office
@pytest.mark.parametrize("name", ["external-entity.xml", "entities.xml"])
def test_entities_are_refused_before_anybody_unfolds_them(name):
    with pytest.raises(UnreadableError, match="实体"):
        modernised(hostile.BUILT[name]())


@needs_office
@pytest.mark.parametrize("name", ["linked.odt", "included.rtf"])
def test_what_a_file_only_points_at_is_not_fetched(name):
    modern = modernised(hostile.BUILT[name]())

    assert modern is not None
    assert not [block for block in format_of(modern).read(modern).blocks if "root:" in block.text]


def broken_off(data: bytes, ends: range) -> None:
    with Examiner() as examiner:
        for end in ends:
            began = time.monotonic()
            found = examiner.examine(data[:end], "a.doc")
            assert time.monotonic() - began < 15, end
            assert found.report.document_type is DocumentType.ANNUAL_REPORT or "请" in str(found.findings[0].message), end


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_an_old_file_that_broke_off_is_read_as_far_as_it_goes_or_explained(old, suffix):
    size = len(old[suffix])
    broken_off(old[suffix], range(size // 3, size, size // 3))


@needs_office
@pytest.mark.deep
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_an_old_file_that_broke_off_anywhere_is_read_as_far_as_it_goes_or_explained(old, suffix):
    broken_off(old[suffix], range(1024, len(old[suffix]), 4096))
