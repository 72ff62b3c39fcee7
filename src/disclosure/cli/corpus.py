"""``gongkai corpus``: thousands of reports as one data set, asked by SQL, taken out as tables."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from disclosure.cli.group import Group
from disclosure.cli.inputs import edition_option, files_named, workers
from disclosure.cli.outputs import output_option, saved
from disclosure.language import Message, _

if TYPE_CHECKING:
    from disclosure.corpus.build import Built
    from disclosure.corpus.engines import Engine
    from disclosure.corpus.hands import Hands

_VIEWS = ("reports", "cells", "findings", "figures")
#: Rows that the terminal shows of an answer; files get all of them.
_SHOWN = 100
_COMPLAINTS = 5
_UNREAD = "SELECT file, error FROM reports WHERE error IS NOT NULL"
_ACROSS = "SELECT file, message, beside FROM findings WHERE len(beside) > 0"
_DATASET = click.argument("dataset", type=click.Path(file_okay=False, path_type=Path))


def _hands_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say who does the work."""
    for option in (
        click.option(
            "--workers", "count", metavar="N", type=click.IntRange(min=1), help=str(_("几个进程同时做；缺省按处理器个数。"))
        ),
        click.option(
            "--scheduler", metavar="ADDRESS", help=str(_("分布式调度器的地址，如 tcp://10.0.0.1:8786；不给则在本机起几个节点。"))
        ),
        click.option("--engine", type=click.Choice(["local", "distributed"]), default="local",
                     help=str(_("由谁来做：本机的进程，或分布式的计算节点。"))),
    ):  # fmt: skip
        command = option(command)
    return command


@click.group("corpus", cls=Group, help=str(_("把成千上万份报告读成一个数据集，用 SQL 查询，导出表格。")))
def corpus() -> None:
    """The commands about many reports at once."""


@corpus.command(
    help=str(_("把文件读进数据集。FILE 可以是文件、文件夹、压缩包（.zip）或通配符；中断后再运行一次即可接着读，已读的不再读。"))
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-o", "--output", "dataset", required=True, type=click.Path(file_okay=False, path_type=Path),
              help=str(_("数据集放在哪个文件夹。")))  # fmt: skip
@_hands_options
@click.option("--register", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help=str(_("机关名录 CSV：由机关名称得出机构代码。")))  # fmt: skip
@click.option("--source-list", "listed", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help=str(_("来源清单 CSV：file,url,captured_on,published_on。")))  # fmt: skip
@edition_option()
@click.option("--drop-missing", is_flag=True, help=str(_("数据集中有、这次没有给出的文件，从数据集里去掉。")))
@click.option("--unmasked", is_flag=True, help=str(_("不遮盖个人号码。")))
@click.option("--compare", "comparing", is_flag=True, help=str(_("读完后接着跨年、跨机关核对（见 corpus compare）。")))
def build(
    files: Sequence[str],
    dataset: Path,
    engine: str,
    scheduler: str | None,
    count: int | None,
    register: Path | None,
    listed: Path | None,
    edition_files: Sequence[Path],
    drop_missing: bool,
    unmasked: bool,
    comparing: bool,
) -> None:
    """Read what is new or changed; say how many files, and how many of them could not be read."""
    from disclosure.corpus.build import build as build_dataset
    from disclosure.corpus.chunk import Settings
    from disclosure.reading.sources import Provenances, source_list

    _sensible(scheduler, engine)
    for missing in (name for name in files if not (glob.has_magic(name) or "!" in name or Path(name).exists())):
        raise click.UsageError(str(_("没有文件或文件夹 {name}。请检查名称。", name=missing)))
    settings = Settings(unmasked, tuple(str(path) for path in edition_files), str(register) if register else None)
    with _progress(_("正在读取")) as planned:
        built = build_dataset(
            dataset,
            iter(files_named(files)),  # used up by the plan, so that the names of a million files are not held twice
            _engine(engine, scheduler, count or workers()),
            settings,
            sources=Provenances(source_list(listed) if listed else None),
            drop=drop_missing,
            planned=lambda plan: planned(plan.count),
        )
    _tell(built, dataset)
    if comparing:
        _compare(dataset, engine, scheduler, count or workers(), edition_files)
    else:
        click.echo(str(_("跨年、跨机关的问题：{command}", command=f"gongkai corpus compare {dataset}")))


@corpus.command(
    help=str(_("把数据集里的报告跨年、跨机关核对：结转、存量、累计、照抄、雷同。问题加进 findings；中断后再运行即可接着做。"))
)
@_DATASET
@_hands_options
@edition_option()
def compare(dataset: Path, engine: str, scheduler: str | None, count: int | None, edition_files: Sequence[Path]) -> None:
    """Hold the reports against each other; say how many findings there are."""
    _sensible(scheduler, engine)
    _compare(dataset, engine, scheduler, count or workers(), edition_files)


