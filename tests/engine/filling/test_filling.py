"""What is filled in, what is kept, and what is said of the rest."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from disclosure.errors import UnreadableError
from disclosure.filling import FillingError, fill, filling, rows_of
from disclosure.form import Cell, CellKind, ExtraRow, edition_named, editions
from disclosure.language import speaking
from disclosure.reading import read_report
from engine.filling.blank_forms import docx, form, forms, full_report, html
from engine.reading.word_files import p, tbl, tc, word, zipped

FORM = edition_named("2021")
FORMS = {entry.name: entry for entry in forms()}
RECEIVED = "applications.received.natural_person"


def report_of(**values):
    """A report with these cells, by address with dots written as double underscores."""
    cells = tuple(Cell(at.replace("__", "."), *entry) for at, entry in values.items())
    return replace(full_report(FORM), cells=cells)


def number(value):
    return (CellKind.NUMBER, value)


def left(made):
    return {one.at: str(one.why) for one in made.left}


def test_an_entry_is_kept_unless_it_may_be_replaced():
    data = docx(form("zero", "2021", None, lambda _table, grids: grids))
    first = fill(data, report_of(applications__received__natural_person=number(3)), editions())
    other = report_of(applications__received__natural_person=number(5))

    kept = fill(first.data, other, editions())
    replaced = fill(first.data, other, editions(), overwrite=True)

    assert kept.data == first.data
    assert left(kept) == {RECEIVED: "表样此格已有“3”，没有改写"}
    assert read_report(replaced.data, "a").value(RECEIVED) == 5
    assert len(replaced.placed) == 1


@pytest.mark.parametrize("make", [docx, html])
def test_filling_in_twice_changes_nothing_more(make):
    report = full_report(FORM)
    once = fill(make(FORMS["official-2021"]), report, editions())
    twice = fill(once.data, report, editions())

    assert twice.data == once.data
    assert (len(twice.placed), twice.same, twice.left) == (0, len(once.placed), ())


def test_marks_are_written_as_printed_and_blanks_are_not():
    report = report_of(
        applications__received__natural_person=(CellKind.MARK, None, "/"),
        applications__received__business=(CellKind.BLANK,),
        applications__received__total=(CellKind.UNREADABLE, None, "若干"),
    )
    made = fill(docx(FORMS["official-2021"]), report, editions())

    read = read_report(made.data, "a")
    assert read.cell(RECEIVED).kind is CellKind.MARK
    assert read.cell("applications.received.business").kind is CellKind.BLANK
    assert left(made) == {"applications.received.total": "报告此格读不出确定的数"}


def test_of_another_edition_only_what_both_have_is_placed():
    made = fill(html(FORMS["official-2019"]), full_report(FORM), editions())
    other = edition_named("2019")

    assert made.edition.key == "2019"
    assert {one.at for one in made.placed} == set(FORM.addresses & other.addresses)
    assert set(left(made)) == set(FORM.addresses - other.addresses)
    assert {one.at for one in made.empty} == set(other.addresses - FORM.addresses)


def test_a_row_of_the_same_name_takes_a_row_that_the_form_does_not_have():
    entry = FORMS["rows-reordered"]
    row = ExtraRow("article_20", "其他主动公开文件", (12,))
    strange = ExtraRow("article_20", "另有他事", (1,))
    report = replace(full_report(FORM), cells=(), extra_rows=(row, strange))

    made = fill(docx(entry), report, editions())

    assert [one.text for one in made.placed] == ["12"]
    assert left(made) == {"article_20.另有他事": "官方格式没有这一行，表样里也没有同名的行"}
    assert any(other.label == "其他主动公开文件" and other.values == (12,) for other in read_report(made.data, "a").extra_rows)


def test_charges_in_another_unit_are_not_placed():
    made = fill(docx(FORMS["groups-on-lines"]), full_report(FORM), editions())

    assert left(made) == {"article_20.fees.amount": "表样此列的单位是元，报告是万元"}


def test_a_group_that_does_not_hold_the_row_is_not_believed():
    rows = [
        ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        ("三、本年度办理结果", "（三）不予公开", "2.重复申请", *[""] * 7),
        ("三、本年度办理结果", "（五）不予处理", "3.要求提供公开出版物", *[""] * 7),
    ]
    head = tc("", '<w:gridSpan w:val="3"/>') + "".join(map(tc, rows[0][1:]))
    data = word(tbl(head, *("".join(map(tc, row)) for row in rows[1:])))

    made = fill(data, full_report(FORM), editions())

    rows_placed = {one.at.rpartition(".")[0] for one in made.placed}
    assert rows_placed == {"applications.not_processed.publication"}


def test_what_is_left_is_told_by_rows():
    made = fill(html(FORMS["official-2019"]), full_report(FORM), editions())

    lines = {str(label): count for label, _why, count in rows_of(made.left, FORM)}

    assert lines["规章"] == 3
    assert lines["3.其他"] == 7


def test_a_file_without_our_tables_is_refused():
    with pytest.raises(UnreadableError, match="没有认得的年度报告表格"):
        fill(word(p("通知") + tbl(tc("甲") + tc("乙"))), full_report(FORM), editions())


def test_a_text_file_is_refused_with_what_to_do():
    with pytest.raises(UnreadableError, match=r"\.docx、\.xlsx 和 \.html"):
        fill("自然人\t商业企业\n".encode(), full_report(FORM), editions())


def test_a_page_whose_tags_do_not_agree_with_its_tree_is_refused():
    page = html(FORMS["official-2021"]).decode("gb18030").replace("</body>", "<plaintext><td></body>")

    with pytest.raises(UnreadableError, match="不规整"):
        fill(page.encode("gb18030"), full_report(FORM), editions())


def test_a_file_that_does_not_read_as_it_should_is_not_handed_out(monkeypatch):
    data = docx(FORMS["official-2021"])
    opened = filling.open_form(data)
    wrong = replace(opened, write=lambda writes: opened.write({place: text + "0" for place, text in writes.items()}))
    reopen = filling.open_form
    monkeypatch.setattr(filling, "open_form", lambda given: wrong if given == data else reopen(given))

    with pytest.raises(FillingError):
        fill(data, full_report(FORM), editions())


def test_a_document_in_an_odd_encoding_is_refused():
    with zipfile.ZipFile(io.BytesIO(docx(FORMS["official-2021"]))) as archive:
        xml = archive.read("word/document.xml").decode()
    data = zipped({"word/document.xml": xml.replace("UTF-8", "UTF-16").encode("utf-16")})

    with pytest.raises(UnreadableError, match="UTF-16"):
        fill(data, full_report(FORM), editions())


def test_tracked_insertions_leave_no_trace_in_the_look_of_a_number():
    data = fill(docx(FORMS["official-2021"]), full_report(FORM), editions()).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()

    assert '<w:rPr><w:b/><w:sz w:val="18"/></w:rPr><w:t>70' in xml
    assert "<w:rPr><w:ins" not in xml.replace("<w:pPr><w:rPr><w:ins", "")


def test_reasons_are_told_in_english_too():
    made = fill(docx(FORMS["groups-on-lines"]), full_report(FORM), editions())
    with speaking("en"):
        assert left(made)["article_20.fees.amount"] == "the form's column is in 元, the report in 万元"
