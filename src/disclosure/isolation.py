"""Examining files that nobody vouches for: in a child process with limits on memory and time.

A file that makes the reader run away, or ends it, costs its own finding and nothing else. The limits hold on Linux and macOS;
on Windows, which has no ``setrlimit``, only the time limit does.
"""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from disclosure.checks.examination import Examination
from disclosure.errors import DisclosureError, UnreadableError, reason
from disclosure.examine import examine_bytes, unreadable
from disclosure.form import Edition, editions, load_edition
from disclosure.language import Message, _
from disclosure.reading.formats import LARGEST_FILE, too_large

#: Address space of the child, in bytes: an annual report needs a tenth of it.
MEMORY = 512 * 1024 * 1024
#: Seconds for one file.
SECONDS = 10.0
#: Seconds for the child to start and load the engine, on a slow machine.
_START = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may use: bytes of memory, seconds of time."""

    memory: int = MEMORY
    seconds: float = SECONDS


class Examiner:
    """A child process that examines one file after another; replaced when a file brings it down.

    Use as a context manager. ``edition_files`` are editions of the form to know besides those of the program.
    """

    def __init__(self, edition_files: Sequence[Path] = (), limits: Limits | None = None) -> None:
        self._edition_files = tuple(edition_files)
        self._known = (*(load_edition(path) for path in edition_files), *editions())
        self._limits = limits or Limits()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._stop()

    def examine(self, data: bytes, name: str) -> Examination:
        """Read and check a file. Never raises for what is in the file: an unreadable one comes back as such."""
        connection = self._started()
        try:
            connection.send((data, name))
            if not connection.poll(self._limits.seconds):
                self._stop()
                return unreadable(name, data, _too_slow(self._limits))
            answer = connection.recv()
        except (EOFError, OSError):
            self._stop()
            return unreadable(name, data, _too_much(self._limits))
        if isinstance(answer, Message):
            return unreadable(name, data, answer)
        examination, edition = answer
        return _with_edition(examination, edition, self._known)

    def _started(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._connection is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._edition_files, self._limits), daemon=True)
            process.start()
            theirs.close()
            if not ours.poll(_START) or ours.recv() != "ready":
                process.kill()
                raise DisclosureError(_("读取进程启动不了。请关闭一些程序后再试。"))
            self._process, self._connection = process, ours
        return self._connection

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _too_slow(limits: Limits) -> Message:
    return _(
        "读了{seconds}秒还没有读完，已停止。文件可能损坏或并非年度报告；请用 WPS 或 Word 打开，另存为 .docx 后再试。",
        seconds=round(limits.seconds),
    )


def _too_much(limits: Limits) -> Message:
    return _(
        "读取所需内存超过{memory} MB，已停止。文件可能损坏或并非年度报告；请用 WPS 或 Word 打开，另存为 .docx 后再试。",
        memory=limits.memory // 2**20,
    )


def _our_fault(kind: str) -> Message:
    return _("本程序读这个文件时自己出了错（{kind}），不是文件的问题。请把错误信息和文件交给维护人员。", kind=kind)


def _with_edition(examination: Examination, edition: str | None, known: Sequence[Edition]) -> Examination:
    """Put the edition back that did not travel between the processes."""
    if edition is None:
        return examination
    form = next(entry for entry in known if entry.key == edition)
    return replace(examination, report=replace(examination.report, edition=form))


def _serve(connection: Connection, edition_files: Sequence[Path], limits: Limits) -> None:
    """The child: examine what comes, answer, wait for the next."""
    _limit_memory(limits.memory)
    known = (*(load_edition(path) for path in edition_files), *editions())
    connection.send("ready")
    while True:
        try:
            data, name = connection.recv()
        except EOFError:
            return
        try:
            examination = examine_bytes(data, name, known)
        except UnreadableError as error:
            connection.send(error.message)
        except MemoryError:
            connection.send(_too_much(limits))
        except RecursionError:
            connection.send(_("文件的结构嵌套太深，不像是年度报告。请用 WPS 或 Word 打开，另存为 .docx 后再试。"))
        except Exception as error:  # the outermost edge: our fault must not look like the file's
            traceback.print_exc()
            connection.send(_our_fault(type(error).__name__))
        else:
            edition = examination.report.edition
            without = replace(examination, report=replace(examination.report, edition=None))
            connection.send((without, edition.key if edition else None))


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def examine_files(
    files: Iterable[tuple[str, Path]], *, edition_files: Sequence[Path] = (), limits: Limits | None = None, workers: int = 1
) -> Iterator[Examination]:
    """Examine files one after another, in their order, with ``workers`` children at work.

    ``files`` are pairs of the name to show and the path. A file that cannot be opened comes back as unreadable too.
    """
    with ThreadPoolExecutor(max_workers=workers) as pool:
        examiners = [Examiner(edition_files, limits) for _worker in range(workers)]
        free = list(examiners)

        def one(entry: tuple[str, Path]) -> Examination:
            examiner = free.pop()
            try:
                return _examine_file(examiner, *entry)
            finally:
                free.append(examiner)

        try:
            yield from pool.map(one, files)
        finally:
            for examiner in examiners:
                examiner.__exit__(None, None, None)


def _examine_file(examiner: Examiner, name: str, path: Path) -> Examination:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return unreadable(name, b"", too_large(size))
        data = path.read_bytes()
    except OSError as error:
        return unreadable(name, b"", _("打不开文件：{reason}。请检查文件名和权限。", reason=reason(error)))
    return examiner.examine(data, name)
