"""One reader under a fuzzer that learns from coverage: ``python tests/fuzz/target.py KIND SECONDS SEED FOLDER``.

Starts from small files. Whatever a file is, examining it ends with a report or with :class:`UnreadableError`; any
other exception, a hang or too much memory ends the process, and the file that did it lies in FOLDER (``crash-…``).
``python tests/fuzz/target.py KIND FILE`` tries one file again.
"""

from __future__ import annotations

import base64
import resource
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["disclosure.reading", "disclosure.claims", "disclosure.zips", "disclosure.spans"]):
    from disclosure.errors import UnreadableError
    from disclosure.examine import examine_bytes
    from disclosure.reading.old_formats import old_kind
    from disclosure.reading.workbook.ole import MAGIC
    from disclosure.samples import Layout, Quirk, Spec, invent, render
    from engine.reading.old_workbooks import OldSheet, old_workbook, ole
    from hostile_files import W, word_file, workbook, zipped

#: A file that takes longer than so many seconds hangs; MB of memory.
LONGEST, MEMORY = 20, 1500
_LOOSE = (
    (Layout.LINES, (Quirk.BAR_AFTER, Quirk.ROW_ENDS)), (Layout.LINES, (Quirk.BLANKS_DROPPED, Quirk.LABELS_TORN)),
    (Layout.SPACED_ROWS, (Quirk.LABELS_TORN, Quirk.PAGE_NUMBERS)), (Layout.BAR_ROWS, (Quirk.RULED, Quirk.EXTRA_COLUMNS)),
    (Layout.GLUED, ()), (Layout.WORD_DUMP, ()), (Layout.BROKEN_ROWS, (Quirk.SHIFTED_ROWS,)), (Layout.MARKDOWN, ()),
)  # fmt: skip


#: A little of a report in rows: a fuzzer comes far with a small file only. The files that offices make are in other tests.
_LITTLE = (
    ("第二十条第（一）项",), ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "1", "0", "12"),
    ("申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
    ("一、本年新收政府信息公开申请数量", "3", "", "0", "0", "0", "0", "3"),
    ("（一）予以公开", "２", "/", "0", "0", "0", "1", "3"),
)  # fmt: skip
_WORDS = "青禾镇2022年政府信息公开工作年度报告", "一、总体情况", "2022年收到申请3件。", "三、收到和处理政府信息公开申请情况"


def _of(layout: Layout, quirks: tuple[Quirk, ...] = ()) -> bytes:
    return render(invent(Spec("青禾镇", 2022, 7, layout=layout, busy=0.3, quirks=quirks)))


def _page() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td colspan=1>{cell}</td>' for cell in row)}</tr>" for row in _LITTLE)
    return f"<meta charset=utf-8><h1>{_WORDS[0]}</h1><p>{'</p><p>'.join(_WORDS[1:])}</p><table>{rows}</table>".encode()


def _word_xml() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    rows = "".join(f"<w:tr>{''.join(map(cell.format, row))}</w:tr>" for row in _LITTLE)
    words = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in _WORDS)
    return f'<w:document xmlns:w="{W}"><w:body>{words}<w:tbl>{rows}</w:tbl></w:body></w:document>'.encode()


def _sheet_xml() -> bytes:
    """What stands inside the root of a sheet: a packed file is hardly ever changed into another packed file."""
    rows = "".join(
        f'<row r="{number}">' + "".join(
            f'<c r="{"ABCDEFGH"[place]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for place, cell in enumerate(row)
        ) + "</row>" for number, row in enumerate(((_WORDS[0],), *_LITTLE), 1)
    )  # fmt: skip
    return f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:H1"/></mergeCells>'.encode()


def _old_workbook() -> bytes:
    values = {(row, place): int(cell) if cell.isdigit() else cell for row, cells in enumerate(_LITTLE)
              for place, cell in enumerate(cells)}  # fmt: skip
    return old_workbook([OldSheet("a", values, merged=[(0, 0, 0, 3)])])


_HEAD = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"


def _saved_page() -> bytes:
    kind = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return b"\r\n--x\r\n" + kind + base64.encodebytes(_page()) + b"\r\n--x--\r\n"


#: For each kind the files to begin with, and what makes a file of what the fuzzer invents.
KINDS: Mapping[str, tuple[Callable[[], Iterable[bytes]], Callable[[bytes], bytes]]] = {
    "txt": (lambda: (_of(layout, quirks) for layout, quirks in _LOOSE), lambda data: data),
    "md": (lambda: ["\n".join(f"| {' | '.join(row)} |" for row in _LITTLE).encode(), _page()], lambda data: b"# a\n" + data),
    "html": (lambda: [_page()], lambda data: b"<html>" + data),
    "mht": (lambda: [_saved_page()], lambda data: _HEAD + data),
    "docx": (lambda: [_word_xml()], word_file),
    "xlsx": (lambda: [_sheet_xml()], lambda data: workbook(data.decode("utf-8", "replace"))),
    "xls": (lambda: [_old_workbook()], lambda data: MAGIC + data[8:]),
    "zip": (
        lambda: [word_file(_word_xml()), workbook(_sheet_xml().decode()), zipped({"a.txt": b"1", "b.html": _page()})],
        lambda data: b"PK" + data[2:],
    ),
    "pdf": (lambda: [_of(Layout.PDF)], lambda data: b"%PDF-1.7\n" + data),
    "old": (
        lambda: [ole({"WordDocument": b"1"}), ole({"EncryptedPackage": b"1"}), ole({"PowerPoint Document": b"1"}), b"{\\rtf1 1}",
                 b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>'],
        lambda data: data,
    ),
}  # fmt: skip


def examine(kind: str, data: bytes) -> None:
    """What must not end in anything but a report or :class:`UnreadableError`."""
    made = KINDS[kind][1](data)
    try:
        # What would start another program (a .doc) is told by the streams of the file; its reading ends there.
        if old_kind(made) is None:
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
        f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={LONGEST}", f"-report_slow_units={LONGEST}",
        "-rss_limit_mb=0", "-max_len=60000",
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
