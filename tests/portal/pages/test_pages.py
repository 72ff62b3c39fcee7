"""The clerk writes the front page's text and pages about the agency; nobody else does, and nobody elsewhere."""

from datetime import date

import pytest
from django.urls import reverse

from portal.audit.models import Entry
from portal.pages.models import ContentPage
from portal.pages.services import open_editing, pages_of
from portal.search import index


@pytest.fixture(autouse=True)
def _day(as_of):
    """All of this happens on 2 March 2026."""


@pytest.fixture
def about(town, clerk):
    page = open_editing(town).add_child(
        instance=ContentPage(title="关于本站", slug="about", body="<p>本站由党政办公室维护。</p>")
    )
    page.save_revision(user=clerk).publish()
    return ContentPage.objects.get(pk=page.pk)


def test_the_office_leads_the_clerk_to_the_editor(town, clerk, signed_in):
    client = signed_in(clerk)
    answer = client.post(reverse("pages:edit", args=[town.slug]))

    assert answer.url == reverse("wagtailadmin_explore", args=[town.site_page.pk])
    assert client.get(answer.url).status_code == 200


def test_opening_the_editor_changes_things_and_is_posted(town, clerk, signed_in):
    assert signed_in(clerk).get(reverse("pages:edit", args=[town.slug])).status_code == 405


@pytest.mark.parametrize(("who", "status"), [("contributor", 403), ("leader", 403), ("clerk_elsewhere", 404)])
def test_others_are_not_let_in(request, town, signed_in, who, status):
    client = signed_in(request.getfixturevalue(who))

    assert client.post(reverse("pages:edit", args=[town.slug])).status_code == status


def test_the_public_is_asked_to_sign_in(client, town):
    assert client.post(reverse("pages:edit", args=[town.slug])).url.startswith(reverse("account_login"))


def test_whoever_has_no_pages_to_edit_does_not_come_into_the_editor(town, about, contributor, signed_in):
    answer = signed_in(contributor).get(reverse("wagtailadmin_home"))

    assert answer.status_code == 403


def test_the_clerk_writes_a_page_in_the_editor_and_the_public_reads_it(town, clerk, signed_in, client):
    root = open_editing(town)
    form = {
        "title": "机构简介", "slug": "机构简介", "action-publish": "1", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
        "body": '{"blocks":[{"key":"a",'
        '"text":"本镇下辖七个村。","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
    }  # fmt: skip
    signed_in(clerk).post(reverse("wagtailadmin_pages:add", args=["pages", "contentpage", root.pk]), form)

    assert "本镇下辖七个村。" in client.get(pages_of(town).get().public_address()).content.decode()


def test_a_clerk_of_another_agency_cannot_touch_it(town, elsewhere, about, clerk_elsewhere, signed_in):
    open_editing(elsewhere)
    answer = signed_in(clerk_elsewhere).post(reverse("wagtailadmin_pages:edit", args=[about.pk]), {"title": "改过"})
    about.refresh_from_db()

    assert answer.status_code in (302, 403)
    assert about.title == "关于本站"


def test_who_is_no_longer_clerk_cannot_edit_from_that_day_on(town, about, clerk, signed_in, as_of):
    clerk.memberships.update(until=date(2026, 3, 2))
    client, address = signed_in(clerk), reverse("wagtailadmin_pages:edit", args=[about.pk])

    assert client.get(address).status_code == 200, "the last day"
    as_of(date(2026, 3, 3))
    assert client.get(address).status_code == 403, "the day after"


def test_the_text_of_the_front_page_stands_on_the_front_page(client, town, clerk):
    root = open_editing(town)
    root.introduction = "<p>欢迎查阅。</p>"
    root.save_revision(user=clerk).publish()

    assert "欢迎查阅。" in client.get(town.get_absolute_url()).content.decode()


def test_a_page_is_linked_from_every_page_of_the_site_and_found(client, town, about):
    address = reverse("site:page", args=[town.slug, about.pk])

    assert f'href="{address}"' in client.get(town.get_absolute_url()).content.decode()
    assert [hit.url for hit in index.find("党政办公室", town).hits] == [address]


def test_a_page_taken_back_is_gone_and_found_no_more(client, town, about):
    about.unpublish()

    assert client.get(reverse("site:page", args=[town.slug, about.pk])).status_code == 404
    assert index.find("党政办公室", town).total == 0
    assert not pages_of(town)


def test_a_draft_is_not_shown(client, town):
    draft = open_editing(town).add_child(instance=ContentPage(title="草稿", slug="draft", body="", live=False))

    assert client.get(reverse("site:page", args=[town.slug, draft.pk])).status_code == 404


def test_another_agency_does_not_show_it(client, elsewhere, about):
    assert client.get(reverse("site:page", args=[elsewhere.slug, about.pk])).status_code == 404


def test_the_log_says_who_published_what(town, about, clerk):
    entry = Entry.objects.get(agency=town, action="page.published")

    assert (entry.person, entry.subject) == (clerk, "关于本站")


def test_whoever_may_not_edit_is_told_so_and_not_sent_round(clerk, reviewer, signed_in):
    for person in (clerk, reviewer):
        assert signed_in(person).get("/cms/").status_code == 403
