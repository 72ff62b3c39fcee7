"""``gongkai law``: the law as the program applies it, on a day; and the import of the yearly notice on days off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from disclosure.cli.columns import columns
from disclosure.cli.group import Group
from disclosure.cli.usage import DAY, SpokenUsage
from disclosure.errors import CalendarError, LawError, reason
from disclosure.language import Message, _
from disclosure.law import (
    DoubtfulPoint,
    HolidayNotice,
    LegalDocument,
    NoticedYear,
    Parameter,
    cite,
    documents,
    doubtful_points,
    doubts,
    notice_yaml,
    parameters,
    read_notice,
    work_calendar,
)
from disclosure.law.words import day_words, value_words
from disclosure.records import outcomes, outcomes_source
from disclosure.records.exemptions import exemptions

#: Bytes of a file with a notice; its text has about two thousand characters.
LARGEST = 200_000


@click.group("law", cls=Group, help=str(_("查看程序所依据的法律文件和法定参数，导入放假安排。")))
def law() -> None:
    """Group of the commands on the law."""


@law.command("show", help=str(_("列出法定参数、存疑之处、放假安排和法律文件，连同施行日期、依据和核对情况。")))
@click.option("--on", type=DAY, metavar="DAY", help=str(_("只看这一天施行的，如 2019-05-14；缺省为最新的。")))
def show(on: date | None) -> None:
    """Print the parameters, the decisions and grounds, the doubtful points, the notices, then the documents in force."""
    _print(_("法定参数"), (_parameter(each, on) for each in parameters().values()))
    _print(_("办理结果"), _decisions(on))
    _print(_("不予公开的情形"), _grounds(on))
    _print(
        _("存疑之处（缺省的理解）"), (_point(each) for each in doubtful_points().values() if on is None or each.first_day <= on)
    )
    click.echo(_("尚待核对"))
    for doubt in doubts():
        click.echo(str(_("{question}{practice}", question=doubt.question, practice=doubt.practice)))
    click.echo()
    _print(_("放假安排"), (row for year in _years(on) for row in _notices(year)))
    _print(_("法律文件"), (_document(each) for each in documents().values() if on is None or each.in_force(on)))


def _print(heading: Message, rows: Iterator[tuple[str, ...]]) -> None:
    shown = list(rows)
    click.echo(heading)
    for line in columns(shown) if shown else ():
        click.echo(line)
    click.echo()


def _parameter(asked: Parameter, on: date | None) -> tuple[str, ...]:
    try:
        dated = asked.newest if on is None else asked.on(on)
    except LawError:
        return asked.key, str(asked.term), str(_("本程序未收录该日的规定")), "", "", "", "", ""
    since = _("{day}起", day=dated.first_day)
    decided = _("按{day}适用", day=day_words(asked.decided_by))
    checked = _("{day}核对", day=asked.checked_on)
    words = "；".join(map(str, value_words(asked, dated)))
    return (asked.key, str(asked.term), str(since), dated.citation.short(), str(dated.confidence.label), str(decided),
            str(checked), words)  # fmt: skip


def _decisions(on: date | None) -> Iterator[tuple[str, ...]]:
    """Every way to decide on an application, with its articles; none before the law that knows them."""
    if on is not None and on < outcomes_source().first_day:
        return
    for row, outcome in outcomes().items():
        for each in outcome.decisions:
            yield row, str(each.label), _articles(each.articles, on), str(_("须说明理由")) if outcome.reason_required else ""


def _articles(keys: tuple[str, ...], on: date | None) -> str:
    """Articles as they stood on a day, "" for those of a law that was not there yet; the newest without a day."""
    found = []
    for key in keys:
        try:
            found.append(cite(key, on=on).short() if on else cite(key).short())
        except LawError:
            continue
    return "、".join(found)


def _grounds(on: date | None) -> Iterator[tuple[str, ...]]:
    """The grounds for withholding that a reply is checked against, with what lifts them."""
    known = exemptions()
    for row, ground in known.grounds.items() if on is None or on >= known.first_day else ():
        duty = _("应当不公开") if ground.must else _("可以不公开")
        yield (
            row,
            str(ground.name),
            _articles(ground.articles, on),
            str(duty),
            str(_("{day}核对", day=known.checked_on)),
            str(ground.unless or ""),
        )


def _point(point: DoubtfulPoint) -> tuple[str, ...]:
    return point.key, str(point.term), point.citation.short(), str(point.words(point.default)), str(point.reason)


def _years(on: date | None) -> tuple[NoticedYear, ...]:
    """The years of the calendar as it was known on a day; none before the first notice on record."""
    try:
        return work_calendar(on).years
    except CalendarError:
        return ()


def _notices(year: NoticedYear) -> Iterator[tuple[str, ...]]:
    for notice, _days in year.notices:
        announced = _("{day}公布", day=notice.announced)
        yield str(year.year), notice.name, str(announced), str(_amends(notice)), str(notice.note or "")


def _amends(notice: HolidayNotice) -> Message | str:
    return _("修改{number}", number=notice.amends) if notice.amends else ""


def _document(document: LegalDocument) -> tuple[str, ...]:
    until: Message = _("至{day}", day=document.last_day) if document.last_day else _("现行")
    checked = _("{day}核对", day=document.checked_on)
    return document.name(), str(_("{day}起", day=document.first_day)), str(until), str(document.confidence.label), str(checked)


@law.command("calendar-import", help=str(_("把国务院办公厅部分节假日安排的通知（文字）变成放假安排的数据文件。")))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--announced", type=DAY, metavar="DAY", help=str(_("公布之日；缺省为通知的成文日期。")))
@click.option("--checked", type=DAY, metavar="DAY", help=str(_("核对之日；缺省为今天。")))
def calendar_import(file: Path, announced: date | None, checked: date | None) -> None:
    """Print the notice in a text file as a file of ``law/calendar``; its name should be the year."""
    found = read_notice(_text(file))
    day = announced or found.issued
    if day is None:
        raise SpokenUsage(_("通知里没有成文日期，请用 --announced 给出公布之日，如 --announced 2026-11-05"))
    compared = checked or date.today()  # noqa: DTZ011 - the day where the terminal stands
    click.echo(notice_yaml(found, day, compared), nl=False)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise SpokenUsage(_("{file} 打不开：{reason}", file=file, reason=reason(error))) from error
    if len(content) > LARGEST:
        raise SpokenUsage(_("{file} 过大，不像是通知的文字", file=file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")
