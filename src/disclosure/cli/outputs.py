"""The file that a command writes: whether it can be written is asked before the work, not after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import click

from disclosure.errors import DisclosureError, reason
from disclosure.language import _

#: The endings of a page.
PAGES = (".html", ".htm")


def output_option(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``-o/--output OUT`` with ``text`` as its help; a folder that is not there is refused at once."""
    return click.option(
        "-o", "--output", "out", required=True, type=click.Path(dir_okay=False, path_type=Path), callback=_with_folder, help=text
    )


def page_option(text: str, *also: str, required: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``-o/--output OUT``, also named as ``also``, for a command that writes a page (.html, .htm) and nothing else.

    Another ending is refused before any work: a page under the name of a Word file opens nowhere.
    """
    return click.option(
        "-o",
        "--output",
        *also,
        "out",
        required=required,
        type=click.Path(dir_okay=False, path_type=Path),
        callback=_page,
        help=text,
    )


def not_over(out: Path, sources: Iterable[str]) -> None:
    """Refuse, before any work, to write over a file that is read: what was in it would be lost.

    Raises :class:`click.UsageError`. ``sources`` are names as the command line gives them, also ``a.zip!b.docx``.
    """
    for source in sources:
        name = source if Path(source).exists() else source.partition("!")[0]
        if out.exists() and Path(name).exists() and out.samefile(name):
            raise click.UsageError(str(_("{out} 就是要读的文件，写上去原来的内容就没有了。请换一个文件名。", out=out)))


def save(out: Path, data: bytes) -> None:
    """Write the file. Raises :class:`DisclosureError` with what to do where that is not possible."""
    try:
        out.write_bytes(data)
    except OSError as error:
        raise DisclosureError(_("写不进 {out}：{reason}。请换一个可写的位置。", out=out, reason=reason(error))) from error


@contextmanager
def saved(out: Path) -> Iterator[IO[bytes]]:
    """A file to write into that takes its place when the block ends; where it does not end well, what stood there stays.

    Raises :class:`DisclosureError` with what to do where it cannot be written.
    """
    is_device = out.exists() and not out.is_file()  # /dev/stdout has no place to take
    target = out if is_device else out.resolve()
    new = target if is_device else target.with_name(f"{target.name}.new")
    try:
        with new.open("wb") as file:
            yield file
        if not is_device:
            new.replace(target)
    except OSError as error:
        raise DisclosureError(_("写不进 {out}：{reason}。请换一个可写的位置。", out=out, reason=reason(error))) from error
    finally:
        if not is_device:
            with suppress(OSError):
                new.unlink(missing_ok=True)


def _page(context: click.Context, parameter: click.Parameter, out: Path | None) -> Path | None:
    if out is None:
        return None
    if out.suffix.lower() not in PAGES:
        raise click.UsageError(
            str(_("不能写成“{suffix}”；可以写成：{known}。", suffix=out.suffix or _("（无后缀）"), known=PAGES)), context
        )
    return _with_folder(context, parameter, out)


def _with_folder(_context: click.Context, _parameter: click.Parameter, out: Path) -> Path:
    if not out.parent.is_dir():
        raise DisclosureError(_("没有文件夹 {folder}。请先建好它，或换一个位置。", folder=out.parent))
    return out
