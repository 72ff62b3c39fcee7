"""Which files are pictures of pages, or pages whose words were recognised before, by their first bytes."""

from __future__ import annotations

#: First bytes of the marks of recognised pages (see ``recognition``).
MARKS_HEAD = b"gongkai.marks/1\n"
_HEADS = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"))


def picture_type(data: bytes) -> str | None:
    """The media type of a picture that can be a page, None for any other file."""
    return next((kind for head, kind in _HEADS if data.startswith(head)), None)
