"""The register of legal documents: which version is cited on which day, and how."""

from datetime import date

import pytest

from disclosure.errors import DataError, LawError
from disclosure.law import cite, document_for, document_numbered, documents, documents_mentioned, superseded
from disclosure.law.loading import load_documents

FIRST_FORM, SECOND_FORM = "国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"


def test_a_citation_names_title_number_and_article():
    cited = cite("disclosure_regulations:33", on=date(2022, 5, 1))

    assert cited.text("zh") == "《中华人民共和国政府信息公开条例》（国务院令第711号）第三十三条"
    assert cited.text("en").endswith("Art. 33")
    assert cited.short("zh") == "《政府信息公开条例》第三十三条"
    assert "20个工作日内予以答复" in (cited.quote or "")
    assert (cited.first_day, cited.last_day) == (date(2019, 5, 15), None)


def test_a_document_known_by_its_number_is_short_by_its_number():
    assert cite("annual_report_format", year=2022).short() == SECOND_FORM
    assert cite("fee_measures:4", year=2022).short("zh") == "国办函〔2020〕109号第四条"


def test_an_article_with_paragraphs_is_quoted_as_a_whole_and_a_paragraph_by_itself():
    whole, third = cite("disclosure_regulations:33").quote, cite("disclosure_regulations:33.3").quote

    assert third == "行政机关征求第三方和其他机关意见所需时间不计算在前款规定的期限内。"
    assert whole is not None
    assert whole.endswith(third)
    assert whole.startswith("行政机关收到政府信息公开申请，能够当场答复的")


def test_a_paragraph_of_an_article_kept_whole_is_quoted_by_the_article():
    assert cite("disclosure_regulations:30.1").quote == cite("disclosure_regulations:30").quote


def test_an_article_without_kept_words_is_cited_without_quotation():
    assert cite("disclosure_regulations:55").quote is None


@pytest.mark.parametrize(
    ("on", "order"),
    [
        (date(2008, 5, 1), "国务院令第492号"),
        (date(2019, 5, 14), "国务院令第492号"),
        (date(2019, 5, 15), "国务院令第711号"),
        (date(2026, 12, 31), "国务院令第711号"),
    ],
)
def test_the_day_picks_the_version_in_force(on, order):
    assert cite("disclosure_regulations", on=on).document.number == order


@pytest.mark.parametrize(("year", "number"), [(2019, FIRST_FORM), (2020, FIRST_FORM), (2021, SECOND_FORM), (2025, SECOND_FORM)])
def test_the_reporting_year_picks_the_form(year, number):
    assert cite("annual_report_format", year=year).short() == number


def test_a_law_without_reporting_years_is_taken_as_it_stood_on_the_years_last_day():
    assert cite("disclosure_regulations:49", year=2019).document.number == "国务院令第711号"
    assert cite("reconsideration_law", year=2023).key == "reconsideration_law_1999"
    assert cite("reconsideration_law", year=2024).key == "reconsideration_law_2023"


def test_without_day_or_year_the_newest_version_is_cited():
    assert cite("annual_report_format").short() == SECOND_FORM


def test_a_version_can_be_named_by_its_own_key_and_a_citation_leads_back_to_itself():
    assert document_for("disclosure_regulations_2007").number == "国务院令第492号"
    cited = cite("disclosure_regulations:33.2", on=date(2020, 1, 1))
    assert cite(cited.key) == cited


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("no_such_law:1", {}),
        ("disclosure_regulations", {"on": date(2008, 4, 30)}),
        ("annual_report_format", {"year": 2018}),
        ("fee_measures", {"year": 2020}),
        ("fee_measures", {"on": date(2020, 12, 31)}),
        ("disclosure_regulations_2007", {"on": date(2019, 5, 15)}),
        ("disclosure_regulations:57", {}),
    ],
)
def test_what_the_law_does_not_say_or_did_not_yet_say_is_refused(key, asked):
    with pytest.raises(LawError):
        cite(key, **asked)


def test_the_fee_measures_are_cited_from_their_first_day():
    assert cite("fee_measures:6", on=date(2021, 1, 1)).document.number == "国办函〔2020〕109号"


def test_every_document_says_where_it_was_seen_and_when_it_was_compared():
    for document in documents().values():
        assert document.source, document.key
        assert document.checked_on >= date(2026, 1, 1), document.key
        assert document.issued is None or document.issued <= document.first_day, document.key


def test_every_quotation_stands_under_a_reference_that_can_be_cited():
    for document in documents().values():
        for article, kept in document.quotations.items():
            assert cite(f"{document.key}:{article}").quote == kept.words


