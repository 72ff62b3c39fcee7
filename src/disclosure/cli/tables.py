"""What the terminal shows: the main figures of reports, their findings, and how far a long run is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Severity
from disclosure.form import DocumentType, Report
from disclosure.language import Message, _
from disclosure.privacy import mask
from disclosure.writing.main_figures import main_figure
from disclosure.writing.places import address_words, place_words

#: The figures of the overview: a heading and the cells whose sum it shows.
_FIGURES: tuple[tuple[Message, tuple[str, ...]], ...] = (
    (_("新收"), ("applications.received.total",)),
    (_("结转入"), ("applications.carried_over.total",)),
    (_("办结"), ("applications.total.total",)),
    (_("结转出"), ("applications.carried_forward.total",)),
    (_("复议"), ("disputes.reconsideration.total",)),
    (_("诉讼"), ("disputes.litigation_direct.total", "disputes.litigation_after_reconsideration.total")),
)
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "dim"}
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


def figures_table(examinations: Sequence[Examination]) -> None:
    """A line for each report with its main figures; a dash where the report has no such number."""
    console = terminal()
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in (_("文件"), _("机关"), _("年度"), _("格式")):
        table.add_column(str(heading), overflow="fold")
    for heading, _cells in _FIGURES:
        table.add_column(str(heading), justify="right")
    table.add_column(str(_("问题")))
    for examination in examinations:
        table.add_row(*_line(examination))
    console.print(table)


def _line(examination: Examination) -> list[str]:
    report = examination.report
    head = [report.source.file, report.agency or "—", str(report.year or "—"), report.edition.key if report.edition else "—"]
    if report.document_type is not DocumentType.ANNUAL_REPORT:
        return [
            *map(escape, head),
            *["—"] * len(_FIGURES),
            escape(str(examination.findings[0].message) if examination.findings else ""),
        ]
    return [*map(escape, head), *(_figure(report, cells) for _heading, cells in _FIGURES), _counted(examination)]


def _figure(report: Report, cells: Sequence[str]) -> str:
    value = main_figure(report, cells)
    return "—" if value is None else str(value)


def _counted(examination: Examination) -> str:
    parts = [
        f"[{_STYLES[severity]}]{severity.label} {examination.count(severity)}[/]"
        for severity in _WORST_FIRST
        if examination.count(severity)
    ]
    return " ".join(parts) or str(_("没有发现问题"))


def print_findings(examination: Examination) -> None:
    """The findings of one report, worst first, each with its place, the law and what to do."""
    console = terminal()
    report = examination.report
    name = " ".join(str(part) for part in (report.agency, report.year) if part)
    console.print(f"[bold]{escape(report.source.file)}[/]  {escape(name)}", highlight=False)
    console.print("  " + _counted(examination), highlight=False)
    for severity in _WORST_FIRST:
        for finding in examination.findings:
            if finding.severity is severity:
                _print_finding(console, finding, report)
    console.print()


def _print_finding(console: Console, finding: Finding, report: Report) -> None:
    style = _STYLES[finding.severity]
    where = place_words(_place_of(finding, report))
    message = _("{message}（{place}）", message=finding.message, place=where) if where else finding.message
    console.print(f"  [{style}]{finding.severity.label}[/] {escape(str(message))}", highlight=False)
    for other in finding.beside:
        at = address_words(report, other.at)
        words = _("对照 {file}“{at}”：{words}", file=other.file, at=at, words=mask(other.words))
        console.print(f"      {escape(str(words))}", highlight=False)
    if finding.advice:
        console.print(f"      {escape(str(finding.advice))}", style="dim", highlight=False)
    law = f"{finding.law} · " if finding.law else ""
    console.print(f"      {escape(law + finding.rule)}", style="dim", highlight=False)


def _place_of(finding: Finding, report: Report) -> str | None:
    """Where a finding stands in the source: its own place, else that of the first words it quotes."""
    if finding.place or not finding.quotes:
        return finding.place
    section = report.section(finding.quotes[0].section)
    return section.place_at(finding.quotes[0].start) if section else None


@contextmanager
def progress(count: int, title: Message | None = None) -> Iterator[Callable[..., None]]:
    """A bar on the error output; calling what is yielded moves it on by one file, or by the number given."""
    columns = (TextColumn(str(title or _("正在检查"))), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count)
        yield lambda files=1: bar.advance(task, files)


def plain_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under the names of their columns."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        table.add_column(escape(name), overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    terminal().print(table)


def terminal() -> Console:
    """A terminal; where the output is no terminal, lines are not wrapped."""
    console = Console()
    return console if console.is_terminal else Console(width=400, soft_wrap=True)
