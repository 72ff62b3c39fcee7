"""Files that nobody vouches for are examined in a child with limits: whatever is in them, the answer is a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from disclosure.checks.finding import Severity
from disclosure.form import DocumentType
from disclosure.isolation import Examiner, Limits, examine_files
from disclosure.samples import sample_files


@pytest.fixture(scope="module")
def examiner():
    with Examiner() as found:
        yield found


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def word_file(xml: bytes) -> bytes:
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped(**{"[Content_Types].xml": types, "word__document.xml": xml})


ENTITY_BOMB = (
    b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">"""
    + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%s;" % (b"" if level == 1 else str(level - 1).encode()) * 10)
        for level in range(1, 12)
    )
    + b"]><d>&a11;</d>"
)
EXTERNAL_ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'

HOSTILE = {
    "empty": b"",
    "blank": b"  \r\n\t ",
    "nul bytes": b"\x00" * 5000,
    "zip bomb": word_file(b"<w>" + b"0" * 300_000_000 + b"</w>"),
    "entity bomb": word_file(ENTITY_BOMB),
    "external entity": word_file(EXTERNAL_ENTITY),
    "zip that is no Word file": zipped(**{"readme.txt": b"hello"}),
    "truncated zip": word_file(b"<w/>")[:-30],
    "old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "broken JSON": b'{"schema": "gongkai.report/1", ',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_answered_with_what_is_wrong_and_what_to_do(examiner, kind):
    examination = examiner.examine(HOSTILE[kind], "文件")

    assert examination.report.document_type is DocumentType.UNREADABLE
    (finding,) = examination.findings
    assert finding.severity is Severity.ERROR
    message = str(finding.message)
    assert "请" in message, message
    assert "Traceback" not in message
    assert "root:" not in message


def test_the_next_file_is_read_as_if_nothing_had_happened(examiner):
    examiner.examine(HOSTILE["zip bomb"], "bomb.docx")
    name, data = next(sample_files())

    assert examiner.examine(data, name).report.document_type is DocumentType.ANNUAL_REPORT


def test_a_child_that_takes_too_long_is_stopped_and_replaced():
    slow = Limits(seconds=0.0)
    name, data = next(sample_files())
    with Examiner(limits=slow) as examiner:
        stopped = examiner.examine(data, name)
        again = examiner.examine(data, name)

    assert "秒" in str(stopped.findings[0].message)
    assert again.report.document_type is DocumentType.UNREADABLE


def test_a_child_that_needs_too_much_memory_says_so():
    # Deep nesting makes the parser ask for far more than the file's size.
    data = b"<html><body>" + b"<table><tr><td>1" * 400_000 + b"</body></html>"
    with Examiner(limits=Limits(memory=220 * 1024 * 1024)) as examiner:
        examination = examiner.examine(data, "deep.html")

    assert examination.report.document_type is not DocumentType.ANNUAL_REPORT
    assert examination.findings


def test_a_file_that_is_not_there_and_one_that_is_enormous_cost_only_themselves(tmp_path: Path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    name, data = next(sample_files())
    good = tmp_path / "good.txt"
    good.write_bytes(data)

    files = [("missing", tmp_path / "missing.txt"), ("large", large), (name, good)]
    found = list(examine_files(files))

    kinds = [examination.report.document_type for examination in found]
    assert kinds == [DocumentType.UNREADABLE, DocumentType.UNREADABLE, DocumentType.ANNUAL_REPORT]
    assert "不存在" in str(found[0].findings[0].message)
    assert "65 MB" in str(found[1].findings[0].message)


def test_several_children_give_the_same_in_the_same_order(tmp_path: Path):
    files = []
    for name, data in sample_files():
        (tmp_path / name).write_bytes(data)
        files.append((name, tmp_path / name))

    one = list(examine_files(files, workers=1))
    two = list(examine_files(files, workers=2))

    assert [entry.report.source.file for entry in two] == [name for name, _path in files]
    assert [entry.findings for entry in one] == [entry.findings for entry in two]
