"""The calendar of working days (工作日): weekends, holidays and make-up days by the State Council's yearly notices.

Monday to Friday are working days unless a notice says otherwise (全国年节及纪念日放假办法). Each notice is data, with the day on
which it was announced, so that the calendar can also be had as it was known on an earlier day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import CalendarError, DataError
from disclosure.language import Label, _
from disclosure.law.loading import a_day, in_both
from disclosure.law.parameter import parameter

_CALENDAR = Path(__file__).with_name("calendar")
_SATURDAY = 5
#: How many years past the last announced one days are still told, provisionally. Further on a count means nothing.
HORIZON_YEARS = 10

_YEAR_KEYS = {"year", "settled_until", "checked_on", "notices"}
_NOTICE_KEYS = {"title", "number", "amends", "issued", "announced", "note", "rest", "work"}
_REST_KEYS = {"holiday", "from", "to"}


class DayKind(StrEnum):
    """What a day is for those who work by the notices."""

    WORKING = "working"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """A notice on days off (放假安排的通知) of the General Office of the State Council, or of a place for its own holidays.

    ``number`` and ``issued`` are None where they could not be confirmed; then ``note`` says so. ``local``: it holds in the
    agency's own place only (地方节日).
    """

    title: str
    number: str | None
    amends: str | None
    issued: date | None
    announced: date
    note: Label | None = None
    local: bool = False

    @property
    def name(self) -> str:
        """Its number, else its title."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar. ``announced`` is False where no notice settles it yet: weekday and fixed holidays say it."""

    on: date
    kind: DayKind
    announced: bool
    holiday: Label | None = None
    notice: HolidayNotice | None = None

    @property
    def is_working(self) -> bool:
        """Whether offices work on it."""
        return self.kind in (DayKind.WORKING, DayKind.MAKE_UP)


#: A notice with the days that it sets: the holiday of a day of rest, None for a weekend day that is worked.
NoticedDays = tuple[HolidayNotice, Mapping[date, Label | None]]


@dataclass(frozen=True)
class NoticedYear:
    """The notices of one year and the days that they set, in order of announcement."""

    year: int
    settled_until: date
    checked_on: date
    notices: tuple[NoticedDays, ...]


@dataclass(frozen=True)
class WorkCalendar:
    """Working days by all notices announced until some day."""

    years: tuple[NoticedYear, ...]
    special: Mapping[date, Day]

    def with_years(self, more: Iterable[NoticedYear]) -> WorkCalendar:
        """The calendar with notices from elsewhere: of years that follow, or further ones of years it has.

        A notice that it has already (by its title) is not taken twice. Raises :class:`CalendarError` where a year is left out.
        """
        years = {year.year: year for year in self.years}
        for each in sorted(more, key=lambda each: each.year):
            known = years.get(each.year)
            years[each.year] = each if known is None else _added(known, each)
        return _calendar(tuple(years[year] for year in sorted(years)))

    def with_local(self, notices: Iterable[NoticedDays]) -> WorkCalendar:
        """The calendar of a place with holidays of its own (地方节日, 全国年节及纪念日放假办法第四条)."""
        own = {
            on: Day(on, DayKind.HOLIDAY if holiday else DayKind.MAKE_UP, self.day(on).announced, holiday, notice)
            for notice, days in notices
            for on, holiday in days.items()
        }
        return WorkCalendar(self.years, {**self.special, **own})

    @cached_property
    def settled_until(self) -> date:
        """The last day that no notice to come is expected to touch."""
        return self.years[-1].settled_until

    @property
    def first_day(self) -> date:
        """The first day for which the calendar can say anything."""
        return date(self.years[0].year, 1, 1)

    def day(self, on: date) -> Day:
        """What the day is; after the last notice by the weekday and the fixed holidays alone, and marked as not announced.

        Raises :class:`CalendarError` before the first year of the calendar and more than ``HORIZON_YEARS`` after the last.
        """
        found = self.special.get(on)
        if found is not None:
            return found
        first, last = self.years[0].year, self.years[-1].year
        if not first <= on.year <= last + HORIZON_YEARS:
            raise CalendarError(
                _("{day}超出了工作日历的范围：现有{first}年至{last}年的放假安排，请核对日期", day=on, first=first, last=last)
            )
        return self._by_rule(on)

    def _by_rule(self, on: date) -> Day:
        """A day that no notice names: the weekday decides, and after the last notice the holidays on fixed days."""
        announced = on <= self.settled_until
        if not announced and (holiday := _fixed_holiday(on)):
            return Day(on, DayKind.HOLIDAY, announced, holiday)
        return Day(on, DayKind.WEEKEND if on.weekday() >= _SATURDAY else DayKind.WORKING, announced)

    def is_working_day(self, on: date) -> bool:
        """Whether offices work on a day. Raises :class:`CalendarError` where no notice settles it."""
        day = self.day(on)
        if not day.announced:
            raise CalendarError(_("国务院办公厅尚未公布{year}年的放假安排，无法确定{day}是不是工作日", year=on.year, day=on))
        return day.is_working

    def days_after(self, start: date) -> Iterator[Day]:
        """The days after ``start`` one by one. Raises :class:`CalendarError` at the calendar's end."""
        on = start
        while True:
            on += timedelta(days=1)
            yield self.day(on)


