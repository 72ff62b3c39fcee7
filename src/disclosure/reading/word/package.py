"""Opening a .docx safely: a zip from a stranger, of which only what is needed is read, and never more than fits.

What a file claims about itself is not believed: sizes are counted while reading, entities and document types are refused.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from disclosure.errors import UnreadableError
from disclosure.language import Message, _
from disclosure.zips import DAMAGED_ZIP

#: The text of a long report is about 300 KB of XML; fifty times as much still parses within our 512 MB.
MOST_XML = 16 * 2**20
#: Word's XML shrinks by 10 to 60 times; deflate cannot exceed 1032. Beyond this a part was built to explode.
HIGHEST_RATIO = 300
#: Small parts may shrink as they like: they can do no harm.
_RATIO_MATTERS_FROM = 2**20
#: A .docx has 10 to 30 members, one with many pictures some hundreds.
MOST_MEMBERS = 5_000
#: Files laid into one document, those in them included; programs that write them lay in one, or one for each part.
MOST_LAID_IN = 20
_CHUNK = 1024 * 1024

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGED = (*DAMAGED_ZIP, OSError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = _("请用 WPS 或 Word 打开，另存为 .docx 后再试。")

# What stands in a zip that is no .docx, by a member that only this kind has.
_OTHER_ZIPS: tuple[tuple[str, Message], ...] = (
    ("xl/workbook.xml", _("这是 Excel 表格（.xlsx），不是 Word 文件。请提供年度报告的 Word 文件或网页。")),
    ("ppt/presentation.xml", _("这是演示文稿（.pptx），不是 Word 文件。请提供年度报告的 Word 文件或网页。")),
    ("OFD.xml", _("这是 OFD 版式文件，目前还不能读。请提供生成它的 Word 文件或网页。")),
    ("content.xml", _("这是 OpenDocument 文件，里面没有年度报告。请用 WPS 或 Word 打开，另存为 .docx 后再试。")),
)


@dataclass(slots=True)
class Budget:
    """What may still be unpacked, in bytes, and laid in, in files: one count for a file and all that is laid into it."""

    left: int = MOST_XML
    files: int = MOST_LAID_IN


class WordPackage:
    """The parts of a .docx that hold text and styles, parsed on demand within one budget of bytes."""

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        self._zip = _opened(data)
        self._budget = budget or Budget()
        self._names = frozenset(self._zip.namelist())
        self._main = self._main_part()

    @property
    def main(self) -> str:
        """The name of the document part, usually ``word/document.xml``."""
        return self._main

    def part(self, name: str) -> Any | None:
        """The root of the part of this name, None where there is none. Raises :class:`UnreadableError`."""
        return self._parse(name) if name in self._names else None

    def document(self) -> Any:
        """The root of the document part. Raises :class:`UnreadableError`."""
        return self._parse(self._main)

    def related(self) -> Mapping[str, tuple[str, str]]:
        """What the document part names, by the id under which it does: the kind of thing (``footnotes``) and its part."""
        folder, name = posixpath.split(self._main)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        links = self._parse(listed).iter(_RELATIONSHIP) if listed in self._names else ()
        return {
            link.get("Id", ""): (
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in links
            if link.get("TargetMode") != "External"
        }

    def content(self, name: str) -> bytes | None:
        """The bytes of the part of this name, None where there is none. Raises :class:`UnreadableError`."""
        return self._read(name) if name in self._names else None

    def styles(self) -> Any | None:
        """The root of the styles part beside the document part, None where there is none."""
        name = posixpath.join(posixpath.dirname(self._main), "styles.xml")
        return self._parse(name) if name in self._names else None

    def numbering(self) -> Any | None:
        """The root of the part that holds the lists beside the document part, None where there is none."""
        return self.part(posixpath.join(posixpath.dirname(self._main), "numbering.xml"))

    def _main_part(self) -> str:
        if "_rels/.rels" in self._names:
            for relation in self._parse("_rels/.rels").iter(_RELATIONSHIP):
                target = relation.get("Target", "").lstrip("/")
                if relation.get("Type", "").endswith("/officeDocument") and target in self._names:
                    return str(target) if not target.startswith(("xl/", "ppt/")) else self._refused()
        return "word/document.xml" if "word/document.xml" in self._names else self._refused()

    def _refused(self) -> str:
        for member, message in _OTHER_ZIPS:
            if member in self._names:
                raise UnreadableError(message)
        raise UnreadableError(_("这是压缩包，里面没有 Word 文档。如果是打包的文件，请先解压，再读其中的 .docx。"))

    def _parse(self, name: str) -> Any:
        # No entities, no network, no giant trees: an annual report needs none of them.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self._read(name), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(
                _("Word 文件的内容损坏（{part}）：{reason}。{advice}", part=name, reason=error.msg, advice=_SAVE_AS)
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(
                _(
                    "Word 文件里有实体定义，正常的文件不会有，为安全起见不予读取。"
                    "请用 WPS 或 Word 打开确认，另存为新的 .docx 后再试。"
                )
            )
        return root

    def _read(self, name: str) -> bytes:
        """A member's bytes, counted as they come: what the zip says of their number is not relied on."""
        member = self._zip.getinfo(name)
        if member.flag_bits & 0x1:
            raise UnreadableError(_("文件有密码保护。请在 WPS 或 Word 中去掉密码，保存后再试。"))
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    self._check(size, member)
        except _DAMAGED as error:
            raise UnreadableError(_("Word 文件损坏，可能没有下载完整。请重新下载，或{advice}", advice=_SAVE_AS)) from error
        self._budget.left -= size
        return b"".join(chunks)  # of a single one this is that one

    def _check(self, size: int, member: zipfile.ZipInfo) -> None:
        ratio = size / max(member.compress_size, 1)
        is_over = size > self._budget.left
        if is_over or (size > _RATIO_MATTERS_FROM and ratio > HIGHEST_RATIO):
            raise UnreadableError(
                _(
                    "Word 文件解压后异常庞大（超过 {most} MB），不像是年度报告，为安全起见不予读取。"
                    "请用 WPS 或 Word 打开确认，另存为新的 .docx 后再试。",
                    most=(MOST_XML if is_over else size) // 2**20,
                )
            )


def _opened(data: bytes) -> zipfile.ZipFile:
    if not data:
        raise UnreadableError(_("文件是空的。请检查是否下载完整，或换一个文件。"))
    if data.startswith(_OLE):
        raise UnreadableError(_what_ole_it_is(data))
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        if data.startswith(b"PK"):
            raise UnreadableError(_("Word 文件损坏，可能没有下载完整。请重新下载，或{advice}", advice=_SAVE_AS)) from error
        raise UnreadableError(_("这不是 Word 文件（.docx），可能后缀名不对。{advice}", advice=_SAVE_AS)) from error
    if len(opened.namelist()) > MOST_MEMBERS:
        raise UnreadableError(
            _("压缩包里有 {count} 个文件，不像是 Word 文件。请检查是否选错了文件。", count=len(opened.namelist()))
        )
    return opened


def _what_ole_it_is(data: bytes) -> Message:
    """Old Office files and password-protected new ones share a container; the names of its streams tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _("文件有密码保护。请在 WPS 或 Word 中去掉密码，保存后再试。")
    if "Workbook".encode("utf-16-le") in data:
        return _("这是旧版 Excel 表格（.xls），不是 Word 文件。请提供年度报告的 Word 文件或网页。")
    return _("这是旧版 Word 文件（.doc 或 .wps）。请用 WPS 或 Word 打开，另存为 .docx 后再试。")
