"""``gongkai samples``: the sample reports that come with the program, or any number of others, written to a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from disclosure.cli.group import Command
from disclosure.errors import DisclosureError, reason
from disclosure.language import _

if TYPE_CHECKING:
    from disclosure.samples import Truth


class SamplesError(DisclosureError):
    """Sample reports cannot be written where they are wanted."""


@click.command(
    "samples", cls=Command, help=str(_("把虚构的示例报告写到文件夹 OUT 中：内置的几份，或随机生成的任意多份（--count）。"))
)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False), metavar="OUT")
@click.option("--force", is_flag=True, help=str(_("覆盖已有的同名文件。")))
@click.option("--count", metavar="N", type=click.IntRange(min=1), help=str(_("随机生成多少份；不给则写内置的示例。")))
@click.option("--seed", metavar="N", type=click.IntRange(min=0), default=1, show_default=True,
              help=str(_("随机数种子：种子相同，文件逐字节相同。")))  # fmt: skip
@click.option("--layout", "layouts", multiple=True, metavar="LAYOUT",
              help=str(_("只要这种版式（可重复给出），如 docx、html、word_dump；缺省各种轮流。")))  # fmt: skip
@click.option("--truth", type=click.Path(path_type=Path, dir_okay=False),
              help=str(_("把每份报告的真实数字写到这个 JSONL 文件，一份一行，用来检验读取是否正确。")))  # fmt: skip
def samples(out: Path, force: bool, count: int | None, seed: int, layouts: Sequence[str], truth: Path | None) -> None:
    """Write the built-in samples, or ``count`` generated ones, to the folder OUT, which is made where it does not exist.

    Raises :class:`SamplesError` where something stands in it that is no sample by its name (nothing is written then, whatever
    ``force`` says: invented reports among real ones cannot be told from them), where a file of the same name stands there and
    ``force`` is not given (of the built-in samples nothing is written then; of the others what comes before it), or where a
    folder or file cannot be written.
    """
    if count is None and layouts:
        raise click.UsageError(str(_("--layout 要与 --count 一起用。")))
    try:
        _refuse_mixing(out, truth)
        out.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            told = stack.enter_context(truth.open("w", encoding="utf-8")) if truth else None
            for path, data, known in _built_in(out, force) if count is None else _generated(out, force, count, seed, layouts):
                path.write_bytes(data)
                if told:
                    told.write(_told(known))
    except OSError as error:
        raise SamplesError(_("写不进文件夹 {out}：{reason}。换一个可写的文件夹。", out=out, reason=reason(error))) from error


def _told(truth: Truth) -> str:
    from disclosure.samples.telling import truth_line

    return truth_line(truth) + "\n"


def _built_in(out: Path, force: bool) -> Iterator[tuple[Path, bytes, Truth]]:
    """The samples of the program; each is named in the terminal when it was written."""
    # Imported here: the command line lists its commands without paying for the writers.
    from disclosure.samples import sample_files, truth_of

    files = list(sample_files())
    _refuse([name for name, _data in files if (out / name).exists() and not force], out)
    for name, data in files:
        yield out / name, data, truth_of(name)
        click.echo(str(_line(out / name, truth_of(name).defects)))


def _generated(out: Path, force: bool, count: int, seed: int, layouts: Sequence[str]) -> Iterator[tuple[Path, bytes, Truth]]:
    """So many invented reports, made one after another, so that any number of them takes no more memory than one."""
    from disclosure.cli.tables import progress
    from disclosure.samples import Layout, generate

    unknown = [name for name in layouts if name not in set(Layout)]
    if unknown:
        known = [layout.value for layout in Layout]
        raise SamplesError(_("没有名为 {asked} 的版式；可用：{known}。", asked=unknown, known=known))
    wanted = tuple(map(Layout, layouts)) or tuple(Layout)
    with progress(count, _("正在生成")) as done:
        for name, data, truth in generate(count, seed, wanted):
            _refuse([name] if (out / name).exists() and not force else [], out)
            yield out / name, data, truth
            done()
    click.echo(str(_("在 {out} 中写了{count}份虚构的报告。", out=out, count=count)))


def _refuse_mixing(out: Path, truth: Path | None) -> None:
    """Refuse a folder with files in it that no run of this command has named."""
    from disclosure.samples import is_sample_name

    standing = sorted(out.iterdir()) if out.is_dir() else []
    others = [
        path.name for path in standing
        if not path.name.startswith(".") and not is_sample_name(path.name) and not (truth and truth.resolve() == path.resolve())
    ]  # fmt: skip
    if others:
        raise SamplesError(
            _(
                "文件夹 {out} 里已有别的文件（如 {file}，共{count}个）。虚构的报告不与它们混在一起，请换一个空文件夹或新文件夹。",
                out=out, file=others[0], count=len(others),
            )
        )  # fmt: skip


def _refuse(standing: Sequence[str], out: Path) -> None:
    if standing:
        raise SamplesError(_("文件夹 {out} 中已有同名文件：{files}。换一个文件夹，或加 --force 覆盖。", out=out, files=standing))


def _line(path: Path, defects: tuple[str, ...]) -> object:
    if not defects:
        return _("{file}  没有设置缺陷", file=path)
    return _("{file}  设置了{count}处缺陷：{defects}", file=path, count=len(defects), defects=defects)
