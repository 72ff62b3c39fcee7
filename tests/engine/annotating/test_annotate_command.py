"""``gongkai report annotate``: one command, the kind of file by its name or by option."""

from __future__ import annotations

from openpyxl import load_workbook

from disclosure.samples import Layout, Spec, invent, render
from engine.annotating.word_reading import comments
from engine.cli.command_line import gongkai


def sample(folder, layout=Layout.DOCX, *defects: str):
    path = folder / f"年报.{layout.suffix}"
    path.write_bytes(render(invent(Spec("渡口坪镇", 2022, 5, layout, busy=0.2, defects=defects), path.name)))
    return path


def test_a_word_file_gets_comments(tmp_path):
    ran = gongkai("report", "annotate", str(sample(tmp_path, Layout.DOCX, "broken_sum")), "-o", str(tmp_path / "批注.docx"))

    assert ran.status == 0
    said = comments((tmp_path / "批注.docx").read_bytes())
    assert f"{len(said)}处问题已写到" in ran.lines[0]
    assert "另排" not in ran.out


def test_of_another_file_it_says_that_it_was_laid_out_anew(tmp_path):
    ran = gongkai("report", "annotate", str(sample(tmp_path, Layout.HTML, "broken_sum")), "-o", str(tmp_path / "批注.docx"))

    assert ran.status == 0
    assert "原文件不是 .docx" in ran.out
    assert comments((tmp_path / "批注.docx").read_bytes())


def test_a_letter(tmp_path):
    ran = gongkai(
        "report", "annotate", str(sample(tmp_path, Layout.DOCX, "broken_sum")), "--letter", "-o", str(tmp_path / "函.docx")
    )

    assert ran.status == 0
    assert (tmp_path / "函.docx").read_bytes().startswith(b"PK")


def test_in_english_comments_are_english(tmp_path):
    report = str(sample(tmp_path, Layout.DOCX, "broken_sum"))
    gongkai("--lang", "en", "report", "annotate", report, "-o", str(tmp_path / "out.docx"))

    assert all(text.startswith("Finding ") for text in comments((tmp_path / "out.docx").read_bytes()).values())


def test_another_kind_of_file_is_refused_before_any_work(tmp_path):
    ran = gongkai("report", "annotate", str(sample(tmp_path)), "-o", str(tmp_path / "out.pdf"))

    assert ran.status == 2
    assert "“.pdf”" in ran.err


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 broken")

    ran = gongkai("report", "annotate", str(broken), "-o", str(tmp_path / "out.docx"))

    assert ran.status == 3
    assert "坏.docx" in ran.err
    assert not (tmp_path / "out.docx").exists()


def test_a_workbook_with_marked_cells(tmp_path):
    ran = gongkai("report", "annotate", str(sample(tmp_path, Layout.DOCX, "broken_sum")), "-o", str(tmp_path / "核对表.xlsx"))

    assert ran.status == 0
    book = load_workbook(tmp_path / "核对表.xlsx")
    assert f"{book['问题'].max_row - 1}处问题已写到" in ran.lines[0]
    assert any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row)
