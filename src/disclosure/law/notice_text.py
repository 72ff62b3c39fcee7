"""Reading the State Council's yearly notice on days off (部分节假日安排的通知) from its text into data.

The notice has one item a holiday: the days of rest (「1月1日至3日放假」), days of rest in place of others (「5月2日补休」),
and weekend days that are worked (「1月4日（周日）上班」). What it says twice is compared: weekdays with the calendar, 「共3天」
with the days.
Whatever can't be read is refused with its words; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import NoticeError
from disclosure.language import Label, _
from disclosure.law.parameter import parameter
from disclosure.law.register import normal_number
from disclosure.law.working_days import HolidayNotice, NoticedYear

#: A notice has about a page; whatever is far longer is something else.
LONGEST = 20_000
_NAMES = Path(__file__).with_name("holiday_names.yaml")
_TITLE = re.compile(r"国务院办公厅关于(\d{4})年部分节假日安排的通知")
_NUMBER = re.compile(r"国办发明电[〔\[［(（【]\d{4}[〕\]］)）】]第?\d{1,4}号")
_ISSUED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日$")
_HEADING = r"[一二三四五六七八九十]{1,3}、([一-鿿“”、]{2,20})[：:]"
_ITEM = re.compile(rf"{_HEADING}(.*?)(?={_HEADING.replace('(', '(?:', 1)}|节假日期间|国务院办公厅|$)")
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:[（(][^）)]{1,12}[）)])?"
_DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(](?:星期|周)([一二三四五六日])[）)])?")
_REST = re.compile(rf"({_DAY})(?:[至—–\-－~～]+({_DAY}))?放假")
_INSTEAD = re.compile(rf"({_DAY}(?:、{_DAY})*)补休")
_WORK = re.compile(rf"({_DAY}(?:、{_DAY})*)上班")
_TOTAL = re.compile(r"共(\d{1,2})天")
_WEEKDAYS = "一二三四五六日"
_SATURDAY, _DECEMBER = 5, 12
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a notice says: its year, title, number and day of issue (None where the text has none), rest and make-up days."""

    year: int
    title: str
    number: str | None
    issued: date | None
    rest: tuple[tuple[Label, date, date], ...]
    work: tuple[date, ...]

    @property
    def settled_until(self) -> date:
        """The last day that the next notice is not expected to touch: it may move the days before New Year."""
        return date(self.year, 12, 28)

    def days(self) -> Mapping[date, Label | None]:
        """Every day that the notice names: the holiday of a day of rest, None for one that is worked."""
        resting = {on: holiday for holiday, first, last in self.rest for on in _span(first, last)}
        return {**resting, **dict.fromkeys(self.work)}

    def noticed_year(self, announced: date, checked_on: date) -> NoticedYear:
        """The year of the calendar that the notice makes, announced on a day."""
        notice = HolidayNotice(self.title, self.number, None, self.issued, announced)
        return NoticedYear(self.year, self.settled_until, checked_on, ((notice, self.days()),))


def read_notice(text: str) -> NoticeText:
    """The notice in a text that was copied from a web page or a file, whatever its blanks and line breaks.

    Raises :class:`NoticeError` naming what is missing, can't be read or contradicts itself.
    """
    if len(text) > LONGEST:
        raise NoticeError(_("文字过长（{length}字），不像是放假安排的通知；请只粘贴通知正文", length=len(text)))
    compact = re.sub(r"\s+", "", text)
    title = _TITLE.search(compact)
    if title is None:
        raise NoticeError(_("没有找到“国务院办公厅关于××××年部分节假日安排的通知”这一标题；请粘贴通知全文"))
    year = int(title[1])
    number = _NUMBER.search(compact)
    items = list(_ITEM.finditer(compact, title.end()))
    if not items:
        raise NoticeError(_("没有找到“一、元旦：”这样的各项安排；请粘贴通知全文"))
    read = [_Item(item[1], item[2], year).read() for item in items]
    found = NoticeText(
        year,
        title[0],
        normal_number(number[0]) if number else None,
        _issued(compact),
        tuple(part for rest, _work in read for part in rest),
        tuple(sorted(day for _rest, work in read for day in work)),
    )
    _check(found)
    _check_whole(found)
    return found


def _issued(compact: str) -> date | None:
    """The day at the end of the notice, in figures or in Chinese numerals; None where the text ends before it."""
    tail = compact.rpartition("国务院办公厅")[2]
    plain = re.sub(r"十([一二三四五六七八九])", r"1\1", tail).replace("二十", "20").replace("三十", "30").replace("十", "10")
    plain = plain.translate(_NUMERALS)
    ending = _ISSUED.search(re.sub(r"(\d{4}年\d{1,2}月\d{1,2}日).*$", r"\1", plain))
    return _day(int(ending[1]), int(ending[2]), int(ending[3]), tail) if ending else None


