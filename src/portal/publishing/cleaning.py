"""Rich text from people and other platforms → the few tags that a page of ours has, and nothing that runs or loads."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import nh3

_TAGS = frozenset(
    (
        "p", "br", "hr", "h2", "h3", "h4", "strong", "b", "em", "i", "u", "sub", "sup", "ul", "ol", "li", "blockquote", "a",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    )
)  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
#: What is dropped with everything in it; of other tags the words stay.
_DROPPED = {"script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math", "textarea", "select", "title"}
_SCHEMES = {"http", "https", "mailto", "tel"}

_A_TAG = re.compile(r"<\s*/?\s*[a-zA-Z][^>]*>")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")
_LARGEST_HEADING = re.compile(r"(</?)h1(?=[\s>])", re.IGNORECASE)
_LINES = re.compile(r"\s*\n\s*")


def clean(text: str) -> str:
    """Safe HTML of what was written or pasted. Plain text becomes paragraphs, a line each.

    A page has one first-level heading, its title; those in a text become second-level.
    """
    if not _A_TAG.search(text):
        return paragraphs(html.unescape(text))
    safe = nh3.clean(
        _LARGEST_HEADING.sub(r"\1h2", text),
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
    )
    return _EMPTY.sub("", safe).strip()


def is_web_address(text: str) -> bool:
    """Whether a text is the address of a page, which a link may lead to: http or https, and a host."""
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that are no address of a machine
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def paragraphs(text: str) -> str:
    """Plain text as paragraphs, one for each line that has words."""
    lines = (line.strip(" \t\u3000") for line in _LINES.split(text.strip()))
    return "\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
