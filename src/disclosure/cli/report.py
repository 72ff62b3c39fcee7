"""``gongkai report``: read, check, examine and write annual reports (年度报告)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from disclosure.agencies import read_register, with_agency
from disclosure.checks.examination import Examination
from disclosure.checks.finding import Severity
from disclosure.cli.annotate import annotate
from disclosure.cli.diff import diff
from disclosure.cli.fill import fill
from disclosure.cli.group import DONE, ERRORS_FOUND, NOT_READ, Group
from disclosure.cli.inputs import file_named, files_named, ocr_option, raise_unread, workers
from disclosure.cli.outputs import not_over, output_option, page_option, save
from disclosure.examine import examine_together
from disclosure.form import DocumentType, edition_named, editions
from disclosure.isolation import examine_files
from disclosure.language import _, language_in_force
from disclosure.reading.sources import Provenances, source_list
from disclosure.writing.formats import SUFFIXES

#: Below this many files one child is as quick as several, since each has to start.
_FILES_A_WORKER = 8


@click.group(cls=Group, help=str(_("读取、检查、体检、生成年度报告。")))
def report() -> None:
    """The commands about annual reports."""


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments that all of these commands share."""
    for decorate in (
        click.argument("files", nargs=-1, required=True, metavar="FILE…"),
        click.option("--edition", "edition_files", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=str(_("另加一版格式的数据文件（可多次给出）。"))),
        click.option("--source-list", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=str(_("来源清单 CSV：file,url,captured_on,published_on。"))),
        click.option("--register", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=str(_("机关名录 CSV：由机关名称得出机构代码。"))),
        ocr_option(),
    ):  # fmt: skip
        command = decorate(command)
    return command


@report.command(help=str(_("读出报告的数字、文字与位置。FILE 可以是文件、文件夹、压缩包（.zip）或通配符。")))
@_common
@click.option(
    "--format", "output_format", type=click.Choice(["jsonl", "table"]), default="table", help=str(_("输出格式，默认 table。"))
)
@click.option("--no-cells", is_flag=True, help=str(_("不输出逐格清单。")))
@click.option("--no-findings", is_flag=True, help=str(_("不输出问题。")))
@click.option("--unmasked", is_flag=True, help=str(_("不遮盖个人号码。")))
def read(
    files: Sequence[str],
    edition_files: Sequence[Path],
    source_list: Path | None,
    register: Path | None,
    ocr: bool,
    output_format: str,
    no_cells: bool,
    no_findings: bool,
    unmasked: bool,
) -> None:
    """One line of JSON for each file, or a table of the main figures."""
    from disclosure.cli.tables import figures_table
    from disclosure.writing.json import report_line

    examinations = []
    for examination in _examined(files, edition_files, source_list, register, ocr=ocr):
        examinations.append(examination)
        if output_format == "jsonl":
            line = report_line(
                examination.report, examination.findings, cells=not no_cells, include_findings=not no_findings, unmasked=unmasked
            )
            click.echo(line.encode("utf-8", "surrogatepass") + b"\n", nl=False)
    if output_format == "table":
        figures_table(examinations)
    sys.exit(_status(examinations, errors_count=False))


@report.command(help=str(_("检查报告，在终端列出问题；给出几年或几个机关的，也作跨年、跨机关比较。")))
@_common
def check(
    files: Sequence[str], edition_files: Sequence[Path], source_list: Path | None, register: Path | None, ocr: bool
) -> None:
    """The findings of each file, worst first."""
    from disclosure.cli.tables import print_findings

    examinations = _together(files, edition_files, source_list, register, ocr=ocr)
    for examination in examinations:
        print_findings(examination)
    sys.exit(_status(examinations, errors_count=True))


@report.command(help=str(_("年报体检：生成一个可以双击打开的网页。")))
@_common
@page_option(str(_("网页存到哪里（.html）。")))
def examine(
    files: Sequence[str], edition_files: Sequence[Path], source_list: Path | None, register: Path | None, ocr: bool, out: Path
) -> None:
    """One self-contained page with a card for each report."""
    from disclosure.writing.checkup import checkup_page

    not_over(out, (name for name, _place in files_named(files, quiet=True)))
    examinations = _together(files, edition_files, source_list, register, ocr=ocr)
    page = checkup_page(examinations, language=language_in_force())
    save(out, page.encode("utf-8", "replace"))
    found = {severity: sum(entry.count(severity) for entry in examinations) for severity in Severity}
    click.echo(
        str(
            _(
                "已检查{count}个文件：错误{errors}处，需核对{warnings}处，提示{notices}处。结果在 {out}，双击即可打开。",
                count=len(examinations),
                errors=found[Severity.ERROR],
                warnings=found[Severity.WARNING],
                notices=found[Severity.NOTICE],
                out=out,
            )
        )
    )
    sys.exit(_status(examinations, errors_count=True))


