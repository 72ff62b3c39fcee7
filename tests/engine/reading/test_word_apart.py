"""What stands in a Word file beside its text: notes, heads of pages, comments, other files laid in."""

from __future__ import annotations

from random import Random

import pytest
from lxml import etree

import hostile_files as hostile
from disclosure.annotating.anchors import Anchor
from disclosure.annotating.word_comments import Note, with_comments
from disclosure.blocks import Grid
from disclosure.examine import examine_bytes
from disclosure.reading.formats import format_of
from disclosure.reading.word.docx import read_docx, read_parts
from disclosure.reading.word.package import WordPackage
from disclosure.samples import Layout, Spec, invent, render
from disclosure.zips import replaced
from engine.reading.word_files import W, document_xml, p, tbl, tc, zipped

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word(body: str, **parts: tuple[str, str | bytes]) -> bytes:
    """A .docx with further parts: id of each with its kind and content."""
    links = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="parts/{key}"/>' for key, (kind, _content) in parts.items()
    )
    xml = document_xml(body).replace("<w:document ", f'<w:document xmlns:r="{R}" ')
    more = {f"word/parts/{key}": content for key, (_kind, content) in parts.items()}
    relations = f'<Relationships xmlns="{LINKS}">{links}</Relationships>'
    return zipped({"word/document.xml": xml, "word/_rels/document.xml.rels": relations, **more})


def notes(kind: str, **words: str) -> str:
    line = f'<w:{kind} w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    said = "".join(
        f'<w:{kind} w:id="{key[1:]}"><w:p><w:r><w:{kind}Ref/><w:t> {text}</w:t></w:r></w:p></w:{kind}>'
        for key, text in words.items()
    )
    return f'<w:{kind}s xmlns:w="{W}">{line}{said}</w:{kind}s>'


