"""Files made to bring a reader down, or met in a mailbox: each a function, so that nothing hostile lies in the repository.

``BUILT`` are files built to exhaust, ``ODD`` those that somebody sends by mistake. Reports to be damaged come from the samples.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from random import Random

import pdf_files
from engine.reading import open_workbooks
from engine.reading.old_workbooks import ole

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes by which kinds of file are told apart, with the extension they usually have.
HEADS: Mapping[str, bytes] = {
    "docx": b"PK\x03\x04", "doc": OLE, "wps": OLE, "xls": OLE, "xlsx": b"PK\x03\x04", "zip": b"PK\x03\x04", "rtf": b"{\\rtf1",
    "pdf": b"%PDF-1.7\n", "html": b"<html>", "htm": b"<table>", "txt": b"", "json": b'{"', "png": b"\x89PNG\r\n\x1a\n",
    "mht": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n", "ods": b"PK\x03\x04", "odt": b"PK\x03\x04",
    "xml": b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
    "jpg": b"\xff\xd8\xff\xe0", "ofd": b"PK\x03\x04", "rar": b"Rar!\x1a\x07", "7z": b"7z\xbc\xaf\x27\x1c", "exe": b"MZ\x90\x00",
}  # fmt: skip


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members, deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_file(xml: bytes, **members: bytes) -> bytes:
    """A .docx whose document part is ``xml``; further members by name, ``__`` standing for a slash."""
    more = {name.replace("__", "/"): data for name, data in members.items()}
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": xml, **more})


def word_body(body: str, head: str = "") -> bytes:
    """A .docx with this body; ``head`` stands before the root element."""
    return word_file(f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode())


def _entities(levels: int = 11) -> bytes:
    """A document type whose last entity would unfold to 10^levels times ten letters."""
    lines = [b'<!ENTITY a0 "aaaaaaaaaa">']
    lines += [b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, levels + 1)]
    return b"<!DOCTYPE d [" + b"".join(lines) + b"]>"


def nested_zip(depth: int, core: bytes) -> bytes:
    """A zip in a zip in a zip."""
    for level in range(depth):
        core = zipped({f"{level}.zip": core})
    return core


def overlapping_zip(members: int, kernel: int = 20_000_000) -> bytes:
    """A zip whose directory names one packed member again and again under other names, so that it unfolds to a multiple."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b"0" * kernel
    packed = squeeze.compress(content) + squeeze.flush()
    sizes = (zlib.crc32(content), len(packed), len(content))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, *sizes, 5, 0) + b"0.txt" + packed
    central = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes, 5, 0, 0, 0, 0, 0, 0) + b"0.txt"
        for _member in range(members)
    )
    return local + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, members, members, len(central), len(local), 0)


def _rows(count: int, row: str) -> str:
    return "".join(row.format(number=number) for number in range(count))


def _word_table(rows: str) -> bytes:
    return word_body(f"<w:tbl>{rows}</w:tbl>")


def _with_part(body: str, kind: str, part: str | bytes) -> bytes:
    """A .docx with another part, related to it as ``kind`` under the id r1."""
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    root = f'<w:document xmlns:w="{W}" xmlns:r="{links}"><w:body>{body}</w:body></w:document>'
    relation = f'<Relationship Id="r1" Type="{links}/{kind}" Target="part"/>'
    names = {
        "word___rels__document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'.encode(),
        "word__part": part if isinstance(part, bytes) else part.encode(),
    }
    return word_file(root.encode(), **names)


def _word_nested(depth: int) -> bytes:
    return word_body(
        "<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>1</w:t></w:r></w:p>" + "<w:p/></w:tc></w:tr></w:tbl>" * depth
    )


def _html(body: str) -> bytes:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


_CELL = "<w:tc><w:p><w:r><w:t>{number}</w:t></w:r></w:p></w:tc>"
_WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p/></w:tc>'

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(sheet: str, head: str = "", **members: bytes) -> bytes:
    """An .xlsx of one sheet with this XML inside its root; ``head`` stands before it, ``__`` in names stands for a slash."""
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{links}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    relation = f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'.encode(),
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{SHEET}">{sheet}</worksheet>'.encode(),
            **{name.replace("__", "/"): data for name, data in members.items()},
        }
    )


def _sheet_rows(count: int) -> str:
    row = '<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>行政许可</t></is></c><c r="B{number}"><v>1</v></c></row>'
    return f"<sheetData>{''.join(row.format(number=number) for number in range(1, count + 1))}</sheetData>"


def _merges(count: int) -> str:
    cell = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="B9"><v>1</v></c></row></sheetData>'
    return cell + "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:XFD{n + 1000}"/>' for n in range(1, count)) + "</mergeCells>"


