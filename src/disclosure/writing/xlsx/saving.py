"""Workbooks as bytes that depend on nothing but what is in them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from disclosure.form import Number
from disclosure.writing.text import number_text
from disclosure.writing.xlsx.drawing import Drawn

# The zip format begins its years in 1980; a fixed day keeps equal workbooks equal.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PROPERTIES = "docProps/core.xml"
_WORKBOOK, _WORKBOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# They tell when and by what the file was made: equal workbooks would differ.
_UNTOLD = ("created", "modified", "creator", "lastModifiedBy")


def saved(drawn: Drawn) -> bytes:
    """The workbook as an .xlsx, with the results of its formulas, so that readers who compute nothing see them too."""
    plain, fixed = io.BytesIO(), io.BytesIO()
    drawn.book.calculation.fullCalcOnLoad = True
    drawn.book.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as after:
        titles = _titles(before)
        for name in sorted(before.namelist()):
            content = before.read(name)
            if name == _PROPERTIES:
                content = _untold(content)
            elif name in titles:
                content = _with_results(content, _results(drawn, titles[name]))
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            after.writestr(member, content)
    return fixed.getvalue()


def _titles(package: zipfile.ZipFile) -> dict[str, str]:
    """The title of each sheet by the name of its part."""
    links = {
        link.get("Id"): posixpath.normpath(posixpath.join("xl", str(link.get("Target")))).lstrip("/")
        for link in etree.fromstring(package.read(_WORKBOOK_LINKS)).iter(_RELATIONSHIP)
    }
    sheets = etree.fromstring(package.read(_WORKBOOK)).iter(f"{_MAIN}sheet")
    return {links[sheet.get(f"{_LINKS}id")].replace("xl/xl/", "xl/"): str(sheet.get("name")) for sheet in sheets}


def _results(drawn: Drawn, title: str) -> Mapping[str, Number]:
    return {coordinate: value for (sheet, coordinate), value in drawn.results.items() if sheet == title}


def _with_results(content: bytes, results: Mapping[str, Number]) -> bytes:
    if not results:
        return content
    root = etree.fromstring(content)
    for cell in root.iter(f"{_MAIN}c"):
        value = cell.find(f"{_MAIN}v")
        if cell.find(f"{_MAIN}f") is not None and value is not None and cell.get("r") in results:
            value.text = number_text(results[str(cell.get("r"))])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _untold(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for child in list(root):
        if etree.QName(child).localname in _UNTOLD:
            root.remove(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