# --- superseded documents


@pytest.mark.parametrize("year", [2021, 2022, 2025])
def test_the_first_form_cited_in_a_later_report_was_superseded(year):
    found = superseded(FIRST_FORM, year=year)

    assert found is not None
    assert found.by.number == SECOND_FORM
    assert found.since == date(2021, 9, 26)


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_first_form_cited_in_its_own_years_is_right(year):
    assert superseded(FIRST_FORM, year=year) is None


@pytest.mark.parametrize(("on", "gone"), [(date(2021, 9, 25), False), (date(2021, 9, 26), True)])
def test_a_document_is_superseded_on_the_day_its_successor_takes_force(on, gone):
    assert (superseded(FIRST_FORM, on=on) is not None) is gone


def test_the_old_regulations_are_superseded_for_every_report_since_2019():
    assert superseded("国务院令第492号", year=2018) is None
    assert superseded("国务院令第492号", year=2019) is not None


@pytest.mark.parametrize("number", [SECOND_FORM, "国务院令第711号", "某政发〔2020〕1号", ""])
def test_nothing_is_said_of_documents_in_force_or_unknown(number):
    assert superseded(number, year=2022) is None


def test_the_question_needs_either_a_day_or_a_year():
    with pytest.raises(LawError, match="之一"):
        superseded(FIRST_FORM)
    with pytest.raises(LawError, match="之一"):
        superseded(FIRST_FORM, on=date(2022, 1, 1), year=2022)


@pytest.mark.parametrize(
    "printed",
    [
        "国办公开办函〔2019〕60号",
        "国办公开办函[2019]60号",
        "国办公开办函［2019］60号",
        "国办公开办函（2019）60号",
        "国办公开办函【2019】第60号",
        "国办公开办函 〔2019〕 60 号",
    ],
)
def test_numbers_are_known_whatever_their_brackets_and_blanks(printed):
    document = document_numbered(printed)

    assert document is not None
    assert document.key == "annual_report_format_2019"
    assert [mention.document.key for mention in documents_mentioned(f"根据《通知》（{printed}）编制")] == [document.key]


def test_mentions_come_in_reading_order_with_their_places():
    text = "依据国务院令第 711 号和国办公开办函〔2021〕30号"

    assert [text[each.start : each.end] for each in documents_mentioned(text)] == [
        "国务院令第 711 号",
        "国办公开办函〔2021〕30号",
    ]


@pytest.mark.parametrize("text", ["", "国办公开办函〔2019〕600号", "国办发〔2019〕60号", "第711号提案"])
def test_other_numbers_are_not_mentions(text):
    assert list(documents_mentioned(text)) == []


# --- the data files

WORK = """
work: law
known_by_number: false
checked_on: 2026-11-21
versions:
  - {{key: old, title: {{zh: 旧, en: Old}}, number: null, issued: null, from: 2000-01-01, {old}, confidence: K, source: s}}
  - {{key: new, title: {{zh: 新, en: New}}, number: null, issued: null, from: 2010-01-01, confidence: K, source: s}}
"""


def register_of(folder, text):
    (folder / "law.yaml").write_text(text, encoding="utf-8")
    return load_documents(folder)


def test_versions_that_follow_one_another_are_taken(tmp_path):
    assert set(register_of(tmp_path, WORK.format(old="to: 2009-12-31, superseded_by: new"))) == {"old", "new"}


@pytest.mark.parametrize(
    ("old", "fault"),
    [
        ("to: 2010-01-01, superseded_by: new", "重叠"),
        ("superseded_by: new", "重叠"),
        ("to: 2009-12-30, superseded_by: new", "空档"),
        ("to: 2009-12-31, superseded_by: other", "未登记"),
        ("to: 2009-12-31, article: 3", "不认识的键"),
        ("to: 2009", "不是日期"),
    ],
)
def test_faulty_versions_are_refused_with_the_file_and_the_fault(tmp_path, old, fault):
    with pytest.raises(DataError, match=fault):
        register_of(tmp_path, WORK.format(old=old))


def test_a_key_registered_twice_is_refused(tmp_path):
    text = WORK.format(old="to: 2009-12-31, superseded_by: new")
    (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="两次"):
        register_of(tmp_path, text)


def test_an_unknown_mark_of_confidence_is_refused(tmp_path):
    with pytest.raises(DataError, match="可信度"):
        register_of(tmp_path, WORK.format(old="to: 2009-12-31").replace("confidence: K", "confidence: Z"))
