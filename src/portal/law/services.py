"""What this room does: notices, local holidays and readings entered; then every due day that depends on them is counted again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from disclosure.errors import NoticeError
from disclosure.language import _
from disclosure.law import NoticeText, Readings, doubtful_point, work_calendar
from portal.agencies.models import Agency, Person
from portal.audit.log import record as log
from portal.law.calendars import calendar_of
from portal.law.models import ChosenReading, CountedBy, LocalHoliday, MovedDay, Notice

#: Sent with ``agency`` when its working days or readings changed; receivers count again and return the :class:`Moved` days.
counted_again = Signal()


@dataclass(frozen=True, slots=True)
class Moved:
    """A due day of a case that is not what it was: ``label`` is the number of the case, ``url`` its file."""

    label: str
    url: str
    before: date | None
    after: date | None
    provisional: bool


@transaction.atomic
def enter_notice(agency: Agency, notice: NoticeText, announced: date, by: Person) -> tuple[Notice, list[MovedDay]]:
    """Enter a notice for an agency and those below it, and count their cases again.

    Raises :class:`NoticeError` where the calendar has the notice already, or a year between is missing.
    """
    calendar = calendar_of(agency)
    known = {each.title for year in calendar.years for each, _days in year.notices}
    if notice.title in known:
        raise NoticeError(_("工作日历里已经有《{title}》，不用再登记", title=notice.title))
    if notice.year > calendar.years[-1].year + 1:
        raise NoticeError(_("工作日历现在到{last}年，请先登记{next}年的通知", last=calendar.years[-1].year,
                            next=calendar.years[-1].year + 1))  # fmt: skip
    days = {on.isoformat(): [holiday.zh, holiday.en] if holiday else None for on, holiday in sorted(notice.days().items())}
    entered = Notice.objects.create(
        agency=agency, year=notice.year, title=notice.title, number=notice.number or "", issued=notice.issued,
        announced=announced, settled_until=notice.settled_until, days=days, by=by,
    )  # fmt: skip
    log(agency, by, "law.notice_entered", entered, year=entered.year, number=entered.number)
    return entered, count_again(agency, str(entered))


@transaction.atomic
def enter_local_holiday(holiday: LocalHoliday, by: Person) -> list[MovedDay]:
    """Enter a local holiday for an agency and those below it, and count their cases again."""
    holiday.by = by
    holiday.save()
    log(holiday.agency, by, "law.local_holiday_entered", holiday, first=holiday.first.isoformat(), last=holiday.last.isoformat())
    return count_again(holiday.agency, holiday.name)


@transaction.atomic
def remove_local_holiday(holiday: LocalHoliday, by: Person) -> list[MovedDay]:
    """Take a local holiday out, and count again."""
    agency, name = holiday.agency, holiday.name
    log(agency, by, "law.local_holiday_removed", holiday, first=holiday.first.isoformat(), last=holiday.last.isoformat())
    holiday.delete()
    return count_again(agency, name)


@transaction.atomic
def choose_readings(agency: Agency, choices: Mapping[str, str | int], reasons: Mapping[str, str], by: Person) -> list[MovedDay]:
    """Keep the readings that differ from the default, each with its reason, and count again if anything changed.

    Raises :class:`disclosure.errors.LawError` for a reading that does not exist.
    """
    Readings(choices)
    changed = [key for key, choice in choices.items() if _choose(agency, key, choice, reasons.get(key, ""), by)]
    if not changed:
        return []
    log(agency, by, "law.readings_changed", agency, points=changed)
    return count_again(agency, "、".join(doubtful_point(key).term.zh for key in changed), below=False)


def _choose(agency: Agency, key: str, choice: str | int, reason: str, by: Person) -> bool:
    """Keep one reading; whether it is another than before."""
    kept = ChosenReading.objects.filter(agency=agency, key=key).first()
    before = kept.choice if kept else str(doubtful_point(key).default)
    if choice == doubtful_point(key).default:
        ChosenReading.objects.filter(agency=agency, key=key).delete()
    elif kept is None or (kept.choice, kept.reason) != (str(choice), reason):
        ChosenReading.objects.update_or_create(
            agency=agency, key=key, defaults={"choice": str(choice), "reason": reason, "by": by}
        )
    return before != str(choice)


def count_again(agency: Agency, because: str, *, below: bool = True) -> list[MovedDay]:
    """Count the open cases of an agency (and those below it) again; what moved is kept until somebody has seen it."""
    found: list[MovedDay] = []
    for each in [agency, *(Agency.objects.below(agency) if below else ())]:
        for _receiver, moved in counted_again.send(sender=Agency, agency=each):
            found += [
                MovedDay(agency=each, label=one.label, url=one.url, before=one.before, after=one.after,
                         provisional=one.provisional, because=because)
                for one in moved
            ]  # fmt: skip
    return MovedDay.objects.bulk_create(found)


def seen(agency: Agency, by: Person) -> int:
    """Somebody has seen the days that moved; how many there were."""
    waiting = MovedDay.objects.filter(agency=agency, seen_at=None)
    number = waiting.update(seen_by=by, seen_at=timezone.now())
    if number:
        log(agency, by, "law.moved_days_seen", agency, number=number)
    return number


def fingerprint() -> str:
    """What the program's own calendar says, in 64 characters."""
    calendar = work_calendar()
    days = "".join(f"{on}{day.kind}" for on, day in sorted(calendar.special.items()))
    return sha256(f"{calendar.settled_until}{days}".encode()).hexdigest()


@transaction.atomic
def count_after_upgrade() -> list[MovedDay]:
    """Count all open cases again where the program came with another calendar than the one they were counted by."""
    now, kept = fingerprint(), CountedBy.objects.first()
    if kept is None or kept.fingerprint != now:
        CountedBy.objects.update_or_create(pk=kept.pk if kept else None, defaults={"fingerprint": now})
    if kept is None or kept.fingerprint == now:
        return []
    newest = work_calendar().years[-1].notices[-1][0]
    return [moved for agency in Agency.objects.filter(parent=None) for moved in count_again(agency, newest.name)]
