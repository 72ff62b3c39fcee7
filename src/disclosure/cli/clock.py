"""``gongkai clock``: the due day of a reply with its day-by-day explanation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from disclosure.cli.columns import columns
from disclosure.cli.group import Command
from disclosure.cli.usage import DAY, SPAN, CountType, SpokenUsage
from disclosure.clock import (
    EVENT_NAMES,
    Standing,
    Timeline,
    TimelineDay,
    payment_due,
    remarks,
    reply_timeline,
    reply_timelines,
)
from disclosure.errors import reason
from disclosure.language import Label, Message, _, render
from disclosure.law import Day, DayKind, WorkCalendar, load_year, period, work_calendar
from disclosure.records import (
    ApplicationEvent,
    Channel,
    ConsultationAnswered,
    ConsultationSent,
    Corrected,
    CorrectionAsked,
    Extended,
    FeeNoticed,
    Paid,
    Received,
    Reopened,
    event_from,
)

#: Longest period that may be asked for; the clock prints every day of it.
LONGEST = 2000
#: Bytes of a file of events, and how many events it may hold; a case has a dozen.
LARGEST, MOST_EVENTS = 1_000_000, 500

WEEKDAYS = (
    Label("星期一", "Mon"),
    Label("星期二", "Tue"),
    Label("星期三", "Wed"),
    Label("星期四", "Thu"),
    Label("星期五", "Fri"),
    Label("星期六", "Sat"),
    Label("星期日", "Sun"),
)
CHANNELS = {
    Channel.COUNTER: Label("当面提交", "at the counter"),
    Channel.REGISTERED_POST: Label("需签收的邮寄", "registered post"),
    Channel.POST: Label("平常信函", "ordinary post"),
    Channel.ONLINE: Label("互联网渠道", "internet"),
    Channel.FAX: Label("传真", "fax"),
}
STANDINGS = {
    Standing.CONSULTATION: Label("征求意见，不计算", "consultation, excluded"),
    Standing.CORRECTION: Label("等待补正，不计算", "correction awaited, not counted"),
    Standing.PAYMENT: Label("等待缴费，不计算", "payment awaited, not counted"),
    Standing.DELAY: Label("延迟答复的期限之内", "within the delay that was set"),
}


class ChannelType(click.ParamType[Channel]):
    """A channel by its key."""

    name = "channel"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Channel:  # noqa: ARG002
        """The channel. Raises :class:`SpokenUsage`."""
        try:
            return Channel(str(value))
        except ValueError:
            known = [f"{channel}（{label.zh}）" for channel, label in CHANNELS.items()]
            raise SpokenUsage(_("没有名为“{value}”的渠道；可用：{known}", value=value, known=known)) from None


@click.command("clock", cls=Command, help=str(_("计算政府信息公开申请的答复期限，逐日说明每一天为什么计入或者不计入。")))
@click.option("--received", type=DAY, metavar="DAY", help=str(_("收到申请之日，如 2024-09-10。必填。")))
@click.option("--channel", type=ChannelType(), default=Channel.COUNTER.value, metavar="CHANNEL",
              help=str(_("渠道：counter 当面、registered_post 签收邮件、post 平常信函、online 互联网、fax 传真。")))  # fmt: skip
@click.option("--confirmed", type=DAY, metavar="DAY", help=str(_("与申请人确认之日（平常信函、互联网、传真），缺省为收到当日。")))
@click.option("--days", type=CountType(1, LONGEST), metavar="N", help=str(_("改用N个工作日的期限，缺省用法定答复期限。")))
@click.option("--corrected-asked", type=DAY, multiple=True, metavar="DAY", help=str(_("告知申请人补正之日。")))
@click.option("--corrected", type=DAY, multiple=True, metavar="DAY", help=str(_("收到补正的申请之日。")))
@click.option("--consultation", type=SPAN, multiple=True, metavar="FROM:TO",
              help=str(_("征求意见书发出之日与收到意见之日；尚未收到的写作 FROM:。可重复。")))  # fmt: skip
@click.option("--extend", is_flag=True, help=str(_("按法律允许的最长时间延长答复期限。")))
@click.option("--extended", type=CountType(1, LONGEST), metavar="N", help=str(_("延长N个工作日。")))
@click.option("--extended-on", type=DAY, metavar="DAY", help=str(_("决定延长之日，缺省为收到申请之日。")))
@click.option("--fee-noticed", type=DAY, metavar="DAY", help=str(_("申请人收到收费通知之日。")))
@click.option("--paid", type=DAY, metavar="DAY", help=str(_("申请人完成缴费之日。")))
@click.option("--events", type=click.Path(path_type=Path), metavar="FILE",
              help=str(_("从文件（JSON）读取一件申请的全部办理记录，代替以上各项。")))  # fmt: skip
@click.option("--notice", type=click.Path(path_type=Path), multiple=True, metavar="FILE",
              help=str(_("另加的放假安排，由 gongkai law calendar-import 生成。可重复。")))  # fmt: skip
@click.option("--as-of", type=DAY, metavar="DAY", help=str(_("截至这一天说明办理程序的提示，缺省为今天。")))
def clock(
    received: date | None,
    channel: Channel,
    confirmed: date | None,
    days: int | None,
    corrected_asked: tuple[date, ...],
    corrected: tuple[date, ...],
    consultation: tuple[tuple[date, date | None], ...],
    extend: bool,
    extended: int | None,
    extended_on: date | None,
    fee_noticed: date | None,
    paid: date | None,
    events: Path | None,
    notice: tuple[Path, ...],
    as_of: date | None,
) -> None:
    """Print every day from receipt to the due day, and the due day on the last line."""
    calendar = work_calendar().with_years(map(load_year, notice))
    if events is not None:
        if received is not None:
            raise SpokenUsage(_("--events 与 --received 只能用一个"))
        recorded = read_events(events)
        day = as_of or date.today()  # noqa: DTZ011 - the day where the terminal stands
        for line in case_explanation(recorded, calendar, day):
            click.echo(line)
        return
    if received is None:
        raise SpokenUsage(_("缺少收到申请之日，请用 --received 给出，如 --received 2024-09-10"))
    if extended is not None and extend:
        raise SpokenUsage(_("--extend 与 --extended 只能用一个"))
    told: list[ApplicationEvent] = [Received(received, channel, confirmed)]
    told += [*map(CorrectionAsked, _asked(confirmed or received, corrected_asked, corrected)), *map(Corrected, corrected)]
    told += _consultations(consultation)
    told += [FeeNoticed(fee_noticed)] if fee_noticed else []
    told += [Paid(paid)] if paid else []
    if extend or extended is not None or extended_on is not None:
        told.append(Extended(extended_on or confirmed or received, extended))
    timeline = reply_timeline(told, length=days, calendar=calendar)
    for line in explanation(timeline, days, _assumed(bool(corrected and not corrected_asked), extended_on, timeline)):
        click.echo(line)


def read_events(file: Path) -> list[ApplicationEvent]:
    """The events of a case from a JSON file: a list of objects as :func:`disclosure.records.event_to` writes them, or an object
    with that list under ``events``.

    Raises :class:`SpokenUsage` for a file that is not that, :class:`CaseError` for an event that does not exist.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise SpokenUsage(_("{file} 打不开：{reason}", file=file, reason=reason(error))) from error
    try:
        data = json.loads(content) if len(content) <= LARGEST else None
    except (ValueError, RecursionError):
        data = None
    found = data.get("events") if isinstance(data, dict) else data
    if not isinstance(found, list) or not 0 < len(found) <= MOST_EVENTS or not all(isinstance(each, dict) for each in found):
        raise SpokenUsage(
            _('{file} 不是办理记录：应为 JSON 列表，如 [{{"event": "received", "on": "2024-09-10"}}]，最多{most}条',
              file=file, most=MOST_EVENTS)
        )  # fmt: skip
    return [event_from(each) for each in found]


