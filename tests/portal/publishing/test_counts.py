"""Counts of a year, and the columns that a new agency gets."""

from datetime import date

from portal.publishing import placing, services
from portal.publishing.models import Column, ColumnKind, Item


def test_a_new_agency_gets_the_fixed_parts_and_the_usual_columns(town):
    services.give_standard_columns(town)

    kinds = set(services.columns_of(town).values_list("kind", flat=True))
    assert kinds == set(ColumnKind.values)
    assert not services.fixed_columns_of(town).filter(kind=ColumnKind.ORDINARY).exists()


def test_given_twice_columns_stay_as_they_were_changed(town):
    services.give_standard_columns(town)
    Column.objects.filter(agency=town, key="news").update(title="要闻")
    count = len(services.give_standard_columns(town))

    assert Column.objects.filter(agency=town).count() == count
    assert Column.objects.get(agency=town, key="news").title == "要闻"


def test_the_year_is_that_of_publication_in_beijing(released, town):
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)):
        Item.objects.filter(pk=released(title=str(day)).pk).update(published_on=day)

    assert [services.item_counts(town, year).total for year in (2024, 2025, 2026, 2027)] == [0, 1, 2, 0]


def test_news_is_counted_apart_from_statutory_disclosure(released, columns, town):
    released()
    news = released(column=columns["news"], item_class="")
    counts = services.item_counts(town, 2026)

    assert (counts.total, counts.statutory.count, counts.ordinary.ids) == (2, 1, (news.record_id,))
    assert [(entry.label, entry.count) for entry in counts.by_class] == [("公告公示", 1), ("未分类", 1)]


def test_drafts_and_what_is_in_review_do_not_count(draft, submitted, town):
    draft(title="稿")
    submitted()

    assert services.item_counts(town, 2026).total == 0


def test_placements_count_by_channel_in_the_year_they_were_made(released, clerk, at_work, town):
    item = released()
    bare = {"address": "", "place": "", "evidence": None, "views": None, "shares": None}
    placing.place(at_work(clerk), item.pk, {"channel": "wechat", "placed_on": date(2026, 3, 1), **bare})
    placing.place(at_work(clerk), item.pk, {"channel": "board", "placed_on": date(2025, 3, 1), **bare})

    assert [(entry.label, entry.count) for entry in services.item_counts(town, 2026).by_channel] == [
        ("政府网站", 1),
        ("微信公众号", 1),
    ]


def test_another_agencys_items_do_not_count(released, elsewhere):
    released()

    assert services.item_counts(elsewhere, 2026).total == 0
