"""What follows a reply: conversion into proactive disclosure, suggestions, and whom to ask instead."""

from __future__ import annotations

import pytest
from django.urls import reverse

from applications_cast import raw
from disclosure.errors import CaseError
from handling_cast import DAY, REFUSED, url
from portal.agencies.access import office_of
from portal.annual.compiling import facts_of
from portal.applications import services
from portal.applications.handling import converting
from portal.applications.handling.models import Conversion, OtherOffice
from portal.applications.handling.neighbours import advised
from portal.applications.handling.tasks import tasks
from portal.applications.letters import shown
from portal.applications.models import Letter
from portal.publishing import review
from portal.publishing.models import Column, Item
from portal.publishing.refusing import Refused


def test_what_was_given_becomes_proactive_disclosure_in_one_step(given, town, clerk, reviewer, second_reviewer, signed_in):
    office, column = signed_in(clerk), Column.objects.filter(agency=town, kind="statutory").first()
    page = office.get(url("publish", given))
    [(key, title)] = page.context["convert"].fields["files"].choices
    assert title == "补偿标准.txt"
    answers = {
        "act": "convert",
        "title": "2023年柳林村土地征收补偿标准",
        "column": column.pk,
        "text": "标准见附件。",
        "files": [key],
    }
    response = office.post(url("publish", given), answers)
    made = Conversion.objects.get()
    assert response.url == reverse("publishing:item", args=["qinghe", made.item_id])
    item = Item.objects.get()
    assert (item.status, item.body, [each.name for each in item.attachments.all()]) == (
        "draft", "<p>标准见附件。</p>", ["补偿标准.txt"],
    )  # fmt: skip
    assert "陈秋实" not in str(item.content())
    assert item.title in office.get(url("case", given)).content.decode()
    with pytest.raises(CaseError, match="只转一次"):
        converting.convert(office_of(clerk, "qinghe"), given, title="又一次", column=column, text="", attachments=[])
    assert converting.released_conversions(town, 2024).count() == 0
    item = review.submit(office_of(clerk, "qinghe"), item.pk)
    review.approve(office_of(reviewer, "qinghe"), item.pk, item.content_hash(), 2)
    review.approve(office_of(second_reviewer, "qinghe"), item.pk, item.content_hash(), 3)
    assert converting.released_conversions(town, 2024).count() == 1
    figure = facts_of(town, 2024).figures["items.converted"]
    assert (figure.value, figure.records) == (1, (item.record_id,))


def test_a_personal_number_in_what_was_given_stops_the_release(given, town, clerk):
    column = Column.objects.filter(agency=town, kind="statutory").first()
    office = office_of(clerk, "qinghe")
    made = converting.convert(office, given, title="联系表", column=column, text="电话13800001234", attachments=[])
    with pytest.raises(Refused, match="个人号码"):
        review.submit(office, made.item_id)


def test_of_a_redacted_file_only_what_was_redacted_is_offered(given, clerk):
    original = given.attachments.get()
    cover = services.attach(given, "补偿标准（遮盖）.pdf", b"%PDF-1.4", clerk, for_applicant=True)
    cover.redacted_from = original
    cover.save()
    assert converting.given_files(given) == [cover]


def test_what_was_refused_is_not_converted(case, clerk, signed_in):
    services.record(case, REFUSED, clerk)
    case.refresh_from_db()
    assert signed_in(clerk).get(url("publish", case)).status_code == 302
    with pytest.raises(CaseError, match="才能建议"):
        converting.suggest(case, DAY, "请公开", clerk)


def test_an_applicants_suggestion_is_recorded_and_answered(given, clerk, signed_in):
    office, here = signed_in(clerk), url("publish", given)
    office.post(here, {"act": "suggest", "on": "2024-09-10", "text": "全村都关心"})
    assert "全村都关心" not in raw("handling_suggestion")
    [line] = [each for each in tasks(office_of(clerk, "qinghe"), DAY) if "建议" in each.what]
    assert line.url == here
    assert "请写明审核意见" in office.post(here, {"act": "decline"}).content.decode()
    office.post(here, {"act": "accept"})
    given.suggestion.refresh_from_db()
    assert given.suggestion.accepted is True


# Whom to ask instead


def test_a_reply_names_the_agency_in_charge_with_its_telephone(case, county, elsewhere, clerk, signed_in):
    office = signed_in(clerk)
    entered = {"name": "临川县自然资源局", "phone": "0000-7654321", "matters": "土地征收 补偿标准", "address": "临川县建设路9号"}
    office.post(reverse("applications:neighbours", args=["qinghe"]), entered)
    assert OtherOffice.objects.get().agency == case.agency
    names = [each.name for each in advised(case.agency, case.asked)]
    assert names[0] == "临川县自然资源局"
    assert {county.name, elsewhere.name} <= set(names)
    told = advised(case.agency, case.asked)[0].told
    answers = {"on": "2024-09-10", "decision": "unavailable.not_held/other_agency", "reason": "由县局制作", "neighbour": told}
    office.post(url("act", case, "reply"), answers)
    text = shown(Letter.objects.get()).letter.text
    for wanted in ("临川县自然资源局", "0000-7654321", "临川县建设路9号", "第三十六条第（五）项"):
        assert wanted in text
