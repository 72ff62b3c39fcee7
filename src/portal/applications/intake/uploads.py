"""Files that applicants and offices send in: told apart by what is in them, whatever they are called."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from disclosure.zips import DAMAGED_ZIP

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"BM", "bmp"), (b"II*\x00", "tif"), (b"MM\x00*", "tif"), (_OLE, "doc"),
)  # fmt: skip
_ALIASES = {"jpeg": "jpg", "tiff": "tif", "heif": "heic", "wps": "doc"}
#: What a zip must hold to be one of these.
_IN_ZIP = {"docx": "word/document.xml", "ofd": "OFD.xml"}
#: Characters of a name.
_LONGEST = 100
#: Most members of a zip that are looked at.
_MOST = 5000


def suffix_of(content: bytes) -> str | None:
    """The kind of a file by its content, as the suffix of its name; None for kinds that are not taken."""
    for start, suffix in _STARTS:
        if content.startswith(start):
            return suffix
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis"):
        return "heic"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return _of_zip(content) if content.startswith(b"PK") else None


def _of_zip(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[:_MOST])
    except (*DAMAGED_ZIP, OSError):
        return None
    return next((suffix for suffix, needed in _IN_ZIP.items() if needed in names), None)


def named(name: str, suffix: str) -> str:
    """A name for a file: no path, no signs that a system may trip over, and the suffix that its content has."""
    bare = "".join(letter for letter in PurePosixPath(name.replace("\\", "/")).name if _fits(letter)).strip(" .")
    stem, _dot, ending = bare.rpartition(".")
    known = _ALIASES.get(ending.lower(), ending.lower())
    kept = bare if stem and known == suffix else f"{stem or bare or '附件'}.{suffix}"
    if len(kept) > _LONGEST:
        ending = kept.rpartition(".")[2]
        kept = f"{kept[: _LONGEST - len(ending) - 1]}.{ending}"
    return kept


def _fits(letter: str) -> bool:
    return letter.isprintable() and letter not in '<>:"|?*'