def mark(number: int, kind: str = "footnote", more: str = "", after: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"{more}/>{after}</w:r>'


def with_mark(text: str, after: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r>{after}</w:p>"


def read(data: bytes) -> list[tuple[str, str | None]]:
    return [(block.text, block.place) for block in format_of(data).read(data).blocks if not isinstance(block, Grid)]


def chunk(key: str) -> str:
    return f'<w:altChunk r:id="{key}"/>'


def test_a_note_is_read_behind_the_paragraph_that_it_explains_and_once():
    body = with_mark("收到申请12件。", mark(2)) + p("全部办结。") + with_mark("另见前注。", mark(2))

    assert read(word(body, f=("footnotes", notes("footnote", n2="不含移送的3件。", n3="没有人提到。")))) == [
        ("收到申请12件。", "paragraph 1"),
        ("不含移送的3件。", "note 1"),
        ("全部办结。", "paragraph 2"),
        ("另见前注。", "paragraph 3"),
    ]


def test_a_note_at_the_end_is_read_like_one_at_the_foot():
    body = with_mark("办结12件。", mark(2, "endnote")) + p("一、总体情况")

    assert read(word(body, e=("endnotes", notes("endnote", n2="另有1件结转。"))))[1] == ("另有1件结转。", "note 1")


def test_a_note_to_a_title_or_heading_waits_for_the_end_of_a_sentence():
    body = with_mark("青禾镇人民政府", mark(2)) + p("2022年政府信息公开工作年度报告") + p("依照条例编制。") + p("一、总体情况")

    assert [place for _text, place in read(word(body, f=("footnotes", notes("footnote", n2="含所属单位。"))))] == [
        "paragraph 1",
        "paragraph 2",
        "paragraph 3",
        "note 1",
        "paragraph 4",
    ]


@pytest.mark.parametrize(
    "marked",
    [
        mark(2),
        mark(2, more=' w:customMarkFollows="1"', after="<w:t>1</w:t>"),
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>',
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>[1]</w:t></w:r>',
        "<w:r><w:t>①</w:t></w:r>",
        '<w:r><w:commentReference w:id="4"/></w:r>',
    ],
)
def test_the_mark_of_a_note_is_no_digit_of_the_number_before_it(marked):
    whole = render(invent(Spec("青禾镇", 2022, 3, Layout.DOCX, busy=0.9)))
    package = WordPackage(whole)
    parts = read_parts(package)
    report = examine_bytes(whole, "a.docx").report
    cell = next(one for one in report.cells if one.value and one.at.startswith("applications."))
    paragraph = next(parts.elements[cell.place].iter(f"{{{W}}}p"))
    for piece in etree.fromstring(f'<x xmlns:w="{W}">{marked}</x>'):
        paragraph.append(piece)
    changed = replaced(whole, {"word/document.xml": etree.tostring(parts.root)})

    assert examine_bytes(changed, "a.docx").report.value(cell.at) == cell.value
    assert [(one.at, one.value) for one in examine_bytes(changed, "a.docx").report.cells] == [
        (one.at, one.value) for one in report.cells
    ]


def test_the_note_to_a_cell_is_read_behind_the_table_and_is_in_none_of_its_cells():
    body = tbl(tc("行政许可") + tc("12").replace("</w:p>", mark(2) + "</w:p>")) + p("三、收到")
    data = word(body, f=("footnotes", notes("footnote", n2="含延续。")))
    grid, note, _after = format_of(data).read(data).blocks

    assert [cell.text for cell in grid.rows[0]] == ["行政许可", "12"]
    assert (note.text, note.place) == ("含延续。", "note 1")


def test_words_set_low_stay_as_they_are_and_high_ones_are_powers():
    run = '<w:r><w:rPr><w:vertAlign w:val="{}"/></w:rPr><w:t>2</w:t></w:r>'

    assert [text for text, _place in read(word(with_mark("面积12m", run.format("superscript"))))] == ["面积12m²"]
    assert [text for text, _place in read(word(with_mark("CO", run.format("subscript"))))] == ["CO2"]


def test_a_finding_about_a_note_is_said_where_its_mark_stands():
    body = with_mark("收到申请12件。", mark(2)) + p("联系我们。")
    parts = read_parts(WordPackage(word(body, f=("footnotes", notes("footnote", n2="请致电。")))))

    assert parts.elements["note 1"] is parts.elements["paragraph 1"]


HEAD = f'<w:hdr xmlns:w="{W}">{p("青禾镇人民政府2022年政府信息公开工作年度报告")}</w:hdr>'
FOOT = f'<w:ftr xmlns:w="{W}">{p("— 3 —")}</w:ftr>'
SECTION = '<w:sectPr><w:headerReference r:id="h" w:type="default"/><w:footerReference r:id="f" w:type="default"/></w:sectPr>'


def test_the_head_of_the_pages_is_the_title_where_the_text_has_none():
    body = p("一、总体情况") + p("全年工作有序。") + SECTION

    assert read(word(body, h=("header", HEAD), f=("footer", FOOT))) == [
        ("青禾镇人民政府2022年政府信息公开工作年度报告", "header"),
        ("一、总体情况", "paragraph 1"),
        ("全年工作有序。", "paragraph 2"),
    ]


@pytest.mark.parametrize("head", ["青禾镇党政办公室", "内部资料 注意保存", "2022年政府工作报告"])
def test_another_head_and_any_foot_are_not_read(head):
    heading = HEAD.replace("青禾镇人民政府2022年政府信息公开工作年度报告", head)

    assert read(word(p("一、总体情况") + SECTION, h=("header", heading), f=("footer", FOOT))) == [("一、总体情况", "paragraph 1")]


def test_the_head_of_the_pages_is_not_said_again_below_the_same_title():
    body = p("青禾镇人民政府2023年政府信息公开工作年度报告") + p("一、总体情况") + SECTION

    assert [place for _text, place in read(word(body, h=("header", HEAD), f=("footer", FOOT)))] == ["paragraph 1", "paragraph 2"]


REPORT = invent(Spec("青禾镇", 2022, 3, Layout.HTML, busy=0.5))


@pytest.mark.parametrize("layout", [Layout.HTML, Layout.DOCX, Layout.TAB_ROWS])
def test_a_report_that_is_laid_in_whole_is_read(layout):
    truth = invent(Spec("青禾镇", 2022, 3, layout, busy=0.5))
    found = examine_bytes(word(chunk("c") + p("完"), c=("aFChunk", render(truth))), "a.docx")

    assert (found.report.agency, found.report.year) == (truth.report.agency, 2022)
    assert [(cell.at, cell.value) for cell in found.report.cells if cell.value is not None] == [
        (cell.at, cell.value) for cell in truth.report.cells if cell.value is not None
    ]
    assert all(cell.place.startswith("chunk 1 ") for cell in found.report.cells if cell.place)


def test_a_saved_page_that_is_laid_in_is_read():
    page = hostile._saved_page("<meta charset=utf-8><p>总体情况</p>".encode())
    data = word(p("甲") + chunk("c") + p("乙"), c=("aFChunk", page))

    assert read(data) == [("甲", "paragraph 1"), ("总体情况", "chunk 1 paragraph 1"), ("乙", "paragraph 2")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{\\rtf1 x}", "RTF"),
        (b"PK\x03\x04broken", "损坏"),
        (hostile.word_file(b"<w>" + b"0" * 20_000_000 + b"</w>"), "庞大"),
        (b"", "空的"),
        (b"%PDF-1.7", "PDF 文件"),
    ],
)
def test_a_file_laid_in_that_cannot_be_read_is_said_and_the_rest_is_read(content, reason):
    whole = render(REPORT)
    found = examine_bytes(word(chunk("c") + chunk("d"), c=("aFChunk", whole), d=("aFChunk", content)), "a.docx")
    (said,) = [finding for finding in found.findings if finding.rule == "structure.laid_in_file"]

    assert reason in str(said.message)
    assert said.place == "chunk 2"
    assert found.report.agency == REPORT.report.agency


def test_files_laid_in_files_end_at_some_depth_and_at_some_number():
    deep = b"x"
    for _level in range(8):
        deep = word(chunk("c"), c=("aFChunk", deep))
    keys = [f"c{number}" for number in range(30)]
    many = word("".join(map(chunk, keys)), **{key: ("aFChunk", f"第{key}部分".encode()) for key in keys})

    assert len(format_of(deep).read(deep).unread) == 1
    assert [place for place, _reason in format_of(many).read(many).unread] == ["chunk 21"]


def test_all_files_laid_in_count_together_however_deep_they_lie():
    inner = {f"c{number}": ("aFChunk", f"第{number}部分".encode()) for number in range(15)}
    middle = word("".join(map(chunk, inner)), **inner)
    data = word(chunk("a") + chunk("b"), a=("aFChunk", middle), b=("aFChunk", middle))
    found = format_of(data).read(data)

    assert [block.place for block in found.blocks][:2] == ["chunk 1 chunk 1 line 1", "chunk 1 chunk 2 line 1"]
    assert len(found.blocks) == 18, "two of the twenty are those around the others"
    assert [place for place, _reason in found.unread] == ["chunk 2 chunk 4"]


def test_what_files_laid_in_unpack_to_counts_together():
    # Letters of no order do not shrink much: nothing here is suspicious but how much it is in all.
    noise = Random(3).randbytes(2_500_000).hex()  # noqa: S311 - noise, not secrecy
    inner = word(p(noise))
    data = word(chunk("a") + chunk("b") + chunk("c") + chunk("d"), **dict.fromkeys("abcd", ("aFChunk", inner)))
    found = format_of(data).read(data)

    assert [place for place, _reason in found.unread] == ["chunk 3", "chunk 4"]
    assert "16 MB" in str(found.unread[0][1])


def test_the_same_file_laid_in_again_is_read_once_and_said():
    data = word(chunk("c") + p("乙") + chunk("c"), c=("aFChunk", "一、总体情况".encode()))
    found = format_of(data).read(data)

    assert [block.place for block in found.blocks] == ["chunk 1 line 1", "paragraph 1"]
    assert [(place, str(reason)) for place, reason in found.unread] == [("chunk 2", "这个文件在前面已经嵌入过，只读一次。")]


def test_a_file_laid_into_a_table_in_a_table_is_read_once():
    held = f"<w:tc>{chunk('c')}<w:p/></w:tc>"
    around = f"<w:tc>{tbl(held + tc('甲'))}<w:p/></w:tc>"
    data = word(
        tbl(around + tc("乙")) + tbl(tc("丙") + f"<w:tc>{chunk('d')}<w:p/></w:tc>"), c=("aFChunk", b"A"), d=("aFChunk", b"D")
    )

    assert [text for text, place in read(data) if place.startswith("chunk")] == ["A", "D"]


def test_a_part_that_heads_many_pages_is_read_once():
    noise = Random(3).randbytes(300_000).hex()  # noqa: S311 - noise, not secrecy
    heading = HEAD.replace("<w:p>", f"<!--{noise}--><w:p>")
    body = p("一、总体情况") + (p("全年工作有序。") + f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>") * 60

    assert read(word(body, h=("header", heading)))[0] == ("青禾镇人民政府2022年政府信息公开工作年度报告", "header")


def test_a_file_laid_in_that_is_missing_is_said():
    data = word(chunk("nowhere") + p("乙"))

    assert [place for place, _reason in format_of(data).read(data).unread] == ["chunk 1"]
    assert read_docx(data).unread == (), "nobody was asked to read it"


def test_comments_go_into_a_report_with_a_file_laid_in():
    body = p("青禾镇人民政府2022年政府信息公开工作年度报告") + chunk("c")
    data = word(body, c=("aFChunk", render(REPORT)))

    commented = with_comments(data, [Note(("请核对",), (Anchor("chunk 1 paragraph 2"), Anchor("paragraph 1")))])

    assert [one.at for one in examine_bytes(commented, "a.docx").report.cells] == [
        one.at for one in examine_bytes(data, "a.docx").report.cells
    ]
    assert commented.count(b"word/comments.xml") == 2, "in the package and in its list"


def test_a_document_of_which_all_is_laid_in_and_nothing_read_says_so():
    found = examine_bytes(word(chunk("c"), c=("aFChunk", b"{\\rtf1 x}")), "a.docx").findings

    assert sorted(finding.rule for finding in found) == ["structure.laid_in_file", "structure.not_an_annual_report"]
