"""The letter says every finding in plain words, with place, advice and law, and shows no personal number."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.annotating import Sender, letter, letter_file
from disclosure.blocks import Paragraph
from disclosure.checks.finding import Severity
from disclosure.examine import examine_bytes
from disclosure.language import speaking
from disclosure.reading.word.docx import read_docx
from disclosure.samples import Layout, Spec, invent, render

DEFECTS = ("superseded_citation", "personal_mobiles", "extra_former_row", "broken_sum", "editor_marks")


def examination(*defects: str, layout: Layout = Layout.DOCX):
    return examine_bytes(
        render(invent(Spec("渡口坪镇", 2022, 5, layout, busy=0.2, defects=defects), "年报.docx")), "收到/年报.docx"
    )


@pytest.fixture(scope="module")
def faulty():
    return examination(*DEFECTS)


def words(document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_every_finding_stands_in_it_once_numbered_worst_first(faulty):
    said = words(letter(faulty))

    numbered = [text for text in said if text.split("．")[0].isdigit()]

    assert [text.split("．")[0] for text in numbered] == [str(number) for number in range(1, len(faulty.findings) + 1)]
    severities = [next(one.severity for one in faulty.findings if str(one.message) in text) for text in numbered]
    assert severities == sorted(severities, key=list(Severity).index)


def test_each_finding_is_followed_by_place_advice_and_law(faulty):
    said = words(letter(faulty))

    for finding in faulty.findings:
        place = next(index for index, text in enumerate(said) if text.endswith(str(finding.message)))
        details = said[place + 1]
        assert details.startswith("位置：")
        assert f"建议：{finding.advice}" in details
        assert ("依据：" in details) == (finding.law is not None)


def test_the_cell_of_a_broken_sum_is_named_with_its_place_in_the_file(faulty):
    finding = next(one for one in faulty.findings if one.rule == "arithmetic.applications.row_total")
    label = faulty.report.edition.label(finding.at[0]).zh

    said = "\n".join(words(letter(faulty)))

    assert label.split(" · ")[0] in said
    assert "原文第3个表第" in said


def test_provisions_are_quoted_once_at_the_end(faulty):
    said = words(letter(faulty))

    end = said[next(index for index, text in enumerate(said) if text.endswith("依据的规定")) + 1 :]

    assert len(end) == len(set(end)) > 0
    assert any("个人信息" in text for text in end)


def test_it_names_file_and_counts_and_no_folder(faulty):
    opening = words(letter(faulty))[2]

    assert "（文件：年报.docx）" in opening
    assert f"错误{faulty.count(Severity.ERROR)}处" in opening


def test_no_personal_number_is_repeated(faulty):
    assert "13800000000" not in "\n".join(words(letter(faulty)))


def test_a_report_without_findings_gets_a_friendly_letter():
    said = words(letter(examination()))

    assert said[-1].endswith("没有发现问题。")


def test_the_sender_signs_with_the_day_that_is_given(faulty):
    signed = letter(faulty, Sender("临川县政务公开办公室", date(2026, 2, 3)))

    assert [block.text for block in signed.blocks if block.style == "signature"] == ["临川县政务公开办公室", "2026年2月3日"]


def test_it_can_be_said_in_english(faulty):
    with speaking("en"):
        said = words(letter(faulty, Sender("Office", date(2026, 2, 3))))

    assert said[0].startswith("Findings on the report")
    assert said[-1] == "2026-02-03"
    assert not any("建议" in text for text in said)


def test_the_file_is_a_word_file_with_the_same_words(faulty):
    read = read_docx(letter_file(faulty))

    assert [text for text in words(read) if text] == [text for text in words(letter(faulty)) if text]
    assert letter_file(faulty) == letter_file(faulty)
