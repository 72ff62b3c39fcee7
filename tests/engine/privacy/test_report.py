"""A report that shows no personal number."""

from __future__ import annotations

from disclosure.form import DocumentType, Line, Report, Section, Source
from disclosure.privacy import find_personal_numbers, masked

REPORT = Report(
    Source("report.txt", "0" * 64, "text/plain"),
    DocumentType.ANNUAL_REPORT,
    preamble=Section("preamble", None, "某镇年报13800000001", "", (Line("电话0533-7480000", "line 1"),)),
    sections=(Section("sections.1", 1, "总体情况", "一、总体情况", (Line("某某\t13800000002", "line 2", is_table_row=True),)),),
)


def test_the_text_of_every_part_is_masked_tables_of_the_narrative_included():
    texts = [section.title + section.text for section in masked(REPORT).all_sections()]

    assert [find_personal_numbers(text) for text in texts] == [(), ()]
    assert "138****0002" in texts[1]


def test_places_lengths_and_office_telephones_stay():
    before, after = REPORT.all_sections(), masked(REPORT).all_sections()

    assert [(line.place, len(line.text)) for section in before for line in section.lines] == [
        (line.place, len(line.text)) for section in after for line in section.lines
    ]
    assert after[0].text == before[0].text


def test_the_report_itself_is_not_changed():
    masked(REPORT)
    assert "13800000002" in REPORT.sections[0].text
