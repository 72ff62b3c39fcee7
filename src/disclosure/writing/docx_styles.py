"""Styles, page and fonts of a .docx in the official look: nothing of the library's English template is left."""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree

from disclosure.writing.look import Look, Typeface

# Names under which Word knows the styles; readers recognise headings by them.
TITLE, HEADING, BODY, SIGNATURE, TABLE_TEXT = "Title", "heading 1", "Normal", "Signature", "Table Text"
# Parts of the library's template that a document of ours has no use for.
_UNUSED_PARTS = ("stylesWithEffects", "thumbnail", "customXml", "numbering")
_FIRST_LINE_CHARACTERS = 2


def blank_document(look: Look) -> WordDocument:
    """An empty document with page, fonts, styles and page number of ``look``."""
    document = docx.Document()
    _drop_unused(document)
    _page(document, look)
    _styles(document, look)
    _font_table(document, look)
    _page_number(document, look)
    return document


def _drop_unused(document: WordDocument) -> None:
    for owner in (document.part, document.part.package):
        for key, relation in list(owner.rels.items()):
            if any(name in relation.reltype or name in relation.target_ref for name in _UNUSED_PARTS):
                del owner.rels[key]


def _page(document: WordDocument, look: Look) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(look.paper_width), Mm(look.paper_height)
    section.top_margin, section.bottom_margin = Mm(look.margin_top), Mm(look.margin_bottom)
    section.left_margin, section.right_margin = Mm(look.margin_left), Mm(look.margin_right)
    # The page number stands 7 mm below the type area (GB/T 9704-2012 7.5).
    section.footer_distance = Mm(look.margin_bottom - 7 - 5)


def _styles(document: WordDocument, look: Look) -> None:
    _remove_template_styles(document)
    styles = document.styles
    normal = styles.add_style(BODY, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    normal.element.set(qn("w:default"), "1")
    _dress(normal, look.body, look.body_size, look.line)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _indent_first_line(normal, look)
    title = _paragraph_style(document, TITLE, look.title, look.title_size, look.line * 1.2)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(look.line)
    title.paragraph_format.first_line_indent = Pt(0)
    heading = _paragraph_style(document, HEADING, look.heading, look.body_size, look.line)
    heading.paragraph_format.keep_with_next = True
    heading.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    _indent_first_line(heading, look)
    signature = _paragraph_style(document, SIGNATURE, look.body, look.body_size, look.line)
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = _paragraph_style(document, TABLE_TEXT, look.table, look.table_size, look.table_line)
    table.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST


def _remove_template_styles(document: WordDocument) -> None:
    root = document.styles.element
    for style in list(root.iterchildren(qn("w:style"), qn("w:docDefaults"), qn("w:latentStyles"))):
        root.remove(style)
    defaults = (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    root.insert(0, parse_xml(defaults))


def _paragraph_style(document: WordDocument, name: str, face: Typeface, size: float, line: float) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name != TABLE_TEXT)
    _dress(style, face, size, line)
    return style


def _dress(style: Any, face: Typeface, size: float, line: float) -> None:
    style.font.size = Pt(size)
    style.font.bold = face.bold
    style.font.name = face.name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), face.name)
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    layout.space_before = layout.space_after = Pt(0)
    # No room of its own between Chinese and figures: 2024年1月2日 is as wide as its characters, as in the PDF.
    spacing = style.element.pPr.find(qn("w:spacing"))
    for kind in ("autoSpaceDE", "autoSpaceDN"):
        spacing.addprevious(parse_xml(f'<w:{kind} {nsdecls("w")} w:val="0"/>'))


def _indent_first_line(style: Any, look: Look) -> None:
    """Two characters, counted in characters so that it stays right when the operator changes the size."""
    style.paragraph_format.first_line_indent = Pt(look.body_size * _FIRST_LINE_CHARACTERS)
    indent = style.element.pPr.find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), str(100 * _FIRST_LINE_CHARACTERS))


def _font_table(document: WordDocument, look: Look) -> None:
    """Tell the word processor what to take where a font is not installed."""
    part = next(part for part in document.part.package.iter_parts() if part.partname.endswith("fontTable.xml"))
    namespace = qn("w:font")[1:].partition("}")[0]
    root = etree.Element(qn("w:fonts"), nsmap={"w": namespace})
    for face in dict.fromkeys(look.typefaces):
        font = etree.SubElement(root, qn("w:font"), {qn("w:name"): face.name})
        etree.SubElement(font, qn("w:altName"), {qn("w:val"): face.instead})
        etree.SubElement(font, qn("w:charset"), {qn("w:val"): "86"})
        etree.SubElement(font, qn("w:family"), {qn("w:val"): "swiss" if face.instead == "SimHei" else "roman"})
        etree.SubElement(font, qn("w:pitch"), {qn("w:val"): "fixed"})
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _page_number(document: WordDocument, look: Look) -> None:
    """— 1 — in the middle of the foot, in 四号 (GB/T 9704-2012 7.5)."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles[TABLE_TEXT]
    for kind, text in (("text", "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), ("text", " —")):
        run = paragraph.add_run(text if kind == "text" else "")
        run.font.size = Pt(look.page_number_size)
        if kind in ("begin", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
