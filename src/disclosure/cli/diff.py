"""``gongkai report diff``: two reports beside each other, in the terminal, as a page, as data (比对)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from disclosure.checks.examination import Examination
from disclosure.cli.group import DONE, NOT_READ, Command
from disclosure.cli.inputs import edition_option, file_named, ocr_option, raise_unread
from disclosure.cli.outputs import not_over, page_option, save
from disclosure.cli.tables import terminal
from disclosure.comparing import (
    Change,
    Comparison,
    Pair,
    Piece,
    SectionCompared,
    TableCompared,
    compare,
    comparison_json,
    comparison_page,
    names_of,
)
from disclosure.form import DocumentType, Report
from disclosure.isolation import examine_files
from disclosure.language import _, render

_STYLES = {Change.NUMBERS: "yellow", Change.REWORDED: "blue", Change.ADDED: "green", Change.REMOVED: "red", Change.SAME: "dim"}


@click.command(cls=Command, help=str(_("比对两份报告：两年、两个机关或同一份的两稿，逐格比数字，逐句比文字。")))
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@page_option(str(_("另存为网页（.html），改动的句子左右对照。")), "--html", required=False)
@click.option("--json", "as_json", is_flag=True, help=str(_("输出 JSON。")))
@edition_option()
@ocr_option()
def diff(before: str, after: str, out: Path | None, as_json: bool, edition_files: Sequence[Path], ocr: bool) -> None:
    """What differs from A to B."""
    if out is not None:
        not_over(out, (before, after))
    files = [(name, file_named(name)) for name in (before, after)]
    reports = [_read(examination) for examination in examine_files(files, edition_files=edition_files, recognise=ocr)]
    comparison = compare(*reports)
    if out is not None:
        save(out, comparison_page(comparison))
    if as_json:
        click.echo(comparison_json(comparison).encode("utf-8", "replace").decode())
    else:
        _print(comparison)
        if out is not None:
            click.echo(str(_("已写到 {out}。", out=out)))
    sys.exit(DONE)


def _read(examination: Examination) -> Report:
    """The report of a file that has one; whoever compares wants to know at once where there is none."""
    report = examination.report
    if report.document_type is DocumentType.UNREADABLE:
        raise_unread(examination)
    if report.document_type is not DocumentType.ANNUAL_REPORT:
        click.echo(str(_("{file} 里没有读出年度报告，无从比对。", file=report.source.file)), err=True)
        sys.exit(NOT_READ)
    return report


def _print(comparison: Comparison) -> None:
    """The figures that differ as a table for each table of the form, then the sentences part by part."""
    console = terminal()
    for mark, name in zip("-+", names_of(comparison), strict=True):
        console.print(f"[bold]{mark}[/] {escape(name)}", highlight=False)
    facts = {"count": comparison.compared, "changed": comparison.changed}
    console.print(str(_("数字：比对{count}格，{changed}格不同", **facts)), highlight=False)
    for table in comparison.tables:
        if table.changed:
            console.print(_figures(table))
    console.print(str(_("文字：{counts}", counts=_counts(comparison))), highlight=False)
    for section in comparison.sections:
        _print_section(console, section)


def _figures(compared: TableCompared) -> Table:
    table = Table(title=escape(str(compared.title)), title_justify="left", box=None, header_style="bold", pad_edge=False)
    table.add_column(str(_("项目")), overflow="fold")
    for heading in (_("前"), _("后"), _("增减"), _("增减率")):
        table.add_column(str(heading), justify="right")
    for figure in compared.changed:
        cells = (figure.before or "—", figure.after or "—", figure.difference_text, figure.percent_text)
        table.add_row(*map(escape, (str(figure.label), *cells)))
    return table


def _counts(compared: Comparison | SectionCompared) -> str:
    if isinstance(compared, Comparison):
        counts = list(compared.counts.items())
    else:
        counts = [(change, compared.count(change)) for change in Change]
    return "  ".join(str(_("{change}{count}句", change=change.label, count=count)) for change, count in counts if count)


def _print_section(console: Console, section: SectionCompared) -> None:
    kept = section.kept_share
    share = str(_("（自己写的文字{share}%一字未改）", share=kept)) if kept else ""
    console.print(f"[bold]{escape(render(section.title))}[/]  {escape(_counts(section))}{escape(share)}", highlight=False)
    for pair in section.pairs:
        if pair.change is not Change.SAME:
            _print_pair(console, pair)


def _print_pair(console: Console, pair: Pair) -> None:
    style = _STYLES[pair.change]
    numbers = "  ".join(f"{old} → {new}" for old, new in pair.numbers)
    console.print(f"  [{style}]{escape(str(pair.change.label))}[/] {escape(numbers)}".rstrip(), highlight=False)
    for mark, pieces in zip("-+", pair.pieces, strict=True):
        if pieces:
            console.print(f"    {mark} {_marked(pieces)}", highlight=False)


def _marked(pieces: Sequence[Piece]) -> str:
    return "".join(f"[bold]{escape(piece.text)}[/]" if piece.is_changed else escape(piece.text) for piece in pieces)
