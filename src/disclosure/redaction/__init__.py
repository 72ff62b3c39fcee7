"""Attachments blacked out for partial disclosure (区分处理, 第三十七条): bytes → bytes, with nothing left under the black.

Every page is drawn to a picture, the areas are painted over in the picture itself, and a new file is made of the pictures: it
has no text, no layers, no comments, no properties. What was made is read again before it is handed out.
"""

from disclosure.redaction.areas import Area, find_areas
from disclosure.redaction.burning import redact
from disclosure.redaction.conversion import NoConverterError, as_pdf
from disclosure.redaction.pages import MOST_PAGES, Page, draw_page, page_sizes
from disclosure.redaction.proof import Proof, RedactionError, prove

__all__ = [
    "MOST_PAGES",
    "Area",
    "NoConverterError",
    "Page",
    "Proof",
    "RedactionError",
    "as_pdf",
    "draw_page",
    "find_areas",
    "page_sizes",
    "prove",
    "redact",
]
