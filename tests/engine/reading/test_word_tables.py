"""The one pass over plain Word tables finds what the walk from child to child finds, which knows every kind of file."""

from __future__ import annotations

import random

import pytest

from disclosure.reading.word import docx
from disclosure.reading.word.docx import read_docx, read_parts
from disclosure.reading.word.package import WordPackage
from disclosure.samples import Layout, generate, sample_files
from engine.reading.word_files import GO_ON, START, p, span, tbl, tc, word

RUNS = (
    "<w:r><w:t>收到</w:t></w:r>",
    "<w:r><w:t/></w:r>",
    "<w:r><w:t>12</w:t><w:tab/><w:t>3</w:t></w:r>",
    "<w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:cr/></w:r>",
    "<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t></w:r>",
    "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>",
    "<w:ins><w:r><w:t>加上</w:t></w:r></w:ins>",
    "",
)
RULER = "<w:pPr><w:tabs><w:tab/><w:tab/></w:tabs></w:pPr>"
BEFORE = "<w:tcPrChange><w:tcPr><w:gridSpan w:val='5'/><w:vMerge/></w:tcPr></w:tcPrChange>"
PROPERTIES = (
    "",
    START,
    GO_ON,
    GO_ON,
    span(2),
    span(3) + GO_ON,
    "<w:hMerge w:val='continue'/>",
    BEFORE,
    "<w:gridSpan w:val='x'/>",
)


def a_paragraph(chance: random.Random) -> str:
    return f"<w:p>{chance.choice(('', RULER))}{''.join(chance.choices(RUNS, k=chance.randint(0, 3)))}</w:p>"


def a_cell(chance: random.Random, depth: int) -> str:
    inside = "".join(a_paragraph(chance) for _paragraph in range(chance.choice((1, 1, 1, 2))))
    if depth < 2 and chance.random() < 0.03:
        inside += a_table(chance, depth + 1) + "<w:p/>"
    if chance.random() < 0.1:
        inside = f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    cell = f"<w:tc><w:tcPr>{chance.choice(PROPERTIES)}</w:tcPr>{inside}</w:tc>"
    return f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>" if chance.random() < 0.05 else cell


def a_row(chance: random.Random, depth: int) -> str:
    free = chance.choice(("", "", "<w:trPr><w:gridBefore w:val='1'/></w:trPr>", "<w:trPr><w:trPrChange/></w:trPr>"))
    return f"<w:tr>{free}{''.join(a_cell(chance, depth) for _cell in range(chance.randint(0, 5)))}</w:tr>"


def a_table(chance: random.Random, depth: int = 0) -> str:
    rows = "".join(a_row(chance, depth) for _row in range(chance.randint(0, 6)))
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def a_body(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - tables, not secrets
    return "".join(chance.choice((a_paragraph, a_table))(chance) for _block in range(8))


def walked(monkeypatch: pytest.MonkeyPatch, data: bytes) -> object:
    """What the walk finds."""
    with monkeypatch.context() as patch:
        patch.setattr(docx, "is_plain", lambda _root, _namespace: False)
        return read_docx(data)


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_any_plain_table_reads_the_same_either_way(monkeypatch, first):
    for seed in range(first, first + 50):
        data = word(a_body(seed))

        assert read_docx(data) == walked(monkeypatch, data), seed


def test_sample_reports_read_the_same_either_way(monkeypatch):
    files = [data for name, data in sample_files() if name.endswith(".docx")]
    files += [data for _name, data, _truth in generate(10, 5, (Layout.DOCX,))]
    assert len(files) > 10
    for data in files:
        assert read_docx(data) == walked(monkeypatch, data)


def test_elements_are_those_of_the_cells_either_way(monkeypatch):
    data = word(p("甲") + tbl(tc("乙", span(2)) + tc("丙", START), tc("丁", GO_ON)))
    quick = read_parts(WordPackage(data))
    monkeypatch.setattr(docx, "is_plain", lambda _root, _namespace: False)
    slow = read_parts(WordPackage(data))

    def paths(parts):
        return {place: parts.root.getroottree().getpath(element) for place, element in parts.elements.items()}

    assert paths(quick) == paths(slow)
    assert len(paths(quick)) == 4