def _assumed(asking: bool, extended_on: date | None, timeline: Timeline) -> Iterator[Message]:
    """What was not given and had to be assumed; neither moves the due day."""
    zero = timeline.case.day_zero
    if asking:
        yield _("未给出告知补正之日（--corrected-asked），按收到申请之日{day}记录", day=zero)
    if extended_on is None and any(isinstance(event, Extended) for event in timeline.case.events):
        yield _("未给出决定延长之日（--extended-on），按收到申请之日{day}记录", day=zero)


def _asked(received: date, asked: Sequence[date], corrected: Sequence[date]) -> Sequence[date]:
    """The days of asking. A corrected application alone tells enough: it was asked for on some day since receipt."""
    if corrected and not asked:
        return (received,) if min(corrected) >= received else ()
    return asked


def _consultations(spans: Sequence[tuple[date, date | None]]) -> Iterator[ApplicationEvent]:
    for number, (sent, answered) in enumerate(spans, start=1):
        yield ConsultationSent(sent, name=str(number))
        if answered is not None:
            yield ConsultationAnswered(answered, name=str(number))


def explanation(timeline: Timeline, days: int | None = None, assumed: Iterable[Message] = ()) -> Iterator[str]:
    """The clock in lines: what is counted by which law, every day, and the due day last."""
    yield str(_heading(timeline, days))
    yield str(_opening(timeline))
    yield ""
    yield from columns(tuple(map(render, _row(entry, timeline.length))) for entry in timeline.days)
    yield ""
    yield from map(str, (*assumed, *_remarks(timeline)))
    yield str(_ending(timeline))


