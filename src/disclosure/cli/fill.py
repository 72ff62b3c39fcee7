"""``gongkai report fill``: a report's figures put into a form that somebody sent (填表)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from disclosure.cli.group import DONE, ERRORS_FOUND, NOT_READ, Command
from disclosure.cli.inputs import bytes_of, edition_option, file_named, raise_unread
from disclosure.cli.outputs import not_over, output_option, save
from disclosure.errors import UnreadableError
from disclosure.filling import Filled, check_kind, rows_of
from disclosure.form import DocumentType, Report, editions, load_edition
from disclosure.isolation import MEMORY, SECONDS, make_from_file
from disclosure.isolation.errand import run
from disclosure.language import Message, _
from disclosure.privacy import mask

#: So many lines of what was left out are shown; a form of another edition can leave out hundreds.
_MOST_LINES = 40


@click.command(
    cls=Command,
    help=str(_("把报告里的数填进别人发来的空表：只填认得准的格，其余一一说明，别的内容原样不动。")),
)
@click.argument("blank", metavar="BLANK")
@click.option("--from", "source", required=True, metavar="REPORT", help=str(_("数从哪份报告来（任何读得出的格式）。")))
@output_option(str(_("填好的表写到哪里，格式与空表相同。")))
@click.option("--overwrite", is_flag=True, help=str(_("表里已有的数也改写；不给出时保留原数并说明。")))
@edition_option()
def fill(blank: str, source: str, out: Path, overwrite: bool, edition_files: Sequence[Path]) -> None:
    """The form with the figures, and what could not be placed."""
    form = _form(blank)
    if out.suffix.lower() != Path(blank).suffix.lower():
        raise click.UsageError(str(_("填好的表与空表是同一种格式，请把 -o 的后缀写成“{suffix}”。", suffix=Path(blank).suffix)))
    not_over(out, (blank, source))
    examination, _made = make_from_file(file_named(source), None, name=source, edition_files=edition_files)
    report = examination.report
    if report.document_type is DocumentType.UNREADABLE:
        raise_unread(examination)
    if report.edition is None or report.document_type is not DocumentType.ANNUAL_REPORT:
        click.echo(str(_("{file} 里没有读出年度报告的数，没有可填的。", file=report.source.file)), err=True)
        sys.exit(NOT_READ)
    known = (*(load_edition(path) for path in edition_files), *editions())
    try:
        made: Filled = run("fill", form, report, known, overwrite, memory=MEMORY, seconds=SECONDS)
    except UnreadableError as error:
        _raise_unfit(blank, error)
    save(out, made.data)
    _say(made, report, out)
    sys.exit(ERRORS_FOUND if made.left else DONE)


def _form(blank: str) -> bytes:
    """The bytes of the form, once it is a kind of file that can be filled in: what cannot is said before anything else."""
    try:
        data = bytes_of(Path(blank))
        check_kind(data)
    except UnreadableError as error:
        _raise_unfit(blank, error)
    return data


def _raise_unfit(blank: str, error: UnreadableError) -> NoReturn:
    click.echo(f"{blank}：{error.message}", err=True)
    sys.exit(NOT_READ)


def _say(made: Filled, report: Report, out: Path) -> None:
    click.echo(str(_("填入{count}格，已写到 {out}。", count=len(made.placed), out=out)))
    if made.same:
        click.echo(str(_("{count}格原来就是这个数。", count=made.same)))
    if report.edition and made.edition.key != report.edition.key:
        editions_of = {"form": made.edition.title, "own": report.edition.title}
        click.echo(str(_("表样是《{form}》，报告是《{own}》：只填两版都有的格。", **editions_of)))
    _list(_("没有填入的{count}格：", count=len(made.left)), [_line(*row) for row in rows_of(made.left, report.edition)])
    _list(_("表样有、报告没有的{count}格：", count=len(made.empty)), [_line(*row) for row in rows_of(made.empty, made.edition)])


def _line(label: object, why: Message | None, count: int) -> str:
    named = str(_("{label}（{count}格）", label=mask(str(label)), count=count)) if count > 1 else mask(str(label))
    return str(_("{label}：{why}", label=named, why=why)) if why else named


def _list(heading: Message, lines: Sequence[str]) -> None:
    if lines:
        click.echo(str(heading))
        for line in lines[:_MOST_LINES]:
            click.echo(f"  {line}")
        if len(lines) > _MOST_LINES:
            click.echo("  " + str(_("……另有{count}行，不再列出。", count=len(lines) - _MOST_LINES)))
