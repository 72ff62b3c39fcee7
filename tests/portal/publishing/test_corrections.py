"""What is out: corrected through a review of its own, marked as repealed, withdrawn with its page kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.publishing import review, services, writing
from portal.publishing.models import Item, Status, Validity
from portal.publishing.refusing import Refused


@pytest.fixture
def corrected(contributor, reviewer, leader, at_work):
    def correct(item, **fields):
        draft = writing.correct(at_work(contributor), item.pk)
        draft = writing.change(at_work(contributor), draft.pk, draft.version, fields)
        draft = review.submit(at_work(contributor), draft.pk)
        draft = review.approve(at_work(reviewer), draft.pk, draft.content_hash(), 2)
        return review.approve(at_work(leader), draft.pk, draft.content_hash(), 3)

    return correct


def test_until_released_a_correction_changes_nothing(released, contributor, at_work, town):
    item = released()
    draft = writing.correct(at_work(contributor), item.pk)
    writing.change(at_work(contributor), draft.pk, draft.version, {"title": "改过的标题"})

    assert [found.title for found in services.released_items(town, 2026)] == [item.title]


def test_released_it_takes_the_place_of_the_text_and_keeps_address_number_and_day(released, corrected, as_of, town):
    from datetime import date

    item = released()
    as_of(date(2026, 3, 20))
    now = corrected(item, title="改过的标题", body="<p>改过的正文</p>")

    assert (now.pk, now.title, now.body) == (item.pk, "改过的标题", "<p>改过的正文</p>")
    assert (now.index_number, now.published_on) == (item.index_number, item.published_on)
    first, second = now.releases.order_by("number")
    assert (first.content["title"], second.content["title"]) == (item.title, "改过的标题")
    assert second.content_hash == now.content_hash()
    assert second.released_on == date(2026, 3, 20)
    assert services.item_counts(town, 2026).total == 1
    assert now.placements.count() == 1


def test_the_files_of_the_correction_replace_the_old_ones(released, contributor, reviewer, leader, at_work, draft):
    item = released()
    fix = writing.correct(at_work(contributor), item.pk)
    fix = writing.change(at_work(contributor), fix.pk, fix.version, {}, [SimpleUploadedFile("新.txt", "新附件".encode())])
    fix = review.submit(at_work(contributor), fix.pk)
    fix = review.approve(at_work(reviewer), fix.pk, fix.content_hash(), 2)
    now = review.approve(at_work(leader), fix.pk, fix.content_hash(), 3)

    assert [file.name for file in now.attachments.all()] == ["新.txt"]
    assert now.releases.last().content_hash == now.content_hash()


def test_two_corrections_at_once_are_one(released, contributor, clerk, at_work):
    item = released()

    assert writing.correct(at_work(contributor), item.pk) == writing.correct(at_work(clerk), item.pk)


def test_withdrawn_the_page_stays_and_the_count_goes(released, clerk, at_work, town):
    item = released()
    writing.withdraw(at_work(clerk), item.pk, "表述有误")

    assert list(services.public_items(town)) == [item]
    assert services.item_counts(town, 2026).total == 0


def test_withdrawing_needs_a_reason_and_the_right_person(released, clerk, contributor, at_work):
    item = released()

    with pytest.raises(Refused, match="请写明撤下的原因"):
        writing.withdraw(at_work(clerk), item.pk, " ")
    with pytest.raises(Refused, match="只有专职人员和分管领导"):
        writing.withdraw(at_work(contributor), item.pk, "有误")


def test_a_draft_is_not_withdrawn_and_a_released_item_not_changed(draft, released, clerk, at_work):
    with pytest.raises(Refused, match="草稿"):
        writing.withdraw(at_work(clerk), draft(title="稿").pk, "有误")
    item = released()
    with pytest.raises(Refused, match="已发布"):
        writing.change(at_work(clerk), item.pk, item.version, {"title": "悄悄改"})


def test_repealed_with_its_basis_it_stays_released(released, clerk, at_work):
    item = released(document_number="青政发〔2026〕3号")
    item = writing.mark_validity(at_work(clerk), item.pk, Validity.REPEALED, "被青政发〔2026〕8号废止")

    assert (item.status, item.is_out_of_force) == (Status.RELEASED, True)
    assert item.content_hash() == item.releases.get().content_hash, "what was released is still what was reviewed"


def test_repeal_without_basis_is_refused(released, clerk, at_work):
    with pytest.raises(Refused, match="请写明废止或失效的依据"):
        writing.mark_validity(at_work(clerk), released().pk, Validity.REPEALED, "")


def test_a_draft_is_deleted_but_never_what_was_handed_in(draft, submitted, contributor, at_work):
    writing.discard(at_work(contributor), draft(title="稿").pk)
    item = writing.take_back(at_work(contributor), submitted().pk)

    with pytest.raises(Refused, match="要留痕"):
        writing.discard(at_work(contributor), item.pk)
    assert list(Item.objects.all()) == [item]
