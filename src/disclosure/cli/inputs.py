"""The files that a command is given: single ones, folders, patterns, archives and what is in them."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from disclosure.checks.examination import Examination
from disclosure.cli.group import NOT_READ
from disclosure.errors import UnreadableError, reason
from disclosure.language import _
from disclosure.reading.archives import Refusal, is_archive, members_of
from disclosure.reading.formats import LARGEST_FILE, too_large
from disclosure.reading.sources import NOTE_ENDINGS, Place

#: Kinds of file that are taken out of a folder. A file named by itself is read whatever its name.
_KINDS = frozenset(
    {
        ".txt", ".docx", ".docm", ".html", ".htm", ".mht", ".mhtml", ".md", ".xlsx", ".xls", ".et", ".doc", ".wps", ".rtf",
        ".odt", ".ods", ".pdf",
    }
)  # fmt: skip
_ARCHIVE = ".zip"
#: Pictures of pages, which are read with --ocr where one is named by itself; a folder may hold any number that are no pages.
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
_MOST_KINDS = 6
_INSIDE = "!"


def files_named(arguments: Sequence[str], *, quiet: bool = False) -> list[tuple[str, Place]]:
    """The files that arguments of the command line name, as pairs of the name to show and the place, in order, each once.

    A folder stands for the reports in it and below it, and so does an archive, whose files are named ``a.zip!b.docx``; a
    pattern (``*.txt``), which a Windows shell does not resolve, for the files that fit. A name that fits nothing stays, so that
    it is reported as a file that cannot be opened. Files of a folder that are of no such kind are counted on the error output,
    unless ``quiet``.
    """
    found: dict[tuple[str, Path | None], Place] = {}
    skipped: Counter[str] = Counter()
    for argument in arguments:
        for name, place in _named(argument, skipped):
            found.setdefault((name, place if isinstance(place, Path) else None), place)
    if skipped and not quiet:
        _say_skipped(skipped)
    if not found:
        kinds = [*sorted(_KINDS), _ARCHIVE]
        raise click.UsageError(str(_("没有找到可读的文件（{kinds}；图片须逐个给出，并加 --ocr）。", kinds=kinds)))
    return [(name, place) for (name, _path), place in found.items()]


def _say_skipped(skipped: Counter[str]) -> None:
    """How many files of folders were left out, and of which kinds most."""
    kinds: list[object] = [kind or _("（无后缀）") for kind, _count in skipped.most_common(_MOST_KINDS)]
    if len(skipped) > len(kinds):
        kinds.append("…")
    told = str(_("跳过{count}个不读的文件（{kinds}）。", count=skipped.total(), kinds=kinds))
    if not _PICTURES.isdisjoint(skipped):
        told += str(_("图片须逐个给出，并加 --ocr。"))
    click.echo(told, err=True)


def file_named(argument: str) -> Place:
    """The one file that an argument names; an archive must hold exactly one, or say which: ``a.zip!b.docx``."""
    found = [place for _name, place in _one(argument, Path(argument))]
    if len(found) > 1:
        raise click.UsageError(
            str(_("{file} 里有{count}个文件，请指明其中一个：{file}!文件名。", file=argument, count=len(found)))
        )
    return found[0]


def _named(argument: str, skipped: Counter[str]) -> Iterator[tuple[str, Place]]:
    """The files of one argument; kinds of those left out of a folder are added to ``skipped``."""
    path = Path(argument)
    if path.is_dir():
        for below in sorted(path.rglob("*")):
            kind = below.suffix.lower()
            if below.name.startswith((".", "~$")) or not below.is_file():
                continue
            if kind in _KINDS:
                yield str(below), below
            elif kind == _ARCHIVE:
                yield from _one(str(below), below)
            elif not below.name.endswith(NOTE_ENDINGS):
                skipped[kind] += 1
    elif not path.exists() and glob.has_magic(argument):
        for match in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - the pattern may start anywhere
            yield from _one(match, Path(match))
    else:
        yield from _one(argument, path)


def _one(name: str, path: Path) -> Iterator[tuple[str, Place]]:
    """A file as it is, the files of an archive, or the one of them that is named."""
    outer, inside, wanted = name.partition(_INSIDE)
    if inside and not path.exists() and is_archive(Path(outer)):
        named = [(told, place) for told, place in _inside(outer, Path(outer)) if told == name or told.startswith(f"{name}!")]
        yield from named or [(name, Refusal(_("压缩包里没有这个文件：{name}。请检查文件名。", name=wanted)))]
    elif is_archive(path):
        found = list(_inside(name, path))
        yield from found or [
            (name, Refusal(_("压缩包里没有可读的文件（{kinds}）。请检查是否选错了文件。", kinds=sorted(_KINDS))))
        ]
    else:
        yield name, path


def _inside(name: str, path: Path) -> Iterator[tuple[str, Place]]:
    for told, place in members_of(path, _KINDS, NOTE_ENDINGS):
        yield f"{name}{_INSIDE}{told}" if told else name, place


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


def ocr_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--ocr``: words in scans and pictures are recognised."""
    return click.option(
        "--ocr",
        is_flag=True,
        help=str(_("扫描件和图片用 Tesseract 识别文字来读（每页几秒）；每个数都注明把握，把握不足的不采用。")),
    )


def edition_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--edition FILE``: further editions of the form, as ``edition_files``."""
    return click.option(
        "--edition",
        "edition_files",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=str(_("另加一版格式的数据文件（可多次给出）。")),
    )
