"""Web pages saved whole into one file (.mht, .mhtml): a message whose first part of HTML is the page."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser

from disclosure.blocks import Document
from disclosure.errors import UnreadableError
from disclosure.language import _

_START = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,1000}\r?\n(?:[ \t][^\n]{0,1000}\r?\n)*){1,30}\r?\n")
#: Parts of one saved page: pictures, styles, frames.
_MOST_PARTS = 2_000


def is_saved_page(data: bytes) -> bool:
    """Whether a file is a message with HTML in it, as browsers save pages."""
    head = _START.match(data[:8192].lstrip(b"\xef\xbb\xbf\r\n"))
    if head is None or b"mime-version" not in head[0].lower():
        return False
    kind = BytesHeaderParser(policy=policy.default).parsebytes(head[0]).get_content_type()
    return kind in ("multipart/related", "multipart/alternative", "multipart/mixed", "text/html")


def read_saved_page(data: bytes) -> Document:
    """The blocks of the page. Raises :class:`UnreadableError` where there is none in the file."""
    from disclosure.reading.web.html import LARGEST_PAGE, read_html  # lxml is only paid for by those who need it

    if data.count(b"\n--") > _MOST_PARTS:
        raise _empty()
    message = BytesParser(policy=policy.default).parsebytes(data)
    part = next((one for one in message.walk() if one.get_content_type() == "text/html"), None)
    content = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
    if not isinstance(content, bytes) or not content.strip():
        raise _empty()
    if len(content) > LARGEST_PAGE:
        return read_html(content)  # which says that it is too large
    charset = part.get_content_charset() if part else None
    declared = f'<meta charset="{charset}">'.encode() if charset and re.fullmatch(r"[\w-]{1,40}", charset, re.ASCII) else b""
    return read_html(declared + content if not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) else content)


def _empty() -> UnreadableError:
    return UnreadableError(_("保存的网页（.mht）里没有可读的内容。请在浏览器中打开原网页，另存为 .html 后再试。"))
