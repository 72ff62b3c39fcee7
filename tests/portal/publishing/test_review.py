"""三审三校: distinct people, each act bound to what was read; nobody releases their own text."""

import pytest
from django.db import IntegrityError, transaction

from portal.agencies.access import office_of
from portal.audit.log import broken
from portal.audit.models import Entry
from portal.publishing import review, writing
from portal.publishing.models import Item, ReviewAct, Status, Step, Verdict
from portal.publishing.refusing import ChangedMeanwhile, Refused


def test_a_text_goes_out_after_three_distinct_people(draft, at_work, contributor, reviewer, leader, town, today_is):
    item = draft()

    item = review.submit(at_work(contributor), item.pk)
    assert (item.status, review.standing(item).step) == (Status.IN_REVIEW, Step.REVIEW)
    item = review.approve(at_work(reviewer), item.pk, item.content_hash(), 2)
    assert (item.status, review.standing(item).step) == (Status.IN_REVIEW, Step.RELEASE)
    item = review.approve(at_work(leader), item.pk, item.content_hash(), 3)

    assert (item.status, item.published_on) == (Status.RELEASED, today_is)
    assert [act.reviewer for act in item.acts.order_by("position")] == [contributor, reviewer, leader]
    assert len({act.content_hash for act in item.acts.all()}) == 1
    release = item.releases.get()
    assert (release.content_hash, release.content["title"], release.released_by) == (item.content_hash(), item.title, leader)
    assert list(broken(town)) == []
    assert list(Entry.objects.filter(agency=town).values_list("action", flat=True)) == [
        "item.drafted", "item.submitted", "item.reviewed", "item.released",
    ]  # fmt: skip


def test_on_release_it_has_an_index_number_and_stands_on_our_site(released, town):
    first, second = released(), released(title="另一条通知")

    assert (first.index_number, second.index_number) == ("qinghe/2026-00001", "qinghe/2026-00002")
    assert [(placed.channel, placed.placed_on) for placed in first.placements.all()] == [("website", first.published_on)]


def test_an_index_number_that_was_given_is_never_given_again(released, at_work, clerk, submitted):
    first = released()
    writing.withdraw(at_work(clerk), first.pk, "内容有误")

    assert submitted(title="下一条").index_number == "qinghe/2026-00002"


def test_an_agency_with_two_needs_no_reviewer_in_between(town, submitted, leader, at_work):
    town.reviewers_needed = 2
    town.save()

    item = submitted()

    assert review.standing(item).step == Step.RELEASE
    assert review.approve(at_work(leader), item.pk, item.content_hash(), 2).status == Status.RELEASED


def test_even_where_one_is_said_to_be_enough_nobody_releases_their_own(town, submitted):
    town.reviewers_needed = 1
    town.save()

    assert review.standing(submitted()).needed == 2


def test_four_eyes_more_where_an_agency_wants_four(town, submitted, reviewer, second_reviewer, leader, at_work):
    town.reviewers_needed = 4
    town.save()
    item = submitted()
    for position, who in enumerate((reviewer, second_reviewer, leader), start=2):
        item = review.approve(at_work(who), item.pk, item.content_hash(), position)

    assert item.status == Status.RELEASED


def test_the_author_is_never_a_reviewer_whatever_roles_they_have(submitted, contributor, at_work, town, person_with_roles):
    person_with_roles(contributor, town, "reviewer", "leader")
    item = submitted()

    with pytest.raises(Refused, match="起草或修改过"):
        review.approve(at_work(contributor), item.pk, item.content_hash(), 2)


def test_who_changed_the_text_does_not_review_it_either(draft, clerk, at_work, town, person_with_roles):
    item = draft()
    person_with_roles(clerk, town, "leader")
    item = writing.change(at_work(clerk), item.pk, item.version, {"title": "改过的标题"})
    item = review.submit(at_work(clerk), item.pk)

    with pytest.raises(Refused, match="起草或修改过"):
        review.approve(at_work(clerk), item.pk, item.content_hash(), 2)


def test_the_same_person_does_not_do_two_steps(submitted, reviewer, at_work):
    item = submitted()
    item = review.approve(at_work(reviewer), item.pk, item.content_hash(), 2)

    with pytest.raises(Refused, match="已经审核过"):
        review.approve(at_work(reviewer), item.pk, item.content_hash(), 3)


def test_the_clerk_reviews_but_does_not_release(submitted, clerk, reviewer, at_work):
    item = submitted()
    item = review.approve(at_work(reviewer), item.pk, item.content_hash(), 2)

    with pytest.raises(Refused, match="签发要由审核人或分管领导"):
        review.approve(at_work(clerk), item.pk, item.content_hash(), 3)