def case_explanation(events: Sequence[ApplicationEvent], calendar: WorkCalendar, on: date) -> Iterator[str]:
    """All phases of a case in lines, then the remarks on its course as it stands on a day, by article."""
    timelines = reply_timelines(events, calendar=calendar)
    for number, timeline in enumerate(timelines, start=1):
        if len(timelines) > 1:
            yield str(_("第{number}阶段", number=number))
        yield from explanation(timeline)
        yield ""
    for remark in remarks(tuple(events), calendar, on):
        yield str(_("提示：{day}，{message}（{law}）", day=remark.on, message=remark.message, law=remark.citation.short()))


def _opening(timeline: Timeline) -> Message:
    """From which day the phase counts, and why that day."""
    reopened = timeline.case.reopened
    if reopened is not None:
        return _("收到复议决定或者判决之日：{day}，当日不计入", day=reopened.on)
    return _("收到申请之日：{day}（{channel}，{law}），当日不计入", day=timeline.case.day_zero,
             channel=CHANNELS[timeline.case.received.channel], law=timeline.days[0].law)  # fmt: skip


def _heading(timeline: Timeline, days: int | None) -> Message:
    if timeline.case.reopened is not None and timeline.set_day is not None:
        return _("期限由复议决定或者判决确定：{day}", day=timeline.set_day)
    if days is not None:
        return _("期限：{days}个工作日（按 --days）", days=days)
    return _("{term}：{length}（{law}）", term=timeline.period.term, length=timeline.period.label, law=timeline.period.citation)


def _row(entry: TimelineDay, length: int) -> tuple[object, ...]:
    return (entry.day.on, WEEKDAYS[entry.day.on.weekday()], _kind(entry.day), _count(entry, length), _events(entry))


def _kind(day: Day) -> object:
    """What the calendar says of the day, with the notice behind it."""
    if day.kind is DayKind.HOLIDAY and day.notice is None:
        return _("{holiday}放假（通知尚未公布）", holiday=day.holiday)
    if day.kind is DayKind.HOLIDAY and day.notice:
        return _("{holiday}放假（{notice}）", holiday=day.holiday, notice=day.notice.name)
    if day.kind is DayKind.MAKE_UP and day.notice:
        return _("调休上班（{notice}）", notice=day.notice.name)
    if day.kind is DayKind.WEEKEND:
        return _("周末") if day.announced else _("周末（通知尚未公布）")
    return _("工作日") if day.announced else _("工作日（通知尚未公布）")


def _count(entry: TimelineDay, length: int) -> object:
    if entry.standing is Standing.COUNTED:
        return _("第{count}个工作日，共{length}个", count=entry.count, length=length)
    if entry.standing is Standing.DAY_ZERO:
        restarted = not any(isinstance(event, Received | Reopened) for event in entry.events)
        return _("重新计算，当日不计入（{law}）", law=_short(entry)) if restarted else _("当日不计入")
    if entry.standing is Standing.REST:
        return _("不计入")
    return _("{standing}（{law}）", standing=STANDINGS[entry.standing], law=_short(entry))


def _short(entry: TimelineDay) -> str:
    return entry.law.short() if entry.law else ""


def _events(entry: TimelineDay) -> object:
    return tuple(EVENT_NAMES[type(event)] for event in entry.events)


def _remarks(timeline: Timeline) -> Iterator[Message]:
    """What the reader should know besides the day itself."""
    for event in timeline.case.events:
        if isinstance(event, Extended):
            yield _("答复期限延长{days}个工作日，延长后共{length}个工作日", length=timeline.length,
                    days=event.days or period("application.extension", timeline.case.day_zero).length)  # fmt: skip
    for exclusion in timeline.exclusions:
        if exclusion.lapsed:
            yield _("征求意见的期限于{day}届满，之后的时间照常计算", day=exclusion.last)
    for event in timeline.without_effect:
        name = EVENT_NAMES[type(event)]
        yield _("注意：{day}的“{event}”在期限届满之后，不影响届满日", day=event.on, event=name)
    if timeline.due is not None and timeline.due.provisional:
        yield _("注意：期限跨入国务院办公厅尚未公布放假安排的日子，届满日是暂定的，公布后请重新计算")


def _ending(timeline: Timeline) -> Message:
    if timeline.due is not None:
        return _("答复期限届满日：{day}（{weekday}）", day=timeline.due.on, weekday=WEEKDAYS[timeline.due.on.weekday()])
    if timeline.waiting is Standing.PAYMENT:
        return _("答复期限暂停：等待申请人缴费，缴费期限至{day}", day=_payment_day(timeline))
    return _("答复期限暂停：等待申请人补正，收到补正的申请之日起重新计算")


def _payment_day(timeline: Timeline) -> date:
    noticed = [event for event in timeline.case.events if isinstance(event, FeeNoticed)]
    return payment_due(noticed[-1], work_calendar()).on
