"""``gongkai register``: the register of agencies (机关名录), checked, and asked what a printed name means."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from disclosure.agencies import Agency, read_register
from disclosure.cli.columns import columns
from disclosure.cli.group import DONE, ERRORS_FOUND, Group
from disclosure.cli.usage import DAY
from disclosure.language import _

_REGISTER = click.argument("register", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="REGISTER")


@click.group("register", cls=Group, help=str(_("检查机关名录（CSV），由印出的名称查机构代码。")))
def register_group() -> None:
    """The commands about the register of agencies."""


@register_group.command(help=str(_("检查名录：代码、起止日期、上级、承继机关有没有矛盾。")))
@_REGISTER
def check(register: Path) -> None:
    """Say how many agencies the register has; what is wrong with it is an error."""
    known = read_register(register)
    click.echo(
        str(
            _(
                "{file}：{agencies}个机关，{entries}条，没有矛盾。",
                file=register.name,
                agencies=len(known),
                entries=len(known.entries),
            )
        )
    )


@register_group.command(help=str(_("查一个印出的名称是哪个机关；恰有一个相符才给出代码，否则列出可能的机关（退出状态 1）。")))
@_REGISTER
@click.argument("name")
@click.option("--on", type=DAY, metavar="DAY", help=str(_("在哪一天，如 2024-09-10；缺省为不知道是哪一天。")))
def find(register: Path, name: str, on: date | None) -> None:
    """The agency of that name with its code, or those that it may be."""
    known = read_register(register)
    fit = known.fit(name, on)
    if fit.code:
        entry = known.agency(fit.code, on)
        _print([entry] if entry else [])
        sys.exit(DONE)
    click.echo(str(_("“{name}”不能断定是哪个机关。", name=name)), err=True)
    _print([entry for code in fit.candidates for entry in known.entries if entry.code == code])
    sys.exit(ERRORS_FOUND)


def _print(entries: list[Agency]) -> None:
    rows = [(entry.code, entry.name, _days(entry), entry.level or "", entry.successor or "") for entry in entries]
    for line in columns(rows) if rows else ():
        click.echo(line)


def _days(entry: Agency) -> str:
    return f"{entry.valid_from or ''}–{entry.valid_to or ''}".strip("–")
