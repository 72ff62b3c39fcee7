"""Entries: entered by phone, changed with a history, withdrawn with a reason, counted with the ids behind each number."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.log import broken
from portal.audit.models import Entry as LogEntry
from portal.ledgers.loading import kind as kind_with
from portal.ledgers.models import Entry
from portal.ledgers.services import enter, public_entries, withdraw, year_figures, year_sentences

TRAINING = {"held_on": "2026-02-10", "topic": "条例学习", "form": "held", "attendees": "35"}
ACCOUNT = {
    "counted_on": "2025-12-31", "platform": "wechat", "name": "青禾发布", "state": "running",
    "followers": "1200", "posts": "96", "reads": "45000", "keeper": "周文书",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("as_of")


def training(town, day=date(2026, 2, 10), **more):
    values = {"held_on": day, "topic": "条例学习", "form": "held", "attendees": 35} | more
    return enter(town, kind_with("training"), values, None)


def account(town, day=date(2025, 12, 31), **more):
    values = {**ACCOUNT, "counted_on": day, "followers": 1200, "posts": 96, "reads": 45000} | more
    return enter(town, kind_with("channel_accounts"), values, None)


def address(town, name="kind", kind="training", *more):
    return reverse(f"ledgers:{name}", args=[town.slug, kind, *more])


# Entering


def test_the_form_follows_from_the_definition(clerk, signed_in, town):
    page = signed_in(clerk).get(address(town, "new")).content.decode()

    for name in ("held_on", "topic", "form", "attendees", "names", "notes", "material"):
        assert f'name="{name}"' in page
    assert 'type="date"' in page
    assert 'inputmode="numeric"' in page


@pytest.mark.parametrize("who", ["clerk", "contributor"])
def test_clerk_and_contributor_enter_records(request, who, signed_in, town):
    person = request.getfixturevalue(who)

    answer = signed_in(person).post(address(town, "new"), TRAINING, follow=True)

    made = Entry.objects.get()
    assert (made.day, made.title, made.entered_by) == (date(2026, 2, 10), "条例学习", person)
    assert made.data == {"held_on": "2026-02-10", "topic": "条例学习", "form": "held", "attendees": 35}
    assert "已登记“条例学习”" in answer.content.decode()


@pytest.mark.parametrize("who", ["reviewer", "leader"])
def test_others_read_and_do_not_write(request, who, signed_in, town):
    client = signed_in(request.getfixturevalue(who))

    assert client.get(address(town)).status_code == 200
    assert client.get(address(town, "new")).status_code == 403
    assert client.post(address(town, "new"), TRAINING).status_code == 403
    assert not Entry.objects.exists()


def test_for_another_agency_and_the_public_nothing_is_there(client, clerk_elsewhere, signed_in, town):
    made = training(town)

    for name, more in [("kind", ()), ("new", ()), ("import", ()), ("entry", (made.pk,)), ("edit", (made.pk,))]:
        assert signed_in(clerk_elsewhere).get(address(town, name, "training", *more)).status_code == 404
        assert client.get(address(town, name, "training", *more)).status_code == 302


def test_an_entry_of_another_agency_is_not_found_in_ones_own_office(clerk, signed_in, town, elsewhere):
    theirs = training(elsewhere)

    for name in ("entry", "edit", "withdraw"):
        assert signed_in(clerk).get(address(town, name, "training", theirs.pk)).status_code == 404


def test_a_kind_that_does_not_exist_is_not_found(clerk, signed_in, town):
    assert signed_in(clerk).get(address(town, "kind", "secrets")).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("held_on", "", "请填写培训日期"),
        ("held_on", "二月", "请填写日期"),
        ("attendees", "很多", "请填写整数"),
        ("attendees", "-1", "不能小于0"),
        ("form", "dance", "没有“dance”这个选项"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(clerk, signed_in, town, field, value, said):
    answer = signed_in(clerk).post(address(town, "new"), TRAINING | {field: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "条例学习" in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize("written", ["2026-02-10", "2026/2/10", "2026.2.10", "2026年2月10日"])
def test_days_are_taken_as_people_write_them(clerk, signed_in, town, written):
    signed_in(clerk).post(address(town, "new"), TRAINING | {"held_on": written})

    assert Entry.objects.get().day == date(2026, 2, 10)


def test_what_is_left_blank_is_left_out_rather_than_zero(clerk, signed_in, town):
    signed_in(clerk).post(address(town, "new"), TRAINING | {"notes": ""})

    assert "notes" not in Entry.objects.get().data


def test_the_same_account_stands_once_a_year(clerk, signed_in, town):
    account(town)

    answer = signed_in(clerk).post(address(town, "new", "channel_accounts"), ACCOUNT | {"counted_on": "2025-06-30"})
    other_year = signed_in(clerk).post(address(town, "new", "channel_accounts"), ACCOUNT | {"counted_on": "2026-01-31"})

    assert "2025年已经登记过相同的平台、账号名称" in answer.content.decode()
    assert other_year.status_code == 302


def test_the_same_account_of_another_agency_is_not_in_the_way(clerk, signed_in, town, elsewhere):
    account(elsewhere)

    assert signed_in(clerk).post(address(town, "new", "channel_accounts"), ACCOUNT).status_code == 302


# Files


def test_a_file_is_kept_under_a_name_that_tells_nothing_and_handed_out_under_its_own(clerk, signed_in, town):
    upload = SimpleUploadedFile("签到表.pdf", b"%PDF-1.4")
    signed_in(clerk).post(address(town, "new"), TRAINING | {"material": upload})

    kept = Entry.objects.get().files.get()
    answer = signed_in(clerk).get(reverse("ledgers:file", args=[town.slug, kept.pk]))
    assert "签到" not in kept.file.name
    assert answer.getvalue() == b"%PDF-1.4"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_of_another_agency_is_not_found(clerk, clerk_elsewhere, signed_in, town, elsewhere):
    signed_in(clerk).post(address(town, "new"), TRAINING | {"material": SimpleUploadedFile("a.pdf", b"x")})
    kept = Entry.objects.get().files.get()

    assert signed_in(clerk_elsewhere).get(reverse("ledgers:file", args=[elsewhere.slug, kept.pk])).status_code == 404


def test_a_program_is_not_accepted_as_a_file(clerk, signed_in, town):
    answer = signed_in(clerk).post(address(town, "new"), TRAINING | {"material": SimpleUploadedFile("a.exe", b"MZ")})

    assert "不能上传这种文件" in answer.content.decode()
    assert not Entry.objects.exists()


# Changing and withdrawing


def test_a_change_is_told_with_what_stood_there_before(clerk, signed_in, town):
    made = training(town)

    signed_in(clerk).post(address(town, "edit", "training", made.pk), TRAINING | {"attendees": "40"})

    told = LogEntry.objects.get(action="ledger.changed")
    page = signed_in(clerk).get(address(town, "entry", "training", made.pk)).content.decode()
    assert told.facts["changes"] == {"attendees": [35, 40]}
    assert "35 → 40" in page
    assert list(broken(town)) == []


def test_names_of_people_do_not_go_into_the_log(clerk, signed_in, town):
    made = training(town, names="赵一、钱二")

    signed_in(clerk).post(address(town, "edit", "training", made.pk), TRAINING | {"names": "孙三"})

    assert LogEntry.objects.get(action="ledger.changed").facts["changes"] == {"names": "*"}


def test_saving_without_a_change_leaves_no_trace(clerk, signed_in, town):
    made = training(town)

    answer = signed_in(clerk).post(address(town, "edit", "training", made.pk), TRAINING, follow=True)

    assert "没有改动" in answer.content.decode()
    assert not LogEntry.objects.filter(action="ledger.changed").exists()


def test_a_contributor_changes_what_they_entered_and_nothing_else(contributor, signed_in, town):
    client = signed_in(contributor)
    client.post(address(town, "new"), TRAINING)
    own, others = Entry.objects.get(), training(town)

    assert client.get(address(town, "edit", "training", own.pk)).status_code == 200
    assert client.get(address(town, "edit", "training", others.pk)).status_code == 403


def test_what_is_withdrawn_stays_with_its_reason_and_counts_no_more(clerk, signed_in, town):
    made = training(town)

    signed_in(clerk).post(address(town, "withdraw", "training", made.pk), {"reason": "重复登记"})

    made.refresh_from_db()
    page = signed_in(clerk).get(address(town, "entry", "training", made.pk)).content.decode()
    assert made.withdrawn_on == date(2026, 3, 2)
    assert "重复登记" in page
    assert year_figures(town, 2026) == []


def test_withdrawing_asks_for_a_reason_and_for_the_clerk(clerk, contributor, signed_in, town):
    made = training(town)

    without = signed_in(clerk).post(address(town, "withdraw", "training", made.pk), {"reason": ""})
    signed_in(contributor).post(address(town, "withdraw", "training", made.pk), {"reason": "x"})

    made.refresh_from_db()
    assert without.status_code == 422
    assert made.withdrawn_on is None


def test_looking_at_the_withdrawal_page_withdraws_nothing(clerk, signed_in, town):
    made = training(town)

    signed_in(clerk).get(address(town, "withdraw", "training", made.pk))

    made.refresh_from_db()
    assert made.withdrawn_on is None


def test_a_withdrawn_entry_is_changed_no_more(clerk, signed_in, town):
    made = training(town)
    withdraw(made, "重复", date(2026, 3, 2), clerk)

    assert signed_in(clerk).post(address(town, "edit", "training", made.pk), TRAINING | {"attendees": "1"}).status_code == 403


# The year


def test_a_list_shows_the_year_that_is_asked_for(clerk, signed_in, town):
    training(town, topic="今年的")
    training(town, date(2025, 12, 31), topic="去年的")

    page = signed_in(clerk).get(address(town) + "?year=2025").content.decode()

    assert "去年的" in page
    assert "今年的" not in page


@pytest.mark.parametrize("asked", ["", "abc", "99999", "²⁰²⁵"])
def test_a_year_that_makes_no_sense_is_this_year(clerk, signed_in, town, asked):
    training(town, topic="今年的")

    assert "今年的" in signed_in(clerk).get(address(town), {"year": asked}).content.decode()


def test_each_number_of_the_year_carries_the_entries_behind_it(town):
    held, test = training(town), training(town, form="test", attendees=5)
    training(town, date(2025, 12, 31))

    figures = {figure.key: figure for figure in year_figures(town, 2026)}

    assert (figures["training.held"].value, figures["training.held"].ids) == (1, (f"ledger:{held.pk}",))
    assert figures["training.attended"].value == 0
    assert figures["training.attendees"].value == 40
    assert set(figures["training.attendees"].ids) == {f"ledger:{held.pk}", f"ledger:{test.pk}"}


@pytest.mark.parametrize(("day", "year"), [(date(2025, 12, 31), 2025), (date(2026, 1, 1), 2026)])
def test_the_year_ends_with_its_last_day(town, day, year):
    training(town, day)

    assert {entry_year for entry_year in (2025, 2026) if year_figures(town, entry_year)} == {year}


def test_a_sentence_says_the_numbers_and_names_them(town):
    training(town)
    training(town, form="attended", attendees=3)

    said = year_sentences(town, 2026)

    assert [one.text for one in said] == ["全年组织政府信息公开培训1次，参加上级培训1次，共38人次参加学习培训。"]
    assert [figure.key for figure in said[0].figures] == ["training.held", "training.attended", "training.attendees"]
    assert said[0].template.startswith("全年组织政府信息公开培训{training.held}次")


def test_where_nothing_was_entered_nothing_is_claimed(town):
    """Nothing entered is not nothing done: 未开展 is for people to state."""
    assert year_figures(town, 2026) == []
    assert year_sentences(town, 2026) == []


def test_figures_are_those_of_one_agency(town, elsewhere):
    training(elsewhere)

    assert year_figures(town, 2026) == []


# The public face


def test_the_public_sees_public_fields_of_entries_in_force(client, town, clerk):
    account(town)
    withdraw(account(town, name="旧号"), "登记有误", date(2026, 1, 5), clerk)

    page = client.get(reverse("site:ledger", args=[town.slug, "channel_accounts"])).content.decode()

    assert "青禾发布" in page
    assert "45,000" in page
    assert "旧号" not in page
    assert "周文书" not in page


def test_a_ledger_that_is_not_public_is_not_there_for_the_public(client, town):
    training(town)

    assert client.get(reverse("site:ledger", args=[town.slug, "training"])).status_code == 404
    assert list(public_entries(town, kind_with("training"))) == []