def test_a_contributor_does_not_review_what_another_wrote(submitted, town, at_work, new_person):
    other = new_person("contributor2", "冯信息", town, "contributor")
    item = submitted()

    with pytest.raises(Refused, match="信息员不参加审核"):
        review.approve(at_work(other), item.pk, item.content_hash(), 2)


def test_another_hash_than_that_of_the_text_is_refused(submitted, reviewer, at_work):
    with pytest.raises(ChangedMeanwhile, match="不是现在的内容"):
        review.approve(at_work(reviewer), submitted().pk, "0" * 64, 2)


def test_a_text_changed_behind_the_review_goes_back(submitted, reviewer, leader, at_work):
    """Whoever changes the row without the services finds that the acts before it no longer count."""
    item = submitted()
    item = review.approve(at_work(reviewer), item.pk, item.content_hash(), 2)
    Item.objects.filter(pk=item.pk).update(body="<p>换成了别的话</p>")
    item.refresh_from_db()

    with pytest.raises(ChangedMeanwhile, match="之前的审核不再算数"):
        review.approve(at_work(leader), item.pk, item.content_hash(), 3)
    assert Item.objects.get(pk=item.pk).status == Status.IN_REVIEW


def test_of_two_reviewers_at_the_same_step_one_gets_through(submitted, reviewer, second_reviewer, at_work):
    item = submitted()
    seen = item.content_hash()
    review.approve(at_work(reviewer), item.pk, seen, 2)

    with pytest.raises(ChangedMeanwhile, match="已由别人办理"):
        review.approve(at_work(second_reviewer), item.pk, seen, 2)
    assert ReviewAct.objects.filter(item=item, position=2).count() == 1


def test_the_database_itself_keeps_a_step_to_one_act(submitted, reviewer, second_reviewer, at_work):
    item = submitted()
    review.approve(at_work(reviewer), item.pk, item.content_hash(), 2)
    act = ReviewAct.objects.get(item=item, position=2)
    act.pk, act.reviewer = None, second_reviewer

    with pytest.raises(IntegrityError), transaction.atomic():
        act.save(force_insert=True)


def test_returned_with_an_opinion_it_can_be_changed_and_begins_a_new_round(submitted, reviewer, contributor, at_work):
    item = submitted()
    item = review.send_back(at_work(reviewer), item.pk, item.content_hash(), 2, "第二段的日期不对")
    assert item.status == Status.RETURNED
    act = item.acts.get(verdict=Verdict.RETURNED)
    assert (act.opinion, act.round) == ("第二段的日期不对", 1)

    item = writing.change(at_work(contributor), item.pk, item.version, {"body": "<p>改好了</p>"})
    item = review.submit(at_work(contributor), item.pk)

    assert (item.round, review.standing(item).position) == (2, 2)
    assert review.approve(at_work(reviewer), item.pk, item.content_hash(), 2).status == Status.IN_REVIEW


def test_returning_without_an_opinion_is_refused(submitted, reviewer, at_work):
    item = submitted()

    with pytest.raises(Refused, match="请写明退回的意见"):
        review.send_back(at_work(reviewer), item.pk, item.content_hash(), 2, "  ")


def test_what_is_in_review_is_not_changed_but_can_be_taken_back(submitted, contributor, at_work):
    item = submitted()
    with pytest.raises(Refused, match="审核中"):
        writing.change(at_work(contributor), item.pk, item.version, {"title": "悄悄改"})

    assert writing.take_back(at_work(contributor), item.pk).status == Status.DRAFT


def test_an_empty_text_is_not_handed_in(draft, contributor, at_work):
    item = draft(body="")

    with pytest.raises(Refused, match="正文和附件都是空的"):
        review.submit(at_work(contributor), item.pk)


def test_a_contributor_does_not_touch_what_another_wrote(draft, town, at_work, new_person):
    other = new_person("contributor2", "冯信息", town, "contributor")
    item = draft()

    with pytest.raises(Refused, match="只有起草人和专职人员"):
        writing.change(at_work(other), item.pk, item.version, {"title": "别人的"})


def test_two_who_edit_at_once_do_not_overwrite_each_other(draft, contributor, clerk, at_work):
    item = draft()
    seen = item.version
    writing.change(at_work(contributor), item.pk, seen, {"title": "先存的"})

    with pytest.raises(ChangedMeanwhile, match="被别人改过"):
        writing.change(at_work(clerk), item.pk, seen, {"title": "后存的"})
    assert Item.objects.get(pk=item.pk).title == "先存的"


def test_an_item_of_another_agency_is_not_there(submitted, clerk_elsewhere, elsewhere):
    item = submitted()
    with pytest.raises(Item.DoesNotExist):
        review.approve(office_of(clerk_elsewhere, elsewhere.slug), item.pk, item.content_hash(), 2)
