"""Taking in applications and recording what happens to them."""

from __future__ import annotations

from datetime import date

import pytest

from applications_cast import ANSWERS, raw
from disclosure.errors import CaseError
from disclosure.records import (
    Channel,
    Confirmed,
    Corrected,
    CorrectionAsked,
    Delivered,
    Extended,
    Replied,
    Status,
    Withdrawn,
)
from portal.applications import services
from portal.applications.intake.numbers import fits
from portal.applications.models import AppendOnlyError, Application, ApplicationEvent
from portal.audit.log import broken
from portal.audit.models import Entry


@pytest.fixture
def online(town, as_of):
    """An application of Sunday 8 September 2024 by the web form."""
    as_of(date(2024, 9, 8))
    return services.submit(town, ANSWERS, form="one-form").application


def test_an_online_application_is_due_from_its_submission_until_confirmed_and_then_from_its_confirmation(online, clerk, as_of):
    assert (online.status, online.received_on) == (Status.UNCONFIRMED, None)
    assert (online.due_on, online.due_is_provisional) == (date(2024, 10, 11), True)
    as_of(date(2024, 9, 10))
    services.record(online, Confirmed(date(2024, 9, 10)), clerk)
    assert (online.status, online.received_on) == (Status.HANDLING, date(2024, 9, 10))
    assert (online.due_on, online.due_is_provisional) == (date(2024, 10, 14), False)


def test_an_agency_that_confirms_by_itself_receives_on_the_day_of_submission(town, as_of):
    as_of(date(2024, 9, 8))
    town.confirms_automatically = True
    town.save()
    application = services.submit(town, ANSWERS).application
    assert (application.status, application.received_on) == (Status.HANDLING, date(2024, 9, 8))


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.REGISTERED_POST])
def test_what_is_handed_in_or_signed_for_is_received_at_once(town, clerk, as_of, channel):
    as_of(date(2024, 9, 10))
    application = services.submit(town, ANSWERS, channel=channel, by=clerk).application
    assert (application.received_on, application.due_on) == (date(2024, 9, 10), date(2024, 10, 14))
    assert application.due_is_provisional is False


@pytest.mark.parametrize("channel", [Channel.POST, Channel.FAX])
def test_ordinary_post_and_fax_wait_for_confirmation_even_where_online_is_automatic(town, clerk, as_of, channel):
    as_of(date(2024, 9, 10))
    town.confirms_automatically = True
    town.save()
    assert services.submit(town, ANSWERS, channel=channel, by=clerk).application.status == Status.UNCONFIRMED


@pytest.mark.usefixtures("as_of")
def test_a_form_sent_twice_makes_one_application_with_one_secret(town):
    first = services.submit(town, ANSWERS, form="same")
    second = services.submit(town, {**ANSWERS, "name": "另一个"}, form="same")
    assert first.application.pk == second.application.pk
    assert first.secret == second.secret
    assert (Application.objects.count(), ApplicationEvent.objects.count()) == (1, 1)
    assert Application.objects.get().name == "陈秋实"


def test_different_forms_make_different_applications_numbered_by_day(town, elsewhere, as_of):
    as_of(date(2024, 9, 8))
    numbers = [services.submit(each, ANSWERS).application.receipt_number for each in (town, town, elsewhere)]
    assert numbers == ["20240908-001", "20240908-002", "20240908-001"]


@pytest.mark.usefixtures("as_of")
def test_the_secret_is_stored_as_a_hash_only(town):
    submitted = services.submit(town, ANSWERS, form="one")
    assert fits(submitted.secret.lower(), submitted.application.secret_hash)
    assert fits(f" {submitted.secret[:5]}-{submitted.secret[5:]} ", submitted.application.secret_hash)
    assert not fits(submitted.secret[:-1], submitted.application.secret_hash)
    assert submitted.secret not in raw("applications_application")


def test_personal_data_stand_encrypted_in_the_database(online, clerk, as_of):
    as_of(date(2024, 9, 10))
    services.record(online, Confirmed(date(2024, 9, 10)), clerk, note="电话13800001234，陈秋实本人确认")
    services.attach(online, "陈秋实身份证.jpg", b"the scan", clerk)
    stored = raw("applications_application") + raw("applications_applicationevent") + raw("applications_attachment")
    for secret in ("陈秋实", "110101199003070011", "13800001234", "柳林村", "qiushi@example.org", "本人确认"):
        assert secret not in stored
    found = Application.objects.get(pk=online.pk)
    assert (found.name, found.identity_number, found.asked) == (ANSWERS["name"], ANSWERS["identity_number"], ANSWERS["asked"])
    assert found.events.last().note == "电话13800001234，陈秋实本人确认"


def test_files_are_encrypted_on_disk_under_a_name_that_says_nothing(online, clerk):
    attachment = services.attach(online, "陈秋实身份证.jpg", b"the scan of a card", clerk)
    with attachment.file.open("rb") as sealed:
        assert b"the scan" not in sealed.read()
    assert "陈秋实" not in attachment.file.name
    assert (attachment.content(), attachment.title) == (b"the scan of a card", "陈秋实身份证.jpg")


def test_the_log_names_the_application_by_number_and_holds_no_personal_data(online, clerk, as_of):
    as_of(date(2024, 9, 10))
    services.record(online, Confirmed(date(2024, 9, 10)), clerk, note="陈秋实")
    services.reveal(online, "phone", clerk, "contact")
    services.take_back(online, 2, "记错", clerk)
    said = " ".join(f"{entry.action} {entry.subject} {entry.facts}" for entry in Entry.objects.all())
    assert "20240908-001" in said
    for secret in ("陈秋实", "110101199003070011", "13800001234", "柳林村", "qiushi@example.org"):
        assert secret not in said
    assert list(broken(online.agency)) == []
    assert (
        Entry.objects.filter(action="application.revealed", person=clerk, facts={"field": "phone", "reason": "contact"}).count()
        == 1
    )


