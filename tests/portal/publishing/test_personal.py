"""Personal numbers keep a text from going out until each is masked or explained."""

import pytest

from portal.audit.models import Entry
from portal.publishing import personal, review, writing
from portal.publishing.models import Item, OfficialNumber, Status
from portal.publishing.refusing import Refused

WITH_NUMBER = "<p>联系人王某，电话<b>138</b>00138000。</p>"


def test_a_text_with_a_number_is_not_handed_in(draft, contributor, at_work):
    item = draft(body=WITH_NUMBER)

    with pytest.raises(Refused, match=r"1处个人号码没有处理（正文：手机号码 138\*\*\*\*8000）"):
        review.submit(at_work(contributor), item.pk)


def test_masked_it_goes_out(draft, contributor, at_work):
    item = writing.mask_numbers(at_work(contributor), draft(body=WITH_NUMBER, title="找13800138000").pk)

    assert (item.title, item.body) == ("找138****8000", "<p>联系人王某，电话<b>138</b>****8000。</p>")
    assert review.submit(at_work(contributor), item.pk).status == Status.IN_REVIEW


def test_marked_as_official_it_goes_out_as_it_is(draft, contributor, at_work):
    item = draft(body=WITH_NUMBER)
    (number,) = personal.open_numbers(item)
    personal.mark_official(at_work(contributor), item, number.digest, "防汛值班公务手机")

    assert review.submit(at_work(contributor), item.pk).body == WITH_NUMBER


def test_what_was_marked_is_spared_when_others_are_masked(draft, contributor, at_work):
    item = draft(body="<p>13800138000</p><p>13900139000</p>")
    personal.mark_official(at_work(contributor), item, personal.open_numbers(item)[0].digest, "公务手机")

    assert writing.mask_numbers(at_work(contributor), item.pk).body == "<p>13800138000</p><p>139****9000</p>"


def test_a_mark_needs_a_reason_and_a_number_that_is_there(draft, contributor, at_work):
    item = draft(body=WITH_NUMBER)
    (number,) = personal.open_numbers(item)

    with pytest.raises(Refused, match="为什么可以公开"):
        personal.mark_official(at_work(contributor), item, number.digest, " ")
    with pytest.raises(Refused, match="已经处理过"):
        personal.mark_official(at_work(contributor), item, "0" * 64, "公务手机")


def test_neither_mark_nor_log_tells_the_number(draft, contributor, at_work, town):
    item = draft(body=WITH_NUMBER)
    personal.mark_official(at_work(contributor), item, personal.open_numbers(item)[0].digest, "公务手机")

    assert "13800138000" not in str(list(OfficialNumber.objects.values()))
    assert "13800138000" not in str(list(Entry.objects.filter(agency=town).values()))


def test_a_number_put_in_behind_the_review_stops_the_release_too(submitted, reviewer, leader, at_work):
    """Both the hash and the numbers are looked at again at the last step."""
    item = submitted()
    item = review.approve(at_work(reviewer), item.pk, item.content_hash(), 2)
    Item.objects.filter(pk=item.pk).update(body=WITH_NUMBER)
    item.acts.update(content_hash=Item.objects.get(pk=item.pk).content_hash())
    item.refresh_from_db()

    with pytest.raises(Refused, match="个人号码没有处理"):
        review.approve(at_work(leader), item.pk, item.content_hash(), 3)


@pytest.mark.parametrize(
    "text", ["办公电话0000-1234567", "索引号 013338/2026-00079", "统一社会信用代码 11500000MB1B37366Q", "共12345678901元"]
)
def test_other_numbers_stop_nothing(draft, text):
    assert personal.numbers_in(draft(body=f"<p>{text}</p>")) == []
