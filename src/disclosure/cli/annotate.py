"""``gongkai report annotate``: findings that come back to the author, in the author's own file (批注、核对表、函)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from disclosure.checks.finding import Severity
from disclosure.cli.group import DONE, Command
from disclosure.cli.inputs import edition_option, file_named, ocr_option, raise_unread
from disclosure.cli.outputs import not_over, output_option, save
from disclosure.form import DocumentType
from disclosure.isolation import make_from_file
from disclosure.language import Message, _

if TYPE_CHECKING:
    from disclosure.annotating.kinds import Annotated


@click.command(
    cls=Command, help=str(_("把问题写回报告：.docx 在原文件的每一处加批注，.xlsx 为标出问题的表格，--letter 为一封函。"))
)
@click.argument("source", metavar="IN")
@output_option(str(_("写到哪里（.docx 或 .xlsx）。")))
@click.option("--letter", is_flag=True, help=str(_("写成一封逐项列出问题的函（.docx）。")))
@edition_option()
@ocr_option()
def annotate(source: str, out: Path, letter: bool, edition_files: tuple[Path, ...], ocr: bool) -> None:
    """One file with the findings in it, or a letter about them."""
    from disclosure.annotating.kinds import KINDS, UnknownKindError, made_of

    kind = "letter" if letter else out.suffix.lower().lstrip(".")
    if kind not in KINDS or (letter and out.suffix.lower() != ".docx"):
        raise click.UsageError(str(UnknownKindError(out.suffix)))
    not_over(out, (source,))
    examination, made = make_from_file(
        file_named(source), made_of, name=source, edition_files=edition_files, recognise=ocr, kind=kind
    )
    if examination.report.document_type is DocumentType.UNREADABLE or made is None:
        raise_unread(examination)
    save(out, made.data)
    click.echo(str(_said(made, out)))
    if kind == "docx" and not made.is_own:
        click.echo(str(_("原文件不是 .docx，批注加在按官方格式另排的文件里。")))
    for severity in Severity:
        if count := examination.count(severity):
            click.echo(str(_("{severity}{count}处", severity=severity.label, count=count)))
    sys.exit(DONE)


def _said(made: Annotated, out: Path) -> Message:
    if not made.count:
        return _("没有发现问题；已写到 {out}。", out=out)
    return _("{count}处问题已写到 {out}。", count=made.count, out=out)
