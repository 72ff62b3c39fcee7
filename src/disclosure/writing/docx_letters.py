"""What a letter (信函格式, GB/T 9704-2012 10.1) has besides other documents, in Word: the agency's mark over a red double line,
number at the right edge, name and day under the seal, and a double line at the foot of its first page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from disclosure.blocks import Document, Grid, Paragraph
from disclosure.writing.docx_styles import TABLE_TEXT
from disclosure.writing.look import Look

_RED = "C8102E"
_TWIPS_PER_POINT = 20
_TWIPS_PER_MM = 1440 / 25.4
#: The double lines are 170 mm long: 7 mm past the type area on either side.
_BEYOND = round(7 * _TWIPS_PER_MM)
#: 成文日期右空四字 (7.3.5).
_RIGHT_OF_DAY = 4.0
_NOTE_SIZE, _NOTE_LINE = 12, 18
#: The mark stands 30 mm below the edge of the paper, 7 mm above the type area (10.1), 170 mm wide.
_MARK_TOP, _MARK_LEFT, _MARK_WIDTH = (round(each * _TWIPS_PER_MM) for each in (30, 20, 170))
#: The lower double line stands so many mm above the edge of the paper (10.1).
_LOWER_LINE = 20
#: Free room between title and addressee, in lines.
_AFTER_TITLE = 0.6


def dress_letter(word: WordDocument, document: Document, look: Look) -> None:
    """Give the paragraphs of a letter their places and borders. Documents without such paragraphs stay as they are."""
    given = _paragraphs(word, document)
    for place, (block, made) in enumerate(given):
        if block.style == "mark":
            _mark(made, block.text, look)
            _first_page(word)
        elif block.style == "number":
            marked = place and given[place - 1][0].style == "mark"
            _unindented(made, "right" if marked else "center")
        elif block.style in ("salutation", "note"):
            _unindented(made, "left" if block.style == "salutation" else "both")
        elif block.style == "enclosures":
            _enclosures(made, look)
        if block.style == "note":
            _size(made, _NOTE_SIZE)
            _spacing(made, line=_NOTE_LINE)
        if block.style == "title" and place > 1 and given[place - 1][0].style == "number":
            _spacing(made, before=look.line, after=round(_AFTER_TITLE * look.line))
    _seals([pair for pair in given if pair[0].style.startswith("seal")], look)
    _keep_with_seal(given)


def right_of_seal(name: str, day: str) -> tuple[float, float]:
    """How far name and day stand from the right edge, in characters: the name in the middle over the day, the day four in.

    A name that is too wide for that reaches the edge, and the day stands in the middle under it.
    """
    wide, narrow = _width(name), _width(day)
    gap = max(0.0, _RIGHT_OF_DAY - max(0.0, (wide - narrow) / 2))
    whole = max(wide, narrow)
    return gap + (whole - wide) / 2, gap + (whole - narrow) / 2


def _width(text: str) -> float:
    return sum(0.5 if letter.isascii() else 1.0 for letter in text)


def _paragraphs(word: WordDocument, document: Document) -> list[tuple[Paragraph, Any]]:
    """Each paragraph with what was made of it."""
    made: Iterator[Any] = iter([element for element in word.element.body if element.tag in (qn("w:p"), qn("w:tbl"))])
    found = []
    for block in document.blocks:
        element = next(made)
        if isinstance(block, Grid):
            next(made)  # the empty paragraph after a table
        else:
            found.append((block, element))
    return found


def _add(paragraph: Any, xml: str) -> None:
    """A property in the place that the schema wants for it."""
    properties = paragraph.find(qn("w:pPr"))
    new = parse_xml(xml)
    for old in properties.findall(new.tag):
        properties.remove(old)
    order = [qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "framePr", "pBdr", "spacing", "ind", "jc")]
    later = set(order[order.index(new.tag) + 1 :])
    before = next((child for child in properties if child.tag in later), None)
    if before is None:
        properties.append(new)
    else:
        before.addprevious(new)


def _unindented(paragraph: Any, align: str, *, left: int = 0, right: int = 0) -> None:
    _add(paragraph, f'<w:ind {nsdecls("w")} w:left="{left}" w:right="{right}" w:firstLine="0" w:firstLineChars="0"/>')
    _add(paragraph, f'<w:jc {nsdecls("w")} w:val="{align}"/>')


def _spacing(paragraph: Any, *, before: float = 0, after: float = 0, line: float = 0) -> None:
    exact = f' w:line="{round(line * _TWIPS_PER_POINT)}" w:lineRule="exact"' if line else ""
    points = f'w:before="{round(before * _TWIPS_PER_POINT)}" w:after="{round(after * _TWIPS_PER_POINT)}"'
    _add(paragraph, f"<w:spacing {nsdecls('w')} {points}{exact}/>")


def _size(paragraph: Any, points: float, *, more: str = "") -> None:
    for run in paragraph.iter(qn("w:r")):
        size = round(points * 2)
        run.insert(0, parse_xml(f'<w:rPr {nsdecls("w")}>{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'))


def _mark(paragraph: Any, text: str, look: Look) -> None:
    size = min(34.0, 470 / max(1, len(text)))
    name = look.title.name
    face = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/><w:b/><w:color w:val="{_RED}"/>'
    _size(paragraph, size, more=face)
    _unindented(paragraph, "center")
    _spacing(paragraph, line=size * 1.15)
    place = f'w:w="{_MARK_WIDTH}" w:x="{_MARK_LEFT}" w:y="{_MARK_TOP}" w:hAnchor="page" w:vAnchor="page" w:wrap="notBeside"'
    _add(paragraph, f"<w:framePr {nsdecls('w')} {place}/>")
    edge = f'<w:bottom w:val="thickThinSmallGap" w:sz="18" w:space="6" w:color="{_RED}"/>'
    _add(paragraph, f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>")


def _enclosures(paragraph: Any, look: Look) -> None:
    """附件 two characters in, its lines under one another."""
    hanging = round(3 * look.body_size * _TWIPS_PER_POINT)
    left = round(2 * look.body_size * _TWIPS_PER_POINT) + hanging
    _add(paragraph, f'<w:ind {nsdecls("w")} w:left="{left}" w:hanging="{hanging}" w:firstLineChars="0" w:hangingChars="0"/>')
    _spacing(paragraph, before=look.line)


def _seals(pairs: list[tuple[Paragraph, Any]], look: Look) -> None:
    for (name, above), (day, below) in zip(pairs[::2], pairs[1::2], strict=False):
        for made, indent in zip((above, below), right_of_seal(name.text, day.text), strict=True):
            _unindented(made, "right", right=round(indent * look.body_size * _TWIPS_PER_POINT))
        # Room for the seal, whose upper edge stands within one line of the text.
        _spacing(above, before=2 * look.line)
        _add(above, f"<w:keepNext {nsdecls('w')}/>")


def _keep_with_seal(given: list[tuple[Paragraph, Any]]) -> None:
    """The seal never stands on a page without text (7.3.5.5)."""
    for (_block, made), (following, _made) in pairwise(given):
        if following.style.startswith("seal") or following.style == "enclosures":
            _add(made, f"<w:keepNext {nsdecls('w')}/>")


def _first_page(word: WordDocument) -> None:
    """The double line at the foot of the first page; the page number of the others stays where it was."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.first_page_footer.paragraphs[0]
    paragraph.style = word.styles[TABLE_TEXT]
    edge = f'<w:top w:val="thinThickSmallGap" w:sz="18" w:space="1" w:color="{_RED}"/>'
    paragraph._p.get_or_add_pPr()
    _add(paragraph._p, f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>")
    _unindented(paragraph._p, "center", left=-_BEYOND, right=-_BEYOND)
    _spacing(paragraph._p, line=1)
    number = section.footer.paragraphs[0]
    number.paragraph_format.space_after = max(0, (section.footer_distance or 0) - Mm(_LOWER_LINE))
    section.footer_distance = Mm(_LOWER_LINE)