def _open_text(body: str) -> bytes:
    """An .odt with this text."""
    names = ("office", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    root = f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body>'
    content = f"{root}<office:text>{body}</office:text></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    entry = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    manifest = open_workbooks.MANIFEST.replace(open_workbooks.MEDIA_TYPE, kind).replace("</manifest:manifest>", entry)
    return open_workbooks.packed({"content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}, kind)


def _saved_page(body: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
    return head + body + b"\r\n--x--\r\n"


def _nested_parts(depth: int) -> bytes:
    """A message in a message in a message, each with a boundary of its own."""
    opened = "".join(f'Content-Type: multipart/related; boundary="{level}"\r\n\r\n--{level}\r\n' for level in range(depth))
    return b"MIME-Version: 1.0\r\n" + opened.encode() + b"Content-Type: text/html\r\n\r\n<p>1</p>\r\n"


def _word_xml(body: str, head: str = "") -> bytes:
    """A file in the XML of Word 2003."""
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    start = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?>{head}'
    return f'{start}<w:wordDocument xmlns:w="{space}"><w:body>{body}</w:body></w:wordDocument>'.encode()


def _word_stream(size: int, seed: int) -> bytes:
    """A .doc whose stream begins like one of Word 97 and goes on at random."""
    random = Random(seed)  # noqa: S311 - noise, not secrecy
    return ole({"WordDocument": b"\xec\xa5\xc1\x00" + random.randbytes(size), "1Table": random.randbytes(size)})


def _open_sheet(rows: str) -> bytes:
    return open_workbooks.book(open_workbooks.table(rows))


def _open_row(cells: str, times: int = 1) -> str:
    return open_workbooks.row(cells, more=f' table:number-rows-repeated="{times}"')


_ONE = open_workbooks.number("1", more=' table:number-columns-repeated="16384"')
_WIDE_SPAN = ' table:number-columns-spanned="9999" table:number-rows-spanned="9999"'
_GROUP = "<table:table-row-group>{}</table:table-row-group>"

#: Files that only LibreOffice opens.
CONVERTED: Mapping[str, Callable[[], bytes]] = {
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 500_000,
    "objects.rtf": lambda: b"{\\rtf1 " + b"{\\object\\objdata " * 20_000 + b"}" * 20_000,
    "rows.rtf": lambda: b"{\\rtf1 " + b"\\trowd\\cellx900\\cellx1800\\intbl 1\\cell 2\\cell\\row " * 100_000 + b"}",
    "binary.rtf": lambda: b"{\\rtf1 {\\pict\\bin2147483647 " + b"0" * 1_000_000,
    "included.rtf": lambda: b'{\\rtf1 {\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}{\\fldrslt }}}',
    "noise.doc": lambda: _word_stream(50_000, 3),
    "large.doc": lambda: _word_stream(5_000_000, 4),
    "empty.doc": lambda: ole({"WordDocument": b"\xec\xa5\xc1\x00"}),
    "rows.xml": lambda: _word_xml("<w:tbl>" + _rows(100_000, "<w:tr><w:tc><w:p/></w:tc></w:tr>") + "</w:tbl>"),
    "nested.xml": lambda: _word_xml("<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000),
    "entities.xml": lambda: _word_xml("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", _entities().decode()),
    "external-entity.xml": lambda: _word_xml(
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "linked.odt": lambda: _open_text(
        '<text:p>1</text:p><text:section text:name="a"><text:section-source xlink:type="simple" xlink:href="file:///etc/passwd"'
        ' text:filter-name="Text (encoded)"/></text:section>'
    ),
    "bomb.odt": lambda: _open_text("<text:p>" + "0" * 200_000_000 + "</text:p>"),
}

BUILT: Mapping[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: word_file(b"<w>" + b"0" * 300_000_000 + b"</w>"),
    "bomb-in-styles.docx": lambda: word_file(
        b'<w:document xmlns:w="%s"><w:body/></w:document>' % W.encode(), **{"word__styles.xml": b"<" + b" " * 200_000_000}
    ),
    "overlapping.docx": lambda: overlapping_zip(4000),
    "nested.zip": lambda: nested_zip(40, word_file(b"<w/>")),
    "bomb.zip": lambda: zipped({f"{number}.txt": b"0" * 20_000_000 for number in range(20)}),
    "entities.docx": lambda: word_file(b'<?xml version="1.0"?>' + _entities() + b"<d>&a11;</d>"),
    "entity-long.docx": lambda: word_file(
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "' + b"a" * 100_000 + b'">]><d>' + b"&a;" * 100_000 + b"</d>"
    ),
    "external-entity.docx": lambda: word_file(
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    ),
    "external-dtd.docx": lambda: word_file(b'<?xml version="1.0"?><!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd"><d/>'),
    "entities.html": lambda: _entities() + b"<html><body><p>&a11;</p></body></html>",
    "external-entity.html": lambda: (
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p>'
        b'<iframe src="file:///etc/passwd"></iframe></body></html>'
    ),
    "rows.docx": lambda: _word_table(_rows(100_000, f"<w:tr>{_CELL}{_CELL}</w:tr>")),
    "rows.html": lambda: _html(f"<table>{_rows(100_000, '<tr><td>{number}</td><td>行政许可</td></tr>')}</table>"),
    "rows.txt": lambda: "行政许可\t1\t2\n".encode() * 100_000,
    "cells.txt": lambda: b"\t7\n" * 150_000,
    "bars.txt": lambda: "行政许可 | 1 | 2 |\n".encode() * 100_000,
    "glued.txt": lambda: "一、本年新收政府信息公开申请数量".encode() + b"0" * 1_000_000 + "二、上年结转".encode(),
    "nested.docx": lambda: _word_nested(10_000),
    "nested.html": lambda: _html("<table><tr><td>1" * 10_000),
    "nested-spans.html": lambda: _html("<span>" * 100_000 + "1"),
    "nested-lists.html": lambda: _html("<ul><li>" * 100_000 + "1"),
    "spans.html": lambda: _html(
        "<table>" + '<tr><td rowspan="999999" colspan="999999">1</td><td colspan="65535">2</td></tr>' * 2_000 + "</table>"
    ),
    "spans.docx": lambda: _word_table(f"<w:tr>{_WIDE * 60}</w:tr>" * 500),
    "rowspans.html": lambda: _html("<table>" + '<tr><td rowspan="65534">1</td></tr>' * 20_000 + "</table>"),
    "attributes.html": lambda: _html("<p " + " ".join(f"a{number}='1'" for number in range(20_000)) + ">1</p>"),
    "one-line.txt": lambda: "本年新收政府信息公开申请".encode() * 200_000,
    "digits.txt": lambda: b"9" * 2_000_000,
    "brackets.txt": lambda: "（".encode() * 500_000,
    "numbers.txt": lambda: "收到12件，其中，".encode() * 100_000,
    "headings.txt": lambda: "一、总体情况\n".encode() * 100_000,
    "blanks.txt": lambda: b" \t" * 500_000 + b"1",
    "deep.json": lambda: b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "lists.json": lambda: b'{"schema":"gongkai.report/1","cells":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "huge-number.json": lambda: b'{"schema":"gongkai.report/1","edition":"2021","year":' + b"9" * 5_000_000 + b"}",
    "exponent.json": lambda: (
        b'{"schema":"gongkai.report/1","edition":"2021","year":2023,"tables":{"article_20":{"regulations":{"made":1e999999999}}}}'
    ),
    "bomb.xlsx": lambda: workbook("", **{"xl__sharedStrings.xml": b"<sst>" + b" " * 300_000_000}),
    "entities.xlsx": lambda: workbook("&a11;", _entities().decode()),
    "rows.xlsx": lambda: workbook(_sheet_rows(100_000)),
    "merges.xlsx": lambda: workbook(_merges(20_000)),
    "far.xlsx": lambda: workbook(
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="A1"><v>1</v></c></row></sheetData>'
    ),
    "rows.md": lambda: ("| 行政许可 | 1 |\n| --- | --- |\n" + "| 行政许可 | 1 |\n" * 60_000).encode(),
    "tables.md": lambda: ("正文\n" + "<table><tr><td>1</td></tr>\n" * 50_000).encode(),
    "marks.md": lambda: b"| a |\n| --- |\n" + b"**a *b _" * 100_000,
    "nested.mht": lambda: _saved_page(b"<table><tr><td>1" * 10_000),
    "parts.mht": lambda: _saved_page(b"\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>1</p>" * 50_000),
    "messages.mht": lambda: b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" * 20_000,
    "circles.xls": lambda: OLE + b"\x00" * 16 + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6) + b"\x00" * 500_000,
    "nested-parts.mht": lambda: _nested_parts(1_900),
    "headers.mht": lambda: b"MIME-Version: 1.0\r\n" + b"X-A: " + b"a\r\n b" * 300_000 + b"\r\n\r\n<p>1</p>",
    "page.mht": lambda: _saved_page(b"<p>" + b"0" * 40_000_000),
    "bomb.ods": lambda: open_workbooks.packed({"content.xml": b"<a>" + b" " * 300_000_000}),
    "entities.ods": lambda: open_workbooks.packed({"content.xml": _entities() + b"<d>&a11;</d>"}),
    "rows.ods": lambda: _open_sheet(_open_row(_ONE, 1_048_576)),
    "many-rows.ods": lambda: _open_sheet(_open_row(open_workbooks.number("1")) * 100_000),
    "styles.ods": lambda: _open_sheet(_open_row(_ONE.replace("office:value", "table:style-name"), 64) * 1_000),
    "merges.ods": lambda: _open_sheet(_open_row(open_workbooks.number("1", more=_WIDE_SPAN) * 50) * 400),
    "groups.ods": lambda: _open_sheet(_GROUP.replace("{}", "") * 1_000 + "".join(["<table:table-row-group>"] * 10_000)),
    "blanks.ods": lambda: _open_sheet(
        _open_row("<table:table-cell><text:p>" + "<text:s text:c='999'/>" * 200_000 + "</text:p></table:table-cell>")
    ),
    "notes.docx": lambda: _with_part(
        "<w:p><w:r>" + _rows(50_000, '<w:footnoteReference w:id="{number}"/>') + "</w:r></w:p>",
        "footnotes",
        f'<w:footnotes xmlns:w="{W}">' + _rows(50_000, '<w:footnote w:id="{number}"><w:p/></w:footnote>') + "</w:footnotes>",
    ),
    "laid-in.docx": lambda: _with_part(
        '<w:altChunk r:id="r1"/>' * 2_000, "aFChunk", word_file(b"<w>" + b"0" * 15_000_000 + b"</w>")
    ),
    "laid-in-page.docx": lambda: _with_part('<w:altChunk r:id="r1"/>' * 2_000, "aFChunk", _html("<p>1</p>" * 20_000)),
    **CONVERTED,
    **pdf_files.HOSTILE,
}


def open_tables(labels: list[str]) -> Iterator[tuple[str, bytes]]:
    """Texts of which every row can be read in very many ways, or that go on and on: names and contents."""
    for digits in ("1" * 21, "1" * 60, "1010101010101020", " 0 0 0", " 1 2 3 6", " 1 1 2", "/" * 9):
        yield f"rows of {digits}", "\n".join(f"{label}{digits}" for label in labels).encode()
    yield "a table four hundred times", "\n".join(f"{label}\n3\n3" for label in labels).encode() * 400
    yield "one row for ever", f"{labels[0]} 3 3\n".encode() * 50_000
    yield "one label for ever", "规章\n".encode() * 100_000
    yield "rows between bars for ever", "规章 | 1\n\n".encode() * 60_000
    yield "half a strip", ("行政复议结果维持结果纠正其他结果尚未审结总计" + "1" * 119 + "\n规章 1 2 3\n").encode()


def inside(report: str) -> Iterator[tuple[str, str]]:
    """A web page that is a report, with its own tables made absurd: names and pages."""
    first, second = report.find("<tr"), report.rfind("</tr>") + len("</tr>")
    rows = [part + "</tr>" for part in report[first:second].split("</tr>") if "<td" in part or "<th" in part]
    whole = "".join(rows)
    yield "rows-many-times", report.replace("</table>", "".join(row for row in rows for _time in range(300)) + "</table>", 1)
    yield "tables-many-times", report + f"<table>{whole}</table>" * 150
    yield "spans-everywhere", report.replace("<td", '<td rowspan="60000" colspan="60000"')
    yield "columns-everywhere", report.replace("</tr>", "<td>1</td>" * 2_000 + "</tr>")
    yield "digits-everywhere", report.replace(">0<", f">{'9' * 20_000}<")
    yield "labels-in-labels", report.replace("</td>", "一、本年新收政府信息公开申请数量" * 100 + "</td>")
    yield "glued-rows", report.replace("</td>", "").replace("</th>", "").replace("<td", "<i").replace("<th", "<i")
    yield "nested-frames", report.replace("<table", "<table><tr><td>" * 80 + "<table", 1)


def with_macros(document: bytes) -> bytes:
    """A Word file that carries a macro project, as .docm files do."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        members = {info.filename: package.read(info) for info in package.infolist()}
    types = members["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    plain, macros = b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    program = OLE + b'Sub AutoOpen()\r\nShell "calc"\r\nEnd Sub'
    return zipped({**members, "[Content_Types].xml": types.replace(plain, macros), "word/vbaProject.bin": program})


def noise(seed: int, sizes: tuple[int, ...] = (10, 1_000, 50_000)) -> Iterator[tuple[str, bytes]]:
    """Random bytes behind the first bytes of every kind of file, under its extension: names and contents."""
    random = Random(seed)  # noqa: S311 - noise, not secrecy
    for suffix, head in HEADS.items():
        for size in sizes:
            yield f"{size}.{suffix}", head + random.randbytes(size)


def cut(data: bytes, step: int = 1024) -> Iterator[bytes]:
    """A file broken off after every so many bytes, as downloads break off."""
    for end in range(step, len(data), step):
        yield data[:end]
