"""Cells of a web page filled in: the number goes where the cell's own text would stand, inside whatever formats it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from disclosure.errors import UnreadableError
from disclosure.filling.opened import Opened, Writes
from disclosure.language import _
from disclosure.reading.web.html import PageParts, decode_page, read_page

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: Encodings that pages are tried in; GB 18030 holds the older Chinese ones.
_ENCODINGS = ("utf-8", "gb18030", "big5", "latin-1")
_TOKEN = re.compile(r"<!--.*?-->|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>|<[!?][^>]*>", re.DOTALL)
#: Elements whose content is no markup: what looks like a tag in them is none.
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_CELLS = frozenset(("td", "th"))
#: What ends a cell whose own end tag is left out.
_ENDS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "table"))
#: Blanks that an author put into a cell to keep it open; plain ones only indent the source.
_HOLDS_OPEN = re.compile(r"(?:&nbsp;?|&#160;?|&#x0*a0;?|&emsp;?|&ensp;?|[\u00a0\u3000])+", re.IGNORECASE)


def open_page(data: bytes) -> Opened:
    """A web page to be filled in. Raises :class:`UnreadableError`."""
    parts = read_page(data)
    return Opened(parts.document, partial(_written, data, parts))


@dataclass(frozen=True, slots=True)
class _Token:
    """A tag, or the text before one (``name`` is empty); ``start`` to ``end`` in the source."""

    start: int
    end: int
    name: str = ""
    is_end: bool = False


def _written(data: bytes, parts: PageParts, writes: Writes) -> bytes:
    mark, encoding, source = _decoded(data)
    tokens = list(_tokens(source))
    begins = [number for number, token in enumerate(tokens) if token.name in _CELLS and not token.is_end]
    elements = list(parts.root.iter(*_CELLS))
    if [tokens[number].name for number in begins] != [element.tag for element in elements]:
        raise UnreadableError(
            _("网页的表格写得不规整，不能原样写回。请在浏览器中打开，全选复制到 Word 里，另存为 .docx 后再试。")
        )
    number_of: Mapping[object, int] = dict(zip(elements, begins, strict=True))
    changes: list[tuple[int, int, str]] = []
    for place, text in writes.items():
        changes += _changes(source, tokens, number_of[parts.elements[place]], escape(text))
    pieces, at = [], 0
    for start, end, text in sorted(changes):
        pieces += [source[at:start], text]
        at = end
    return mark + "".join([*pieces, source[at:]]).encode(encoding, errors="xmlcharrefreplace")


def _decoded(data: bytes) -> tuple[bytes, str, str]:
    """The byte order mark, the encoding, and the text; only an encoding that gives the very same bytes again will do."""
    text = decode_page(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding, text
    for encoding in _ENCODINGS:
        try:
            if text.encode(encoding) == data:
                return b"", encoding, text
        except UnicodeEncodeError:
            continue
    raise UnreadableError(_("网页的编码有损坏的地方，不能原样写回。请在浏览器中打开原网页，另存后再试。"))


def _tokens(source: str) -> Iterator[_Token]:
    """Tags and the texts between them; comments, declarations and the content of scripts are neither."""
    at = 0
    raw = ""
    for match in _TOKEN.finditer(source):
        name, is_end = (match["name"] or "").lower(), bool(match["close"])
        if match.start() < at or (raw and not (is_end and name == raw)):
            continue
        if match.start() > at and not raw:
            yield _Token(at, match.start())
        at = match.end()
        raw = name if name in _RAW and not is_end else ""
        if name:
            yield _Token(match.start(), match.end(), name, is_end)
    if at < len(source) and not raw:
        yield _Token(at, len(source))


def _changes(source: str, tokens: Sequence[_Token], begin: int, text: str) -> Iterator[tuple[int, int, str]]:
    """What changes in the source so that the cell beginning at a token says ``text`` and nothing else."""
    inside = []
    for token in tokens[begin + 1 :]:
        if token.name in _ENDS:
            break
        inside.append(token)
    texts = [token for token in inside if not token.name]
    said = [token for token in texts if _HOLDS_OPEN.sub("", source[token.start : token.end]).strip()]
    if said:
        first, *others = said
        words = source[first.start : first.end]
        start = first.start + len(words) - len(words.lstrip())
        yield start, first.start + len(words.rstrip()), text
        yield from ((token.start, token.end, "") for token in others)
        return
    for token in texts:
        blank = _HOLDS_OPEN.search(source, token.start, token.end)
        if blank:
            yield blank.start(), blank.end(), text
            return
    at = tokens[begin].end
    for token in inside:
        if token.name and (token.is_end or token.name in _EMPTY):
            break
        at = token.end if token.name else at
    yield at, at, text
