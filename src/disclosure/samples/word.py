"""Invented reports as Word files are found: every word formatted anew, changes still tracked, text in boxes and controls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from random import Random

from disclosure.blocks import Block, Grid, GridCell
from disclosure.samples.grids import spread
from disclosure.samples.parts import blocks_of, pieces
from disclosure.samples.truth import Truth

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_WHO = 'w:id="1" w:author="办公室" w:date="2023-01-05T09:00:00Z"'
_LOOKS = ("<w:b/>", '<w:sz w:val="32"/>', '<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:eastAsia="仿宋"/>', "")
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def render_word(truth: Truth) -> bytes:
    """The report as a .docx, some in the strict dialect."""
    random = Random(truth.name)  # noqa: S311 - invention, not secrecy
    writer = _Writer(random)
    body = "".join(writer.block(block) for block in blocks_of(truth, random.choice((2, 3))))
    namespace = _STRICT if random.random() < 0.2 else _W
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{namespace}" {_NAMESPACES}><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (("[Content_Types].xml", _TYPES), ("word/document.xml", xml)):
            package.writestr(zipfile.ZipInfo(name, _ZIP_DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    """Blocks as WordprocessingML, each report with habits of its own."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._tracks, self._boxes, self._controls = (random.random() < share for share in (0.4, 0.3, 0.3))
        self._cuts, self._frames = random.random() < 0.3, random.random() < 0.2

    def block(self, block: Block) -> str:
        if isinstance(block, Grid):
            return "".join(self._tables(block))
        if block.style == "title" and self._boxes:
            return f"<w:p><w:r>{_box(self._paragraph(block.text))}</w:r></w:p>"
        made = self._paragraph(block.text)
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{made}</w:sdtContent></w:sdt>" if self._controls and self._chance(0.2) else made

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _paragraph(self, text: str) -> str:
        deleted = f"<w:del {_WHO}><w:r><w:delText>删去3件</w:delText></w:r></w:del>" if self._tracks and self._chance(0.2) else ""
        return f"<w:p>{''.join(self._run(piece) for piece in pieces(text, self._random))}{deleted}</w:p>"

    def _run(self, text: str) -> str:
        run = f'<w:r><w:rPr>{self._random.choice(_LOOKS)}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        if self._tracks and self._chance(0.1):
            return f"<w:ins {_WHO}>{run}</w:ins>"
        return f"<w:proofErr w:type='spellStart'/>{run}" if self._chance(0.05) else run

    def _tables(self, grid: Grid) -> Iterator[str]:
        """The table, sometimes in two with the page's end between them, sometimes inside a frame."""
        width = sum(cell.column_span for cell in grid.rows[0])
        rows = spread(grid.rows, width)
        cut = self._cut(rows) if self._cuts else 0
        heads = rows[: grid.rows[0][0].row_span] if self._chance(0.5) else []
        for part in (rows[:cut], [*heads, *rows[cut:]]) if cut else (rows,):
            table = "<w:tbl><w:tblPr/>" + "".join(self._row(row, part, grid) for row in part) + "</w:tbl>"
            yield f"<w:tbl><w:tr><w:tc>{table}<w:p/></w:tc></w:tr></w:tbl>" if self._frames else table
            yield "<w:p/>"

    def _cut(self, rows: Sequence[Sequence[GridCell | str]]) -> int:
        """A row in the second half of a long table before which no merged cell reaches down; 0 where there is none."""
        whole = [place for place, row in enumerate(rows) if len(rows) > 20 and place > 5 and "above" not in row]
        return self._random.choice(whole) if whole else 0

    def _row(self, row: Sequence[GridCell | str], rows: Sequence[Sequence[GridCell | str]], grid: Grid) -> str:
        cells, place = [], 0
        for number, cell in enumerate(row):
            if cell == "left":
                continue
            span = 1 + next((n for n, beside in enumerate(row[number + 1 :]) if beside != "left"), len(row) - number - 1)
            cells.append(self._cell(cell, span))
            place += span
        assert place == len(row) and grid and rows  # noqa: S101, PT018 - the row is whole
        return f"<w:tr>{''.join(cells)}</w:tr>"

    def _cell(self, cell: GridCell | str, span: int) -> str:
        merged = '<w:vMerge w:val="restart"/>' if isinstance(cell, GridCell) and cell.row_span > 1 else ""
        merged = "<w:vMerge/>" if cell == "above" else merged
        properties = f'<w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>' if span > 1 else f"<w:tcPr>{merged}</w:tcPr>"
        text = cell.text if isinstance(cell, GridCell) else ""
        if text.isdigit() and self._tracks and self._chance(0.1):
            old = f"<w:del {_WHO}><w:r><w:delText>{int(text) + 1}</w:delText></w:r></w:del>"
            return f"<w:tc>{properties}<w:p>{old}<w:ins {_WHO}><w:r><w:t>{text}</w:t></w:r></w:ins></w:p></w:tc>"
        return f"<w:tc>{properties}{self._paragraph(text) if text else '<w:p/>'}</w:tc>"


def _box(paragraph: str) -> str:
    """A text box, said twice: for new readers and for old ones."""
    return (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>"
        f"{paragraph}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{paragraph}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