def _fixed_holiday(on: date) -> Label | None:
    name = parameter("holidays.fixed_days").on(on).value.get(f"{on:%m-%d}")
    return Label(**name) if name else None


@cache
def work_calendar(known_on: date | None = None) -> WorkCalendar:
    """The calendar of all notices, or of those announced until ``known_on``. Raises :class:`CalendarError` without any."""
    return load_calendar(_CALENDAR, known_on)


def load_calendar(folder: Path, known_on: date | None = None) -> WorkCalendar:
    """The calendar of the notices in a folder, one file a year without a year left out; a later notice overrides an earlier one.

    Raises :class:`DataError` naming file and fault, :class:`CalendarError` when nothing was announced by ``known_on``.
    """
    years = [_known(load_year(path), known_on) for path in sorted(folder.glob("*.yaml"))]
    known = tuple(year for year in years if year.notices)
    if not known:
        raise CalendarError(_("截至{day}没有任何放假安排", day=known_on))
    return _calendar(known)


def _calendar(known: tuple[NoticedYear, ...]) -> WorkCalendar:
    for earlier, later in pairwise(known):
        if later.year != earlier.year + 1:
            raise DataError(_("工作日历缺少{year}年", year=earlier.year + 1))
    return WorkCalendar(known, _special(known))


def _added(known: NoticedYear, more: NoticedYear) -> NoticedYear:
    """A year with further notices of it, in order of announcement."""
    titles = {notice.title for notice, _days in known.notices}
    new = tuple(each for each in more.notices if each[0].title not in titles)
    notices = sorted((*known.notices, *new), key=lambda each: each[0].announced)
    return NoticedYear(known.year, max(known.settled_until, more.settled_until), known.checked_on, tuple(notices))


def load_year(path: Path) -> NoticedYear:
    """The notices of one year from its file. Raises :class:`DataError`."""
    data = load_yaml(path)
    only_keys(data, _YEAR_KEYS, required=_YEAR_KEYS, where=path.name)
    if str(data["year"]) != path.stem:
        raise DataError(_("{where} 里写的是{year}年", where=path.name, year=data["year"]))
    notices = tuple(_notice(entry, path.name) for entry in data["notices"])
    announced = [notice.announced for notice, _days in notices]
    if announced != sorted(announced):
        raise DataError(_("{where}：通知没有按公布日期先后排列", where=path.name))
    return NoticedYear(data["year"], a_day(data["settled_until"], path.name), a_day(data["checked_on"], path.name), notices)


def _notice(entry: Any, where: str) -> tuple[HolidayNotice, Mapping[date, Label | None]]:
    only_keys(entry, _NOTICE_KEYS, required=_NOTICE_KEYS - {"amends", "note"}, where=where)
    issued = a_day(entry["issued"], where) if entry["issued"] else None
    note = in_both(entry["note"], where) if "note" in entry else None
    notice = HolidayNotice(entry["title"], entry["number"], entry.get("amends"), issued, a_day(entry["announced"], where), note)
    if (notice.number is None or notice.issued is None) and not notice.note:
        raise DataError(_("{where}：文号或者成文日期没有核对的，须在 note 里说明", where=where))
    days: dict[date, Label | None] = {}
    for rest in entry["rest"]:
        only_keys(rest, _REST_KEYS, required=_REST_KEYS, where=where)
        for on in _span(a_day(rest["from"], where), a_day(rest["to"], where), where):
            _put(days, on, Label(**rest["holiday"]), where)
    for on in entry["work"]:
        _put(days, _weekend_day(a_day(on, where), where), None, where)
    return notice, days


def _put(days: dict[date, Label | None], on: date, holiday: Label | None, where: str) -> None:
    if on in days:
        raise DataError(_("{where}：同一份通知里{day}出现了两次", where=where, day=on))
    days[on] = holiday


def _weekend_day(on: date, where: str) -> date:
    if on.weekday() < _SATURDAY:
        raise DataError(_("{where}：调休上班日{day}不是周末", where=where, day=on))
    return on


def _span(first: date, last: date, where: str) -> Sequence[date]:
    if last < first:
        raise DataError(_("{where}：放假日期{first}至{last}首尾颠倒", where=where, first=first, last=last))
    return [first + timedelta(days=past) for past in range((last - first).days + 1)]


def _known(year: NoticedYear, known_on: date | None) -> NoticedYear:
    notices = tuple(each for each in year.notices if known_on is None or each[0].announced <= known_on)
    return NoticedYear(year.year, year.settled_until, year.checked_on, notices)


def _special(years: Sequence[NoticedYear]) -> Mapping[date, Day]:
    special: dict[date, Day] = {}
    for year in years:
        for notice, days in year.notices:
            for on, holiday in days.items():
                special[on] = Day(on, DayKind.HOLIDAY if holiday else DayKind.MAKE_UP, True, holiday, notice)
    return special