def _compare(dataset: Path, engine: str, scheduler: str | None, count: int, edition_files: Sequence[Path]) -> None:
    from disclosure.corpus.comparing.compare import compare as compare_dataset

    with _progress(_("正在核对")) as planned:
        compared = compare_dataset(dataset, _hands(engine, scheduler, count), edition_files, threads=count, planned=planned)
    told = _("核对了{reports}份文件，跨年、跨机关的问题{findings}处。", reports=compared.reports, findings=compared.findings)
    click.echo(str(told))
    if compared.was_known:
        click.echo(str(_("数据集没有变化，结果是上次的。")))
    if compared.findings:
        click.echo(str(_("查看：{command}", command=f'gongkai corpus query {dataset} "{_ACROSS}"')))


def _sensible(scheduler: str | None, engine: str) -> None:
    if scheduler and engine != "distributed":
        raise click.UsageError(str(_("--scheduler 要与 --engine distributed 一起用。")))


def _engine(name: str, scheduler: str | None, count: int) -> Engine:
    from disclosure.corpus.engines import distributed, local

    return local(count) if name == "local" else distributed(scheduler, count)


def _hands(name: str, scheduler: str | None, count: int) -> Hands:
    from disclosure.corpus.hands import cluster, processes

    return processes(count) if name == "local" else cluster(scheduler, count)


@contextmanager
def _progress(label: Message) -> Iterator[Callable[[int], Callable[[int], None]]]:
    """A bar that begins when it is known how much there is to do, and is told what is done."""
    from contextlib import ExitStack

    from disclosure.cli.tables import progress

    with ExitStack() as stack:
        yield lambda count: stack.enter_context(progress(count, label))


def _tell(built: Built, dataset: Path) -> None:
    told = [
        _("新读{read}个文件，其中{unread}个读不了；另有{known}个先前已读。数据集在 {folder}。",
          read=built.read, unread=built.unread, known=built.known, folder=dataset)
    ]  # fmt: skip
    if built.unread:
        told.append(_("读不了的文件和原因：{command}",
                      command=f'gongkai corpus query {dataset} "{_UNREAD}"'))  # fmt: skip
    if built.gone:
        told.append(_("数据集中有{count}个文件这次没有给出，仍然保留；要去掉请加 --drop-missing。", count=built.gone))
    if built.dropped:
        told.append(_("去掉了{count}个这次没有给出的文件。", count=built.dropped))
    for line in told:
        click.echo(str(line))
    for complaint in built.complaints[:_COMPLAINTS]:
        click.echo(str(complaint), err=True)
    if len(built.complaints) > _COMPLAINTS:
        click.echo(str(_("……来源说明读不懂的共{count}个。", count=len(built.complaints))), err=True)


@corpus.command(help=str(_("用 SQL 查询数据集：reports 报告、cells 单元格、findings 问题、figures 一份报告一行的数字。")))
@_DATASET
@click.argument("sql")
@click.option("--format", "output_format", type=click.Choice(["table", "csv", "jsonl"]), default="table",
              help=str(_("输出格式，默认 table。")))  # fmt: skip
@click.option("-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path),
              help=str(_("把全部结果写成 .csv、.xlsx 或 .parquet 文件。")))  # fmt: skip
def query(dataset: Path, sql: str, output_format: str, out: Path | None) -> None:
    """The answer in the terminal, or as a file."""
    from disclosure.corpus.dataset import existing
    from disclosure.corpus.export import cells_of, csv_lines, json_lines
    from disclosure.corpus.query import asked

    with asked(existing(dataset), sql) as answer:
        if out is not None:
            _save(out, answer)
            click.echo(str(_("已写到 {out}。", out=out)))
        elif output_format == "csv":
            for line in csv_lines(answer):
                click.echo(line.encode("utf-8", "replace"), nl=False)
        elif output_format == "jsonl":
            for line in json_lines(answer):
                click.echo(line)
        else:
            _print(*cells_of(answer, _SHOWN))


def _print(names: Sequence[str], rows: Sequence[Sequence[str]], more: bool) -> None:
    from disclosure.cli.tables import plain_table

    plain_table(names, rows)
    if more:
        click.echo(str(_("只显示前{count}行；全部结果请加 -o 文件名，或 --format csv。", count=len(rows))), err=True)


@corpus.command(help=str(_("把数据集的一张表写成 .csv、.xlsx 或 .parquet 文件。")))
@_DATASET
@click.option(
    "--table", type=click.Choice(_VIEWS), required=True, help=str(_("哪张表；figures 是一份报告一行、一格一列的数字。"))
)
@output_option(str(_("写到哪里；后缀决定格式：.csv、.xlsx、.parquet。")))
def export(dataset: Path, table: str, out: Path) -> None:
    """One table in the order of the files."""
    from disclosure.corpus.dataset import existing
    from disclosure.corpus.query import asked, table_query

    with asked(existing(dataset), table_query(table)) as answer:
        _save(out, answer)
    click.echo(str(_("已写到 {out}。", out=out)))


def _save(out: Path, answer: Any) -> None:
    """An answer as a file, written as it comes; what stood there before stays until the whole is written."""
    from disclosure.corpus.export import export as export_answer

    with saved(out) as file:
        export_answer(answer, out.suffix, file)
