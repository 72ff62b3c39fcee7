"""Comments stand at the words and cells that findings speak of, and nothing else of the author's file changes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile

import pytest
from lxml import etree

from disclosure.annotating import annotated
from disclosure.annotating.anchors import Anchor
from disclosure.annotating.word_comments import Note, with_comments
from disclosure.errors import UnreadableError
from disclosure.examine import examine_bytes
from disclosure.language import speaking
from disclosure.samples import Layout, Spec, invent, render
from engine.annotating.word_reading import bare, commented, comments, members
from engine.reading.word_files import GO_ON, START, document_xml, p, tbl, tc, word, zipped

FAULTY = ("superseded_citation", "application_count", "personal_mobiles", "extra_former_row", "broken_sum", "doubled_words")


def sample(*defects: str, seed: int = 5, layout: Layout = Layout.DOCX) -> bytes:
    return render(invent(Spec("渡口坪镇", 2022, seed, layout, busy=0.2, defects=defects), "年报.docx"))


@pytest.fixture(scope="module")
def faulty():
    """A Word file with many faults, its examination, and the file with comments."""
    data = sample(*FAULTY)
    examination = examine_bytes(data, "年报.docx")
    return data, examination, annotated(data, examination)


def test_every_finding_has_a_comment(faulty):
    _data, examination, made = faulty

    said = comments(made.data).values()

    assert len(examination.findings) >= len(FAULTY)
    for number, finding in enumerate(examination.findings, 1):
        assert any(text.startswith(f"问题{number}（{finding.severity.label}）：{finding.message}") for text in said)
    assert made.is_own


def test_a_comment_carries_advice_and_law(faulty):
    _data, examination, made = faulty
    finding = next(one for one in examination.findings if one.law and one.advice)

    text = next(text for text in comments(made.data).values() if str(finding.message) in text)

    assert f"建议：{finding.advice}" in text
    assert "依据：" in text


def test_quoted_words_are_what_is_marked(faulty):
    _data, examination, made = faulty
    marked, said = commented(made.data), comments(made.data)

    checked = 0
    for finding in examination.findings:
        for quote in finding.quotes:
            section = examination.report.section(quote.section)
            if section.is_table_row_at(quote.start):
                continue
            words = section.text[quote.start : quote.end].partition("\n")[0]
            assert any(marked[number] == words for number, text in said.items() if str(finding.message) in text), words
            checked += 1
    assert checked >= 2


def test_a_number_in_a_list_is_marked_in_its_own_cell(faulty):
    _data, _examination, made = faulty
    said = comments(made.data)

    marks = [words for number, words in commented(made.data).items() if "手机号码" in said[number]]

    assert marks
    assert all(len(words) == 11 and words.isdigit() for words in marks)


def test_a_broken_sum_is_marked_at_its_total(faulty):
    _data, examination, made = faulty
    finding = next(one for one in examination.findings if one.rule == "arithmetic.applications.row_total")
    said = comments(made.data)

    words = next(words for number, words in commented(made.data).items() if str(finding.message) in said[number])

    assert words == str(examination.report.value(finding.at[0]))


def test_nothing_else_of_the_file_changes(faulty):
    data, _examination, made = faulty
    before, after = members(data), members(made.data)

    changed = {name for name in before if before[name] != after[name]}

    assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    assert set(after) - set(before) == {"word/comments.xml"}
    assert bare(before["word/document.xml"]) == bare(after["word/document.xml"])


def test_unchanged_parts_are_not_even_packed_anew(faulty):
    data, _examination, made = faulty

    def packed(package: bytes, name: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            info = opened.getinfo(name)
            start = info.header_offset + 30 + len(info.filename.encode())
            return package[start : start + info.compress_size]

    assert packed(data, "word/styles.xml") == packed(made.data, "word/styles.xml")


def test_the_annotated_file_reads_the_same(faulty):
    _data, examination, made = faulty

    again = examine_bytes(made.data, "年报.docx")

    assert again.report.cells == examination.report.cells
    assert again.report.sections == examination.report.sections
    assert again.findings == examination.findings


def test_the_same_file_gives_the_same_bytes(faulty):
    data, examination, made = faulty

    assert annotated(data, examination).data == made.data


def test_a_file_without_findings_comes_back_as_it_was():
    data = sample()
    examination = examine_bytes(data, "年报.docx")

    assert not examination.findings
    assert annotated(data, examination).data == data


def test_a_second_round_keeps_the_comments_of_the_first(faulty):
    _data, _examination, made = faulty

    twice = annotated(made.data, examine_bytes(made.data, "年报.docx")).data

    assert len(comments(twice)) == 2 * len(comments(made.data))
    assert commented(twice).keys() == comments(twice).keys()
    assert len([name for name in zipfile.ZipFile(io.BytesIO(twice)).namelist() if "comments" in name]) == 1


def test_a_text_file_is_laid_out_as_a_word_file_with_the_same_findings():
    data = sample(*FAULTY, layout=Layout.WORD_DUMP)
    examination = examine_bytes(data, "年报.txt")

    made = annotated(data, examination)

    assert not made.is_own
    said = "\n".join(comments(made.data).values())
    assert all(str(finding.message) in said for finding in examination.findings)
    marked = commented(made.data).values()
    assert len([words for words in marked if len(words) < 60]) == len(list(marked)), "each at its place, not around whole parts"
    assert "13800000000" not in members(made.data)["word/document.xml"].decode(), "what we lay out anew is masked"


def test_comments_speak_the_language_in_force(faulty):
    data, examination, _made = faulty

    with speaking("en"):
        said = comments(annotated(data, examination).data)

    assert all(text.startswith("Finding ") for text in said.values())


def note(place: str, line: str | None = None, start: int = 0, end: int = 0) -> Note:
    return Note(("看这里",), (Anchor(place, line, start, end),))


def marked(body: str, *notes: Note) -> list[str]:
    return list(commented(with_comments(word(body), notes)).values())


def test_words_are_marked_across_runs_tabs_and_line_breaks():
    run = '<w:r><w:rPr><w:b/></w:rPr><w:t>收到申请</w:t><w:tab/><w:t>三</w:t><w:br/><w:t xml:space="preserve">件 其中</w:t></w:r>'
    body = f"<w:p><w:r><w:t>今年</w:t></w:r>{run}<w:r><w:t>两件</w:t></w:r></w:p>"

    assert marked(body, note("paragraph 1", "今年收到申请\t三", 4, 8)) == ["申请三"]
    assert marked(body, note("paragraph 1", "件 其中两件", 2, 6)) == ["其中两件"]


def test_a_cut_run_keeps_its_look_on_both_sides():
    body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>收到申请三件</w:t></w:r></w:p>"

    document = members(with_comments(word(body), [note("paragraph 1", "收到申请三件", 2, 4)]))["word/document.xml"].decode()

    assert document.count("<w:b/>") == 3


def test_two_comments_in_one_paragraph_may_overlap():
    body = p("新收申请三件，办结两件。")

    line = "新收申请三件，办结两件。"

    found = with_comments(word(body), [note("paragraph 1", line, 2, 9), note("paragraph 1", line, 4, 6)])

    assert commented(found) == {"0": "申请三件，办结", "1": "三件"}


def test_removed_words_are_not_counted():
    removed = '<w:del w:id="9"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    body = f"<w:p><w:r><w:t>新收</w:t></w:r>{removed}<w:r><w:t>三件</w:t></w:r></w:p>"

    assert marked(body, note("paragraph 1", "新收三件", 2, 4)) == ["三件"]


def test_an_empty_cell_and_a_merged_one_can_be_marked():
    body = tbl(tc("行政许可", START) + tc(""), tc("", GO_ON) + tc("5"))

    assert marked(body, note("table 1 row 1 cell 2"), note("table 1 row 2 cell 1")) == ["", "5"]


def test_a_place_that_is_not_there_falls_back_to_the_beginning():
    assert marked(p("标题") + p("正文"), note("paragraph 9"), Note(("全文",), ())) == ["标题", "标题"]


def test_words_in_a_text_box_are_commented_at_the_paragraph_that_holds_it():
    box = "<w:r><w:pict><v:textbox><w:txbxContent>" + p("框内的话") + "</w:txbxContent></v:textbox></w:pict></w:r>"
    data = with_comments(word(f"<w:p>{box}<w:r><w:t>外面</w:t></w:r></w:p>"), [note("paragraph 2", "框内的话", 0, 2)])

    root = members(data)["word/document.xml"].decode()

    assert "commentRangeStart" not in root[root.index("txbxContent") : root.rindex("txbxContent")]
    assert len(commented(data)) == 1


def test_a_file_of_the_strict_standard_gets_comments_of_its_own_kind():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = document_xml(p("三件")).replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict)

    after = members(with_comments(zipped({"word/document.xml": body}), [note("paragraph 1")]))

    assert strict in after["word/comments.xml"].decode()
    assert "http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"].decode()


def test_control_characters_of_a_message_do_not_break_the_file():
    data = with_comments(word(p("三件")), [Note(("坏\x00字\x0b符",), ())])

    assert list(comments(data).values()) == ["坏字\n符"] or list(comments(data).values()) == ["坏字符"]


def test_what_is_no_word_file_is_refused():
    with pytest.raises(UnreadableError):
        with_comments(b"no zip at all", [Note(("x",), ())])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_finds_the_comments(faulty, tmp_path):
    _data, examination, made = faulty
    source = tmp_path / "notes.docx"
    source.write_bytes(made.data)

    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt", "notes.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    with zipfile.ZipFile(tmp_path / "notes.odt") as package:
        content = etree.fromstring(package.read("content.xml"))
    notes = content.findall(".//{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation")
    assert len(notes) == len(comments(made.data))
    shown = "".join("".join(each.itertext()) for each in notes)
    assert all(str(finding.message) in shown for finding in examination.findings)


def test_a_file_of_which_another_part_is_damaged_is_refused():
    data = zipped({"word/document.xml": document_xml(p("甲")), "word/media/a.png": b"picture"})
    at = data.index(b"PK\x03\x04", 4)
    note = Note(("问题",), (Anchor("paragraph 1"),))

    assert with_comments(data, [note])
    with pytest.raises(UnreadableError, match="损坏的部分"):
        with_comments(data[:at] + b"XX" + data[at + 2 :], [note])
