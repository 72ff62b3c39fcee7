"""The files that a command is given: single ones, folders, patterns."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from disclosure.checks.examination import Examination
from disclosure.cli.group import NOT_READ
from disclosure.errors import UnreadableError, reason
from disclosure.language import _
from disclosure.reading.formats import LARGEST_FILE, too_large

#: Kinds of file that are taken out of a folder. A file named by itself is read whatever its name.
_KINDS = frozenset({".txt", ".docx", ".html", ".htm", ".md"})


def files_named(arguments: Sequence[str]) -> list[tuple[str, Path]]:
    """The files that arguments of the command line name, as pairs of the name to show and the path, in order, each once.

    A folder stands for the reports in it and below it; a pattern (``*.txt``), which a Windows shell does not resolve, for the
    files that fit. A name that fits nothing stays, so that it is reported as a file that cannot be opened.
    """
    found = dict.fromkeys(entry for argument in arguments for entry in _named(argument))
    if not found:
        raise click.UsageError(str(_("没有找到可读的文件（{kinds}）。", kinds=sorted(_KINDS))))
    return list(found)


def _named(argument: str) -> Iterator[tuple[str, Path]]:
    path = Path(argument)
    if path.is_dir():
        for below in sorted(path.rglob("*")):
            if below.suffix.lower() in _KINDS and below.is_file() and not below.name.startswith("."):
                yield str(below), below
    elif not path.exists() and glob.has_magic(argument):
        for match in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - the pattern may start anywhere
            yield match, Path(match)
    else:
        yield argument, path


def workers() -> int:
    """How many children may read at once: the processors that this process may use, at most four."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, usable)


def bytes_of(path: Path) -> bytes:
    """A file's bytes. Raises :class:`UnreadableError` where it cannot be opened or is larger than any report."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableError(too_large(size))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(_("打不开文件：{reason}。请检查文件名和权限。", reason=reason(error))) from error


def raise_unread(examination: Examination) -> NoReturn:
    """Say why a file was not read and leave with the status for that."""
    click.echo(f"{examination.report.source.file}：{examination.findings[0].message}", err=True)
    sys.exit(NOT_READ)


def edition_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--edition FILE``: further editions of the form, as ``edition_files``."""
    return click.option(
        "--edition",
        "edition_files",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=str(_("另加一版格式的数据文件（可多次给出）。")),
    )
