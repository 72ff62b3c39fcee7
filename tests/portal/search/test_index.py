"""What is put in is found: words of two characters, numbers, questions as people put them, and nobody's syntax."""

from datetime import date

import pytest
from django.core.management import call_command

from portal.search import index
from portal.search.models import SearchDoc
from search_documents import DOCUMENTS, QUESTIONS, SYNTAX


@pytest.fixture
def documents(town):
    for object_id, title, body, numbers, day in DOCUMENTS:
        index.put("item", object_id, town, title, body, f"/site/qinghe/items/{object_id}/", day, numbers)
    return town


def found(text, **narrowed):
    return [hit.object_id for hit in index.find(text, **narrowed).hits]


@pytest.mark.parametrize(("question", "answer", "because"), QUESTIONS)
def test_a_question_finds_its_documents(documents, question, answer, because):
    assert found(question) == answer, because


@pytest.mark.parametrize("question", SYNTAX)
def test_no_sign_is_understood_as_syntax(documents, question):
    assert set(found(question)) <= {1, 2}


def test_what_is_put_again_takes_the_place_of_what_was(documents):
    index.put("item", 1, documents, "青禾镇公告", "全文已更正。", "/x/", date(2025, 4, 2))

    assert found("补贴") == []
    assert found("更正") == [1]


def test_what_is_dropped_is_found_no_more(documents):
    index.drop("item", 1)

    assert found("补贴") == []
    assert not SearchDoc.objects.filter(object_id=1).exists()


def test_dropping_what_is_not_there_does_nothing(documents):
    index.drop("item", 99)

    assert SearchDoc.objects.count() == len(DOCUMENTS)


def test_the_same_number_in_another_room_is_another_document(documents):
    index.put("ledger", 1, documents, "培训台账", "政府信息公开业务培训。", "/y/", date(2025, 5, 1))
    index.drop("item", 1)

    assert found("培训") == [1]


def test_an_agency_finds_its_own_and_all_find_everything(documents, elsewhere):
    index.put("item", 7, elsewhere, "云岭乡养老服务", "", "/z/", date(2026, 1, 1))

    assert found("养老", agency=documents) == [1, 2]
    assert found("养老", agency=elsewhere) == [7]
    assert found("养老") == [7, 1, 2]


def test_an_agency_whose_site_is_not_served_here_is_not_found_among_all(documents):
    documents.hosting = False
    documents.save()

    assert found("养老") == []


def test_facets_count_the_whole_result_without_their_own_choice(documents):
    index.put("ledger", 1, documents, "养老服务台账", "", "/y/", date(2024, 5, 1))

    results = index.find("养老", kind="item", year=2025)

    assert results.total == 2
    assert [(facet.value, facet.count) for facet in results.kinds] == [("item", 2)], "kinds within the year"
    assert [(facet.value, facet.count) for facet in results.years] == [("2025", 2)], "years within the kind"
    assert [(f.value, f.count) for f in index.find("养老").years] == [("2025", 2), ("2024", 1)]


def test_a_question_without_result_says_what_its_words_would_find(documents):
    parts = index.find("补贴 防火 机场").parts

    assert [(part.value, part.count) for part in parts] == [("补贴", 1), ("防火", 1)]


def test_a_question_with_results_needs_no_such_advice(documents):
    assert index.find("养老 补贴").parts == ()


def test_pages_hold_twenty_and_a_page_too_far_is_the_last(town):
    for number in range(45):
        index.put("item", number, town, f"第{number}期简报", "", "/", date(2025, 1, 1))

    first, last = index.find("简报"), index.find("简报", page=99)

    assert (first.total, first.pages, len(first.hits)) == (45, 3, 20)
    assert (last.page, len(last.hits)) == (3, 5)
    assert [hit.object_id for hit in first.hits][:2] == [44, 43], "the same day: the younger entry first"


def test_the_text_of_html_is_found_and_its_tags_are_not(documents):
    assert found("功能分类") == [3]
    assert found("span") == []


def test_the_sentence_that_matched_is_shown(documents):
    assert index.find("补贴 万元").hits[0].excerpt == "共发放补贴12.5万元。"


def test_rebuilding_finds_the_same(documents, capsys):
    before = [found(question) for question, _answer, _because in QUESTIONS]
    call_command("rebuild_search")

    assert [found(question) for question, _answer, _because in QUESTIONS] == before
    assert f"{len(DOCUMENTS)}篇" in capsys.readouterr().out