@dataclass
class _Item:
    """One holiday of the notice; a day without year or month has that of the day before it."""

    holiday: str
    words: str
    year: int
    month: int = 1

    def read(self) -> tuple[list[tuple[Label, date, date]], list[date]]:
        """The spans of rest and the days of work."""
        label = holiday_label(self.holiday)
        spans = self._spans()
        if not spans:
            raise NoticeError(_("“{holiday}”一项里没有读出放假的日子：{words}", holiday=self.holiday, words=self.words[:60]))
        self._compare_total(spans)
        work = [day for found in _WORK.finditer(self.words) for day in self._days(found[1], found.start())]
        for day in work:
            if day.weekday() < _SATURDAY:
                raise NoticeError(_("“{holiday}”一项说{day}上班，但这一天不是周末，请核对原文", holiday=self.holiday, day=day))
        return [(label, first, last) for first, last in spans], work

    def _spans(self) -> list[tuple[date, date]]:
        found: list[tuple[date, date]] = []
        for rest in _REST.finditer(self.words):
            first, *more = self._days(rest[1] + (f"、{rest[2]}" if rest[2] else ""), rest.start())
            last = more[0] if more else first
            if last < first or (last - first).days > 15:
                raise NoticeError(_("“{holiday}”一项的起止日期不对：{words}", holiday=self.holiday, words=rest[0]))
            found.append((first, last))
        found += [(day, day) for instead in _INSTEAD.finditer(self.words) for day in self._days(instead[1], instead.start())]
        return found

    def _days(self, words: str, place: int) -> list[date]:
        """The days in a list; the first takes what it leaves out from the days before it in the item."""
        before = list(_DATE.finditer(self.words, 0, place))
        year, month = self.year, next((int(each[2]) for each in reversed(before) if each[2]), self.month)
        days = []
        for each in _DATE.finditer(words):
            month = int(each[2] or month)
            # No holiday of a year lies in its December: the days before New Year are those of the year before.
            year = int(each[1]) if each[1] else self.year - (month == _DECEMBER)
            day = _day(year, month, int(each[3]), words)
            if each[4] and _WEEKDAYS[day.weekday()] != each[4]:
                raise NoticeError(_("“{words}”与日历不符：{day}是星期{weekday}", words=each[0], day=day,
                                    weekday=_WEEKDAYS[day.weekday()]))  # fmt: skip
            days.append(day)
        return days

    def _compare_total(self, spans: list[tuple[date, date]]) -> None:
        total = _TOTAL.search(self.words)
        counted = sum((last - first).days + 1 for first, last in spans)
        if total and int(total[1]) != counted:
            raise NoticeError(
                _("“{holiday}”一项写明共{total}天，读出的却是{counted}天，请核对原文",
                  holiday=self.holiday, total=int(total[1]), counted=counted)
            )  # fmt: skip


def _day(year: int, month: int, day: int, words: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoticeError(_("“{words}”不是日期，请核对原文", words=words[:40])) from error


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=past) for past in range((last - first).days + 1))


def _check(found: NoticeText) -> None:
    """No day stands twice, and every day belongs to the year or to the days around New Year."""
    named = [on for _holiday, first, last in found.rest for on in _span(first, last)] + list(found.work)
    for on in named:
        if named.count(on) > 1:
            raise NoticeError(_("{day}在通知里出现了两次，请核对原文", day=on))
        if not date(found.year - 1, 12, 20) <= on <= date(found.year + 1, 1, 5):
            raise NoticeError(_("{day}不属于{year}年的安排，请核对原文", day=on, year=found.year))


def _check_whole(found: NoticeText) -> None:
    """Every holiday that the rules give is there: else a part of the notice was left out when it was copied."""
    days = found.days()
    fixed = parameter("holidays.fixed_days").on(date(found.year, 1, 1)).value
    missing = {name["zh"] for on, name in fixed.items() if days.get(date.fromisoformat(f"{found.year}-{on}")) is None}
    moving = _file()["moving"]
    if found.year >= moving["since"]:
        named = "、".join(holiday.zh for holiday, _first, _last in found.rest)
        missing |= {holiday for holiday in moving["holidays"] if holiday not in named}
    if missing:
        raise NoticeError(_("通知里没有{holidays}的放假，可能没有复制完整；请粘贴全文", holidays=sorted(missing)))


@cache
def _file() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load_yaml(_NAMES)
    only_keys(data, {"names", "moving"}, required={"names", "moving"}, where=_NAMES.name)
    return data


def _names() -> Mapping[str, str]:
    names: Mapping[str, str] = _file()["names"]
    return names


def holiday_label(holiday: str) -> Label:
    """The holiday in both languages; one that has no English name here keeps its own."""
    parts = re.split(r"[、和]", holiday)
    return Label(holiday, " and ".join(_names().get(part, part) for part in parts))


def notice_yaml(found: NoticeText, announced: date, checked_on: date) -> str:
    """The notice as a file of ``law/calendar``."""
    rest = "\n".join(
        f"      - {{holiday: {{zh: {holiday.zh}, en: {holiday.en}}}, from: {first}, to: {last}}}"
        for holiday, first, last in found.rest
    )
    return (
        f"# Working days of {found.year}.\n"
        f"year: {found.year}\nsettled_until: {found.settled_until}\nchecked_on: {checked_on}\nnotices:\n"
        f"  - title: {found.title}\n    number: {found.number or 'null'}\n    issued: {found.issued or 'null'}\n"
        f"    announced: {announced}\n    rest:\n{rest}\n    work: [{', '.join(map(str, found.work))}]\n"
    )
