"""``gongkai law show``: the parameters and documents of the law as they stand, or stood on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from disclosure.cli.columns import columns
from disclosure.cli.group import Group
from disclosure.cli.usage import DAY
from disclosure.errors import LawError
from disclosure.language import Label, Message, _
from disclosure.law import DatedValue, LegalDocument, Parameter, documents, parameters

_UNITS = {
    "working_day": Label("个工作日", " working days"),
    "calendar_day": Label("日", " days"),
    "month": Label("个月", " months"),
}


@click.group("law", cls=Group, help=str(_("查看程序所依据的法律文件和法定参数。")))
def law() -> None:
    """Group of the commands on the law."""


@law.command("show", help=str(_("列出法定参数和法律文件及其施行日期、依据和核对情况。")))
@click.option("--on", type=DAY, metavar="DAY", help=str(_("只看这一天施行的，如 2019-05-14；缺省为最新的。")))
def show(on: date | None) -> None:
    """Print the parameters with their values and sources, then the documents in force."""
    click.echo(_("法定参数"))
    for line in columns(_parameter(each, on) for each in parameters().values()):
        click.echo(line)
    click.echo()
    click.echo(_("法律文件"))
    for line in columns(_document(each) for each in documents().values() if on is None or each.in_force(on)):
        click.echo(line)


def _parameter(asked: Parameter, on: date | None) -> tuple[str, ...]:
    try:
        dated = asked.newest if on is None else asked.on(on)
    except LawError:
        return asked.key, str(asked.term), str(_("当日没有规定")), "", "", ""
    since = _("{day}起", day=dated.first_day)
    value = _value(dated, asked.unit)
    return asked.key, str(asked.term), str(since), dated.citation.short(), str(dated.confidence.label), value


def _value(dated: DatedValue, unit: str) -> str:
    if unit in _UNITS:
        return f"{dated.value}{_UNITS[unit]}"
    return "；".join(_entries(dated.value)) if isinstance(dated.value, dict) else str(dated.value)


def _entries(value: dict[str, Any]) -> Iterator[str]:
    """The entries of a value of several parts, each in a few words."""
    for key, part in value.items():
        parts = part if isinstance(part, list) else [part]
        yield f"{key} " + "、".join(" ".join(map(str, each.values())) if isinstance(each, dict) else str(each) for each in parts)


def _document(document: LegalDocument) -> tuple[str, ...]:
    until: Message = _("至{day}", day=document.last_day) if document.last_day else _("现行")
    checked = _("{day}核对", day=document.checked_on)
    return document.name(), str(_("{day}起", day=document.first_day)), str(until), str(document.confidence.label), str(checked)