@report.command(help=str(_("把任何一份报告写成 Word、PDF、Excel、网页或数据。")))
@click.argument("source", metavar="IN")
@output_option(str(_("写到哪里；后缀决定格式：{known}。", known=SUFFIXES)))
@click.option("--edition", "edition_files", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help=str(_("另加一版格式的数据文件（可多次给出）。")))  # fmt: skip
@click.option("--unmasked", is_flag=True, help=str(_("不遮盖个人号码。")))
@ocr_option()
def write(source: str, out: Path, edition_files: Sequence[Path], unmasked: bool, ocr: bool) -> None:
    """The report in the official layout, or as data."""
    from disclosure.writing import UnknownFormatError, write_report

    not_over(out, (source,))
    examination = _made_of_one(source, edition_files, ocr=ocr)
    if examination.report.document_type is DocumentType.UNREADABLE:
        raise_unread(examination)
    try:
        data = write_report(examination, out.suffix, unmasked=unmasked)
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from error
    save(out, data)
    click.echo(str(_("已写到 {out}。", out=out)))
    sys.exit(DONE)


@report.command(
    short_help=str(_("写出一份官方格式的空表。")),
    help=str(
        _(
            "写出一份官方格式的空表（.docx、.pdf、.xlsx、.html）。EDITION 是格式版本：{known}；缺省为 {newest}。",
            known=[form.key for form in editions()],
            newest=editions()[0].key,
        )
    ),
)
@click.argument("edition", type=click.Choice([form.key for form in editions()]), default=editions()[0].key, metavar="[EDITION]")
@output_option(str(_("写到哪里；后缀决定格式：{known}。", known=SUFFIXES)))
def blank(edition: str, out: Path) -> None:
    """The official form of an edition with nothing in it."""
    from disclosure.writing import UnknownFormatError, write_report
    from disclosure.writing.blank import blank_form

    try:
        data = write_report(Examination(blank_form(edition_named(edition)), (), ()), out.suffix)
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from error
    save(out, data)
    click.echo(str(_("已写到 {out}。", out=out)))
    sys.exit(DONE)


report.add_command(annotate)
report.add_command(fill)
report.add_command(diff)


def _made_of_one(source: str, edition_files: Sequence[Path], *, ocr: bool) -> Examination:
    """The examination of the one file that is named."""
    named = [(source, file_named(source))]
    return next(examine_files(named, edition_files=edition_files, sources=Provenances(), recognise=ocr))


def _examined(
    files: Sequence[str], edition_files: Sequence[Path], listed: Path | None, register: Path | None = None, *, ocr: bool = False
) -> Iterator[Examination]:
    """The examinations of the files, in their order, with a progress bar where somebody watches."""
    named = files_named(files)
    count = min(workers(), max(1, len(named) // _FILES_A_WORKER))
    sources = Provenances(source_list(listed) if listed else None)
    known = read_register(register) if register else None
    found = examine_files(named, edition_files=edition_files, workers=count, sources=sources, recognise=ocr)
    with _progress(len(named)) as advance:
        for examination in found:
            yield replace(examination, report=with_agency(examination.report, known))
            advance()


def _together(
    files: Sequence[str], edition_files: Sequence[Path], listed: Path | None, register: Path | None, *, ocr: bool
) -> Sequence[Examination]:
    """The examinations of the files; several are also compared across years and agencies."""
    found = list(_examined(files, edition_files, listed, register, ocr=ocr))
    return examine_together(found) if len(found) > 1 else found


def _progress(count: int) -> Any:
    """A progress bar on a terminal that waits for more than a few files; nothing otherwise."""
    if count < _FILES_A_WORKER or not sys.stderr.isatty():
        return nullcontext(lambda: None)
    from disclosure.cli.tables import progress

    return progress(count)


def _status(examinations: Sequence[Examination], *, errors_count: bool) -> int:
    """The exit status: some file could not be read, else some finding is an error, else fine."""
    if any(entry.report.document_type is DocumentType.UNREADABLE for entry in examinations):
        return NOT_READ
    if errors_count and any(entry.count(Severity.ERROR) for entry in examinations):
        return ERRORS_FOUND
    return DONE
