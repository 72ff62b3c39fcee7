"""Files that belong to items: which kinds are taken, how large, and how they are handed out."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from portal.publishing.apart import CouldNotRead, words_of
from portal.publishing.models import Attachment, Item
from portal.publishing.refusing import Refused

#: Bytes. Provincial platforms take 20 to 50 MB; a scan of a long document has 10.
LARGEST = 20 * 2**20
MOST = 20
#: Kinds that readers can open, and how each begins; nothing that a browser would run.
_BEGINS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".ofd": (b"PK",),
    ".docx": (b"PK",),
    ".xlsx": (b"PK",),
    ".pptx": (b"PK",),
    ".zip": (b"PK",),
    ".doc": (b"\xd0\xcf\x11\xe0",),
    ".xls": (b"\xd0\xcf\x11\xe0",),
    ".wps": (b"\xd0\xcf\x11\xe0", b"PK"),
    ".et": (b"\xd0\xcf\x11\xe0", b"PK"),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG",),
    ".mp4": (b"\x00\x00\x00",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3"),
    ".txt": (b"",),
    ".csv": (b"",),
}
SUFFIXES = tuple(_BEGINS)
#: Kinds whose words are read for personal numbers.
_READABLE = (".docx", ".xlsx", ".txt", ".csv")


def check(upload: UploadedFile, suffixes: tuple[str, ...] = SUFFIXES) -> None:
    """Refuse a file that is too large, empty, of a kind that is not taken, or not of the kind that it says."""
    name, suffix = upload.name or "", PurePosixPath(upload.name or "").suffix.lower()
    if not upload.size:
        raise Refused(_("文件“%(name)s”是空的。请检查后重新选择。") % {"name": name})
    if upload.size > LARGEST:
        raise Refused(_("文件“%(name)s”超过 %(most)s MB。请压缩或拆分后再上传。") % {"name": name, "most": LARGEST // 2**20})
    if suffix not in suffixes:
        raise Refused(
            _("不接受“%(suffix)s”文件。可以上传：%(kinds)s。")
            % {"suffix": suffix or name, "kinds": "、".join(kind.lstrip(".") for kind in suffixes)}
        )
    upload.seek(0)
    start = upload.read(8)
    upload.seek(0)
    if not start.startswith(_BEGINS[suffix]):
        raise Refused(_("文件“%(name)s”的内容与后缀不符。请用原来的程序打开，另存后再上传。") % {"name": name})


def keep(item: Item, upload: UploadedFile) -> Attachment:
    """Store a checked file with its hash and, where they can be read, its words."""
    upload.seek(0)
    data = upload.read()
    text, was_read = _words(data, upload.name or "")
    attachment = Attachment(
        item=item, name=(upload.name or "")[-150:], size=len(data), digest=hashlib.sha256(data).hexdigest(),
        text=text, was_read=was_read,
    )  # fmt: skip
    upload.seek(0)
    attachment.file.save(attachment.name, upload, save=False)
    attachment.save()
    return attachment


def _words(data: bytes, name: str) -> tuple[str, bool]:
    if not name.lower().endswith(_READABLE):
        return "", False
    try:
        return words_of(data, name), True
    except CouldNotRead:
        return "", False


def attachment_response(attachment: Attachment) -> FileResponse:
    """A file for downloading under its own name. It is never shown inside the page, whatever is in it."""
    response = FileResponse(attachment.file.open("rb"), as_attachment=True, filename=attachment.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