def test_only_the_masked_fields_can_be_revealed(online, clerk):
    with pytest.raises(KeyError):
        services.reveal(online, "secret_hash", clerk, "contact")


def test_an_event_that_may_not_follow_is_refused_and_nothing_changes(online, clerk, as_of):
    as_of(date(2024, 9, 10))
    with pytest.raises(CaseError, match="待确认收到，不能记录“作出答复”；可以记录：确认收到、申请人撤回申请"):
        services.record(online, Replied(date(2024, 9, 10), "granted"), clerk)
    assert online.events.count() == 1
    assert Entry.objects.filter(action="application.replied").count() == 0


def test_nothing_is_recorded_before_it_happens(online, clerk):
    with pytest.raises(CaseError, match="还没有到"):
        services.record(online, Confirmed(date(2024, 9, 9)), clerk)


def test_a_wrongly_keyed_event_is_taken_back_and_stays_to_be_read(online, clerk, as_of):
    as_of(date(2024, 9, 20))
    services.record(online, Confirmed(date(2024, 9, 12)), clerk)
    assert online.due_on == date(2024, 10, 16)
    services.take_back(online, 2, "确认日期记错", clerk, instead=Confirmed(date(2024, 9, 10)))
    assert (online.received_on, online.due_on) == (date(2024, 9, 10), date(2024, 10, 14))
    assert [event.kind for event in online.events.all()] == ["received", "confirmed", "struck", "confirmed"]


def test_taking_back_what_others_rest_on_is_refused_as_a_whole(online, clerk, as_of):
    as_of(date(2024, 9, 20))
    services.record(online, Confirmed(date(2024, 9, 10)), clerk)
    services.record(online, CorrectionAsked(date(2024, 9, 12)), clerk)
    services.record(online, Corrected(date(2024, 9, 19)), clerk)
    with pytest.raises(CaseError):
        services.take_back(online, 3, "没有告知过", clerk)
    assert online.events.count() == 4


def test_a_counter_event_needs_a_reason_and_something_to_take_back(online, clerk):
    for sequence, reason in ((1, " "), (7, "记错")):
        with pytest.raises(CaseError):
            services.take_back(online, sequence, reason, clerk)


def test_events_cannot_be_changed_or_deleted(online):
    event = online.events.get()
    event.on = date(2024, 9, 1)
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()
    with pytest.raises(AppendOnlyError):
        ApplicationEvent.objects.filter(pk=event.pk).update(on=date(2024, 9, 1))
    with pytest.raises(AppendOnlyError):
        ApplicationEvent.objects.all().delete()


def test_the_copies_follow_the_events_to_the_end(online, clerk, as_of):
    as_of(date(2024, 11, 8))
    services.record(online, Confirmed(date(2024, 9, 10)), clerk)
    services.record(online, Extended(date(2024, 10, 10), 20), clerk)
    assert online.due_on == date(2024, 11, 11)
    services.record(online, Replied(date(2024, 11, 8), "partly_granted"), clerk)
    assert (online.status, online.outcome, online.closed_on) == (Status.REPLIED, "partly_granted", date(2024, 11, 8))
    services.record(online, Delivered(date(2024, 11, 8)), clerk)
    stored = Application.objects.get(pk=online.pk)
    assert (stored.status, stored.outcome, stored.closed_on, stored.due_on) == (
        Status.DELIVERED, "partly_granted", date(2024, 11, 8), date(2024, 11, 11),
    )  # fmt: skip
    assert not services.refresh(stored)


def test_while_a_correction_is_awaited_there_is_no_due_day(online, clerk, as_of):
    as_of(date(2024, 9, 20))
    services.record(online, Confirmed(date(2024, 9, 10)), clerk)
    services.record(online, CorrectionAsked(date(2024, 9, 12), date(2024, 9, 27)), clerk)
    assert (online.status, online.due_on) == (Status.CORRECTION, None)
    services.record(online, Corrected(date(2024, 9, 19)), clerk)
    assert (online.status, online.due_on) == (Status.HANDLING, date(2024, 10, 22))


def test_the_cases_of_a_year_are_those_received_by_its_end_and_open_in_it(town, clerk, as_of):
    as_of(date(2025, 6, 2))
    made = {}
    for name, arrived, closed in (
        ("closed before", date(2023, 11, 1), date(2023, 12, 1)),
        ("carried over", date(2023, 12, 20), date(2024, 1, 5)),
        ("of the year", date(2024, 5, 6), None),
        ("after", date(2025, 1, 2), None),
    ):
        made[name] = services.submit(town, ANSWERS, channel=Channel.COUNTER, arrived_on=arrived, by=clerk).application
        if closed:
            services.record(made[name], Replied(closed, "granted"), clerk)
    unconfirmed = services.submit(town, ANSWERS, arrived_on=date(2024, 5, 6)).application
    assert unconfirmed.received_on is None
    assert [case.id for case in services.case_records(town, 2024)] == [
        made["carried over"].record_id, made["of the year"].record_id,
    ]  # fmt: skip


def test_a_withdrawal_before_confirmation_closes_the_case_and_counts_nowhere(online, clerk):
    services.record(online, Withdrawn(date(2024, 9, 8)), clerk)
    assert online.status == Status.WITHDRAWN
    assert services.case_records(online.agency, 2024) == []
