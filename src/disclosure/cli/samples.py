"""``gongkai samples``: the sample reports that come with the program, written to a folder."""

from __future__ import annotations

from pathlib import Path

import click

from disclosure.errors import DisclosureError
from disclosure.language import _


class SamplesError(DisclosureError):
    """Sample reports cannot be written where they are wanted."""


@click.command("samples", help=str(_("把内置的虚构示例报告写到文件夹 OUT 中。")))
@click.argument("out", type=click.Path(path_type=Path, file_okay=False), metavar="OUT")
@click.option("--force", is_flag=True, help=str(_("覆盖已有的同名文件。")))
def samples(out: Path, force: bool) -> None:
    """Write the sample reports to the folder OUT, which is made where it does not exist.

    Raises :class:`SamplesError` where a file of the same name stands there and ``force`` is not given: then nothing is
    written.
    """
    # Imported here: the command line lists its commands without paying for the writers.
    from disclosure.samples import sample_files, truth_of

    files = list(sample_files())
    standing = [name for name, _data in files if (out / name).exists()]
    if standing and not force:
        raise SamplesError(_("文件夹 {out} 中已有同名文件：{files}。换一个文件夹，或加 --force 覆盖。", out=out, files=standing))
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            (out / name).write_bytes(data)
            click.echo(str(_line(out / name, truth_of(name).defects)))
    except OSError as error:
        raise SamplesError(_("写不进文件夹 {out}：{reason}。换一个可写的文件夹。", out=out, reason=error.strerror)) from error


def _line(path: Path, defects: tuple[str, ...]) -> object:
    if not defects:
        return _("{file}  没有设置缺陷", file=path)
    return _("{file}  设置了{count}处缺陷：{defects}", file=path, count=len(defects), defects=defects)
