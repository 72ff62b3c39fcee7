"""What the public reads on an agency's site, and what it does not."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from disclosure.law import documents
from portal.publishing.guide import periods, remedies
from portal.publishing.models import Attachment, Status

PAGES = ("home", "catalogue", "guide", "policies", "statutory", "law", "search")


@pytest.fixture(autouse=True)
def _day(as_of):
    """All of this happens on 2 March 2026."""


def opened(client, town, name, *args, **query):
    return client.get(reverse(f"site:{name}", args=[town.slug, *args]), query)


def text(client, town, name, *args, **query):
    answer = opened(client, town, name, *args, **query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_before_anything_was_published(client, town, name):
    assert "临川县青禾镇人民政府" in text(client, town, name)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_in_english(client, town, name):
    client.cookies["django_language"] = "en"

    assert '<html lang="en"' in text(client, town, name)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_read_and_not_posted_to(client, town, name):
    assert client.post(reverse(f"site:{name}", args=[town.slug])).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_an_agency_without_a_site_here_has_no_pages(client, town, name):
    town.hosting = False
    town.save()

    assert opened(client, town, name).status_code == 404


def test_the_newest_stands_first_on_the_front_page(client, town, publish):
    publish("较早的公告", published_on=date(2026, 1, 5))
    publish("较新的公告", published_on=date(2026, 2, 5))
    page = text(client, town, "home")

    assert page.index("较新的公告") < page.index("较早的公告")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.RETURNED, Status.MERGED])
def test_what_was_not_released_is_nowhere(client, town, publish, status):
    item = publish("还没有发布的通知", status=status)

    assert opened(client, town, "item", item.pk).status_code == 404
    for name in PAGES:
        assert "还没有发布的通知" not in text(client, town, name, **({"q": "没有发布"} if name == "search" else {}))


def test_an_item_shows_its_attributes(client, town, publish):
    item = publish(
        "防火通知", index_number="QH-7", document_number="青政发〔2026〕5号", topic="20.12", produced_on=date(2026, 2, 3)
    )
    page = text(client, town, "item", item.pk)

    for words in ("防火通知", "QH-7", "青政发〔2026〕5号", "突发公共事件应急", "2026年2月3日", "2026年2月10日"):
        assert words in page


def test_an_item_of_another_agency_is_not_on_this_site(client, town, elsewhere, publish):
    item = publish("云岭乡通知", agency=elsewhere)

    assert opened(client, town, "item", item.pk).status_code == 404


def test_a_repealed_document_carries_the_mark_and_the_reason(client, town, repealed):
    page = text(client, town, "item", repealed.pk)

    assert "已废止" in page
    assert "青政发〔2026〕3号" in page


def test_a_withdrawn_item_leaves_the_reason_and_nothing_of_itself(client, town, withdrawn):
    answer = opened(client, town, "item", withdrawn.pk)
    page = answer.content.decode()

    assert answer.status_code == 410
    assert "含有不应公开的个人信息" in page
    assert withdrawn.title not in page
    for name in ("home", "catalogue"):
        assert withdrawn.title not in text(client, town, name)
    assert withdrawn.title not in text(client, town, "column", "documents")


def test_a_document_and_its_interpretation_lead_to_each_other(client, town, publish):
    document = publish("养老服务办法")
    reading = publish("《养老服务办法》解读", column="interpretations", interpretation_of=document)

    assert reverse("site:item", args=[town.slug, reading.pk]) in text(client, town, "item", document.pk)
    assert reverse("site:item", args=[town.slug, document.pk]) in text(client, town, "item", reading.pk)


def test_what_lives_elsewhere_says_where_and_leads_there(client, town, publish):
    item = publish("县平台上的公告", source_system="县政府信息公开平台", source_address="https://example.org/a/1")
    page = text(client, town, "item", item.pk)

    assert "县政府信息公开平台" in page
    assert 'href="https://example.org/a/1"' in page


class TestFiles:
    @pytest.fixture
    def file(self, publish):
        item = publish("附件在此")
        found = Attachment(item=item, name="名单.pdf", size=5, digest="0" * 64)
        found.file.save("名单.pdf", ContentFile(b"%PDF-"))
        found.save()
        return found

    def test_a_file_is_named_with_kind_and_size_and_handed_out(self, client, town, file):
        page = text(client, town, "item", file.item_id)
        answer = opened(client, town, "item_file", file.item_id, file.pk)

        assert "名单.pdf" in page
        assert "PDF" in page
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")

    def test_not_when_the_item_was_withdrawn(self, client, town, file):
        file.item.status = Status.WITHDRAWN
        file.item.save()

        assert opened(client, town, "item_file", file.item_id, file.pk).status_code == 404

    def test_not_as_the_file_of_another_item(self, client, town, file, publish):
        assert opened(client, town, "item_file", publish("别的").pk, file.pk).status_code == 404


class TestColumn:
    def test_holds_its_own_items_only(self, client, town, publish):
        publish("财政决算", column="finance")
        publish("通知一则", column="notices")
        page = text(client, town, "column", "finance")

        assert "财政决算" in page
        assert "通知一则" not in page

    def test_has_pages_of_twenty(self, client, town, publish):
        for number in range(21):
            publish(f"第{number:02}号", published_on=date(2026, 1, number + 1))

        assert "第00号" not in text(client, town, "column", "documents")
        assert "第00号" in text(client, town, "column", "documents", page=2)
        assert "第00号" in text(client, town, "column", "documents", page=999)
        assert "第20号" in text(client, town, "column", "documents", page="x")

    @pytest.mark.usefixtures("columns")
    def test_that_does_not_exist_is_not_found(self, client, town):
        assert opened(client, town, "column", "nothing").status_code == 404

    @pytest.mark.usefixtures("columns")
    def test_without_items_says_so(self, client, town):
        assert "还没有公开的信息" in text(client, town, "column", "finance")


class TestCatalogue:
    def test_narrows_by_year_column_and_topic(self, client, town, publish):
        publish("新的", topic="20.7", column="finance")
        publish("旧的", published_on=date(2024, 5, 1))

        assert "旧的" not in text(client, town, "catalogue", year="2026")
        assert "旧的" not in text(client, town, "catalogue", column="finance")
        assert "旧的" not in text(client, town, "catalogue", topic="20.7")
        assert "新的" in text(client, town, "catalogue", topic="20.7", year="2026", column="finance")

    @pytest.mark.parametrize("year", ["99999999999", "二〇二六", "²", "-1", "0", "\x00"])
    def test_a_year_that_is_none_finds_nothing_or_everything_and_never_fails(self, client, town, publish, year):
        publish("在此")

        assert opened(client, town, "catalogue", year=year).status_code == 200


def test_the_statutory_contents_count_items_by_topic(client, town, publish):
    publish("决算", topic="20.7")
    publish("预算", topic="20.7")
    page = text(client, town, "statutory")

    assert f"{reverse('site:catalogue', args=[town.slug])}?topic=20.7" in page
    assert "?topic=20.8" not in page, "a topic without items leads nowhere"


class TestGuide:
    def test_says_the_law_of_the_day(self, client, town):
        page = text(client, town, "guide")

        assert "20个工作日" in page
        assert "第三十三条第二款" in page
        assert "双方确认当天为收到日" in page
        assert "每件100元" in page

    def test_a_guide_of_an_earlier_day_says_the_law_of_that_day(self):
        assert str(periods(date(2019, 5, 15))[0].words) == "20个工作日"
        assert [str(line.words) for line in remedies(date(2026, 3, 2))] == ["60日", "6个月"]

    def test_names_the_office_and_the_remedies_of_the_agency(self, client, town):
        page = text(client, town, "guide")

        for words in (town.disclosure_office, town.address, town.phone, town.reconsideration_organ, town.court, "60日", "6个月"):
            assert words in page


def test_the_law_page_lists_every_document_in_force(client, town):
    page = text(client, town, "law")

    for document in documents().values():
        if document.in_force(date(2026, 3, 2)):
            assert document.title.zh in page


class TestSearch:
    def test_finds_two_characters_and_marks_them(self, client, town, publish):
        publish("养老服务公示")

        assert "<mark>养老</mark>服务公示" in text(client, town, "search", q="养老")

    def test_escapes_what_was_typed_and_what_was_found(self, client, town, publish):
        publish("标签<b>养老</b>", body="<p>安全</p>")
        page = text(client, town, "search", q='<script>alert("养老")</script>')

        assert "<script>alert" not in page
        assert "<b>" not in text(client, town, "search", q="养老")

    def test_a_withdrawn_item_is_not_found(self, client, town, withdrawn):
        assert withdrawn.title not in text(client, town, "search", q="名单")

    def test_without_result_leads_on(self, client, town, publish):
        publish("养老公示")
        page = text(client, town, "search", q="养老 机场")

        assert "只找“养老”" in page
        assert reverse("site:catalogue", args=[town.slug]) in page

    @pytest.mark.parametrize(
        "wrong", [{"page": "x"}, {"page": "-1"}, {"year": "abc"}, {"year": "9" * 30}, {"kind": "'"}, {"kind": "\x00"}]
    )
    def test_a_wrong_address_never_fails(self, client, town, wrong):
        assert opened(client, town, "search", q="养老", **wrong).status_code == 200


class TestSwitches:
    def test_large_type_is_kept(self, client, town):
        home = reverse("site:home", args=[town.slug])
        answer = client.post(reverse("choose_type_size"), {"large": "1", "next": home})

        assert answer.url == home
        assert 'class="site large"' in text(client, town, "home")

    def test_english_is_kept(self, client, town):
        client.post(reverse("choose_language"), {"language": "en", "next": "/"})

        assert "Guide to disclosure" in text(client, town, "home")

    @pytest.mark.django_db
    def test_the_way_back_stays_on_this_site(self, client):
        assert client.post(reverse("choose_language"), {"language": "en", "next": "https://evil.example/"}).url == "/"


def test_no_page_needs_script_or_fetches_from_elsewhere(client, town, publish):
    item = publish("通知")
    for name, args in [*((name, ()) for name in PAGES), ("item", (item.pk,)), ("column", ("documents",))]:
        page = text(client, town, name, *args)

        assert "<script" not in page
        assert 'src="http' not in page
        assert 'rel="stylesheet" href="/static/' in page


def test_a_missing_page_says_where_to_go(client, town):
    answer = client.get(f"/site/{town.slug}/nowhere/")

    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()
