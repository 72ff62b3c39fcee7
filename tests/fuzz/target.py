"""One reader under a fuzzer that learns from coverage: ``python tests/fuzz/target.py KIND SECONDS SEED FOLDER``.

Starts from reports of the samples. Whatever a file is, examining it ends with a report or with :class:`UnreadableError`; any
other exception, a hang or too much memory ends the process, and the file that did it lies in FOLDER (``crash-…``).
``python tests/fuzz/target.py KIND FILE`` tries one file again.
"""

from __future__ import annotations

import io
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["disclosure.reading", "disclosure.claims", "disclosure.zips", "disclosure.spans"]):
    from disclosure.errors import UnreadableError
    from disclosure.examine import examine_bytes
    from disclosure.samples import Layout, Quirk, Spec, invent, render
    from hostile_files import word_file, zipped

#: A file that takes longer than so many seconds hangs; MB of memory.
LONGEST, MEMORY = 20, 1500
#: Kinds of old Office files are told by these bytes and would start another program.
_OTHER_PROGRAMS = (b"\xd0\xcf\x11\xe0", b"{\\rt")

_LOOSE = (
    (Layout.LINES, (Quirk.BAR_AFTER, Quirk.ROW_ENDS)), (Layout.LINES, (Quirk.BLANKS_DROPPED, Quirk.LABELS_TORN)),
    (Layout.SPACED_ROWS, (Quirk.LABELS_TORN, Quirk.PAGE_NUMBERS)), (Layout.BAR_ROWS, (Quirk.RULED, Quirk.EXTRA_COLUMNS)),
    (Layout.GLUED, ()), (Layout.WORD_DUMP, ()), (Layout.BROKEN_ROWS, (Quirk.SHIFTED_ROWS,)), (Layout.MARKDOWN, ()),
)  # fmt: skip


def _of(layout: Layout, quirks: tuple[Quirk, ...] = ()) -> bytes:
    return render(invent(Spec("青禾镇", 2022, 7, layout=layout, busy=0.3, quirks=quirks)))


def _member(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)


def _in_workbook(sheet: bytes) -> bytes:
    """A workbook of the samples with this as its first sheet: a packed file is hardly ever changed into another packed file."""
    with zipfile.ZipFile(io.BytesIO(_workbook())) as opened:
        members = {info.filename: opened.read(info) for info in opened.infolist()}
    return zipped(members | {_first_sheet(members): sheet})


def _first_sheet(members: Mapping[str, bytes]) -> str:
    return min(name for name in members if name.startswith("xl/worksheets/") and name.endswith(".xml"))


_made: dict[str, bytes] = {}


def _workbook() -> bytes:
    return _made.setdefault("xlsx", _of(Layout.XLSX))


def _sheets() -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(_workbook())) as opened:
        yield from (opened.read(name) for name in opened.namelist() if name.startswith("xl/worksheets/sheet"))


#: For each kind the files to begin with, and what makes a file of what the fuzzer invents.
KINDS: Mapping[str, tuple[Callable[[], Iterator[bytes]], Callable[[bytes], bytes]]] = {
    "txt": (lambda: (_of(layout, quirks) for layout, quirks in _LOOSE), lambda data: data),
    "html": (lambda: iter([_of(Layout.HTML), _of(Layout.FOUND_HTML)]), lambda data: b"<html>" + data),
    "docx": (
        lambda: (_member(_of(layout), "word/document.xml") for layout in (Layout.DOCX, Layout.FOUND_DOCX)),
        word_file,
    ),
    "xlsx": (_sheets, _in_workbook),
    "zip": (lambda: iter([_of(Layout.DOCX), _workbook(), zipped({"a.txt": _of(Layout.GLUED)})]), lambda data: b"PK" + data[2:]),
    "pdf": (lambda: iter([_of(Layout.PDF)]), lambda data: b"%PDF-1.7\n" + data),
}


def examine(kind: str, data: bytes) -> None:
    """What must not end in anything but a report or :class:`UnreadableError`."""
    made = KINDS[kind][1](data)
    if made.startswith(_OTHER_PROGRAMS):
        return
    try:
        examine_bytes(made, f"file.{kind}")
    except UnreadableError:
        return


def main(kind: str, seconds: str, seed: str, folder: str) -> None:
    """Fuzz one kind for so many seconds."""
    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(KINDS[kind][0]()):
        (corpus / str(number)).write_bytes(data)
    options = [
        f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={LONGEST}", "-rss_limit_mb=0", "-max_len=60000",
        f"-artifact_prefix={folder}/", "-print_final_stats=1",
    ]  # fmt: skip
    # Not libFuzzer's own limit: what it measures includes the peak of the process that started this one.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 20, MEMORY << 20))
    atheris.Setup([sys.argv[0], str(corpus), *options], lambda data: examine(kind, data))
    atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        examine(sys.argv[1], Path(sys.argv[2]).read_bytes())
    else:
        main(*sys.argv[1:])
