"""Opening an .xlsx safely: a zip from a stranger, of which only what is needed is read, and never more than fits."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from disclosure.errors import UnreadableError
from disclosure.language import _
from disclosure.reading.word.package import MOST_MEMBERS, MOST_XML
from disclosure.zips import DAMAGED_ZIP

_DAMAGED = (*DAMAGED_ZIP, OSError)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CHUNK = 1024 * 1024


def is_workbook(data: bytes) -> bool:
    """Whether a zip is an .xlsx, also one that broke off; what is no zip at all is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return Package.MAIN in archive.namelist()
    except _DAMAGED:
        return b"xl/worksheets/" in data


class Package:
    """The parts of a workbook, read on demand within one budget of bytes, each once."""

    MAIN = "xl/workbook.xml"

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise _damaged() from error
        if len(self._zip.namelist()) > MOST_MEMBERS:
            raise _damaged()
        self.names = frozenset(self._zip.namelist())
        self.main = self.MAIN
        self._left = MOST_XML
        self._read: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """A member's bytes, counted as they come. Raises :class:`UnreadableError`."""
        if name not in self._read:
            self._read[name] = self._unpacked(name)
        return self._read[name]

    def _unpacked(self, name: str) -> bytes:
        found = bytearray()
        try:
            if self._zip.getinfo(name).flag_bits & 0x1:
                raise UnreadableError(_("文件有密码保护。请在 WPS 或 Excel 中去掉密码，保存后再试。"))
            with self._zip.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    found += chunk
                    if len(found) > self._left:
                        raise UnreadableError(
                            _(
                                "Excel 文件解压后异常庞大，不像是年度报告的表格，为安全起见不予读取。"
                                "请用 WPS 或 Excel 打开确认，另存为新的 .xlsx 后再试。"
                            )
                        )
        except (*_DAMAGED, KeyError) as error:
            raise _damaged() from error
        self._left -= len(found)
        return bytes(found)

    def parse(self, name: str) -> Any:
        """The root of a part. Raises :class:`UnreadableError` where it is damaged or defines entities."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise _damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(
                _(
                    "Excel 文件里有实体定义，正常的文件不会有，为安全起见不予读取。"
                    "请用 WPS 或 Excel 打开确认，另存为新的 .xlsx 后再试。"
                )
            )
        return root

    def beside(self, name: str) -> str:
        """The name of a part in the folder of the workbook's own part."""
        return posixpath.join(posixpath.dirname(self.main), name)

    def links(self) -> Mapping[str, str]:
        """The parts that the workbook names, by the id under which it does."""
        folder, name = posixpath.split(self.main)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self.names:
            return {}
        targets = {link.get("Id", ""): link.get("Target", "") for link in self.parse(listed).iter(_RELATIONSHIP)}
        return {
            key: target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            for key, target in targets.items()
        }


def _damaged() -> UnreadableError:
    return UnreadableError(_("Excel 文件损坏，可能没有下载完整。请重新下载，或用 WPS 或 Excel 打开，另存为 .xlsx 后再试。"))
