"""Reading back what was written into a Word file, with nothing of the code under test."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def members(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def comments(data: bytes) -> dict[str, str]:
    """The text of each comment by its number."""
    root = etree.fromstring(members(data)["word/comments.xml"])
    return {comment.get(f"{W}id"): "\n".join(text_of(p) for p in comment.iter(f"{W}p")) for comment in root}


def text_of(element: etree._Element) -> str:
    """The words of an element."""
    return "".join(words.text or "" for words in element.iter(f"{W}t"))


def commented(data: bytes) -> dict[str, str]:
    """What stands between the marks of each comment, by its number; ends and references must be there, once."""
    root = etree.fromstring(members(data)["word/document.xml"])
    open_: dict[str, list[str]] = {}
    done: dict[str, str] = {}
    referred: list[str] = []
    for element in root.iter():
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            assert number not in open_
            assert number not in done
            open_[number] = []
        elif element.tag == f"{W}commentRangeEnd":
            done[number] = "".join(open_.pop(number))
        elif element.tag == f"{W}commentReference":
            referred.append(number)
        elif element.tag == f"{W}t":
            for words in open_.values():
                words.append(element.text or "")
    assert not open_
    assert sorted(referred) == sorted(done)
    return done


def bare(document: bytes) -> str:
    """The document part without comment marks, runs that look the same joined: what it was before."""
    root = etree.fromstring(document)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(root.iter(f"{W}{name}")):
            gone = mark.getparent() if name == "commentReference" else mark
            gone.getparent().remove(gone)
    for words in root.iter(f"{W}t"):
        words.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    text = etree.tostring(root, method="c14n").decode()
    joined = re.compile(r"</w:t></w:r><w:r>(<w:rPr>.*?</w:rPr>)?<w:t>")
    return joined.sub("", text)
