"""Examining files that nobody vouches for: in a child process with limits on memory and time.

A file that makes the reader run away, or ends it, costs its own finding and nothing else. The limits hold on Linux and macOS;
on Windows, which has no ``setrlimit``, only the time limit does. Files of old kinds are first converted by LibreOffice,
which runs beside the child with limits of its own.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from disclosure.checks.examination import Examination
from disclosure.errors import DisclosureError, PicturesError, UnreadableError, reason
from disclosure.examine import unreadable
from disclosure.form import Edition, editions, load_edition
from disclosure.isolation.errand import Refused, run
from disclosure.isolation.frames import read_frame, write_frame
from disclosure.isolation.question import Question, Work
from disclosure.isolation.sentences import too_much
from disclosure.language import Message, _
from disclosure.reading.archives import Member, Refusal
from disclosure.reading.formats import LARGEST_FILE, may_be_scan, too_large
from disclosure.reading.old_formats import modernised
from disclosure.reading.paged.tesseract import SECONDS as RECOGNITION
from disclosure.reading.sources import Place, Provenance, Provenances

#: Address space of the child, in bytes: an annual report needs a tenth of it.
MEMORY = 512 * 1024 * 1024
#: Seconds for one file.
SECONDS = 10.0
#: Seconds of them that ending a process takes, which is a part of the file's time.
_ENDING = 0.5
#: How the C library of Linux keeps memory for the child: what one file's tree took is kept for the next one's, instead of being
#: given back and taken anew page by page, which costs a sixth of all time. Other systems do not look at these.
ALLOCATOR = {"MALLOC_TRIM_THRESHOLD_": str(64 * 1024 * 1024), "MALLOC_MMAP_THRESHOLD_": str(32 * 1024 * 1024)}
#: Seconds for the child to start and load the engine, on a slow machine.
_START = 60.0
#: Seconds that the process which has words recognised lives longer than it may take for them.
_SPARE = 20.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may use: bytes of memory, seconds of time."""

    memory: int = MEMORY
    seconds: float = SECONDS


class Examiner:
    """A child process that examines one file after another; replaced when a file brings it down.

    Use as a context manager. ``edition_files`` are editions of the form to know besides those of the program.
    ``recognise``: words in scans and pictures are recognised by Tesseract, which takes seconds a page.
    """

    def __init__(self, edition_files: Sequence[Path] = (), limits: Limits | None = None, *, recognise: bool = False) -> None:
        self._edition_files = tuple(edition_files)
        self._known = (*(load_edition(path) for path in edition_files), *editions())
        self._limits = limits or Limits()
        self._recognise = recognise
        self._child: _Child | None = None

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._stop()

    def examine(self, data: bytes, name: str, noted: Provenance | None = None) -> Examination:
        """Read and check a file. Never raises for what is in the file: an unreadable one comes back as such."""
        return self.make(data, name, None, noted)[0]

    def make(
        self, data: bytes, name: str, work: Work | None, noted: Provenance | None = None, **options: object
    ) -> tuple[Examination, Any]:
        """Read and check a file, and make something of it in the same child, in the language in force.

        ``work`` is a function of a module (it travels by its name) that takes the bytes, their examination and the known
        editions; what it makes comes second, None where the file could not be read.
        """
        answer = self._answer(Question(data, name, noted, work, options))
        if isinstance(answer, DisclosureError):
            return _unread(name, data, answer, noted), None
        examination, edition, made = answer
        return _with_edition(examination, edition, self._known), made

    def only(self, data: bytes, name: str, work: Work, noted: Provenance | None = None, **options: object) -> Any:
        """What ``work`` makes of a file, without its examination, which is long; made here of a file that cannot be read."""
        answer = self._answer(Question(data, name, noted, work, options, whole=False))
        if isinstance(answer, DisclosureError):
            return work(data, _unread(name, data, answer, noted), self._known, **options)
        return answer

    def _answer(self, question: Question) -> Any:
        """What the child says; an error, not raised, where it says, or its end says, that the file cannot be read."""
        try:
            recognised = self._recognised(question.data)
            child = self._started()
            ends = time.monotonic() + self._limits.seconds - _ENDING
            modern = recognised or modernised(question.data, self._limits.seconds - _ENDING)
            answer = child.ask(replace(question, modern=modern), max(0.0, ends - time.monotonic()))
            return answer.error() if isinstance(answer, Refused) else answer
        except UnreadableError as error:
            return error
        except TimeoutError:
            self._stop()
            return UnreadableError(_too_slow(self._limits))
        except ChildGoneError:
            self._stop()
            return UnreadableError(too_much(self._limits.memory))

    def _recognised(self, data: bytes) -> bytes | None:
        """The recognised words of a scan, where that is asked for; None for any other file."""
        if not self._recognise or not may_be_scan(data):
            return None
        made: bytes | None = run("recognise", data, seconds=RECOGNITION + _SPARE)
        return made

    def _started(self) -> _Child:
        if self._child is None:
            self._child = _Child()
            try:
                self._child.ask((self._edition_files, self._limits.memory), _START)
            except (TimeoutError, ChildGoneError) as error:
                self._stop()
                raise DisclosureError(_("读取进程启动不了。请关闭一些程序后再试。")) from error
        return self._child

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
        self._child = None


def _unread(name: str, data: bytes, error: DisclosureError, noted: Provenance | None) -> Examination:
    return unreadable(name, data, error.message, noted, in_pictures=isinstance(error, PicturesError))


class ChildGoneError(Exception):
    """The child ended before it answered."""


class _Child:
    """The child process and its two pipes. It is started by module name, so it does not matter what started us."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "disclosure.isolation.child"]
        around = {**os.environ, **ALLOCATOR}
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=around
        )
        self._answers: queue.SimpleQueue[object] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, question: object, seconds: float) -> Any:
        """What the child answers. Raises :class:`TimeoutError` and :class:`ChildGoneError`."""
        if self._process.stdin is None:
            raise ChildGoneError
        try:
            write_frame(self._process.stdin, question)
            answer = self._answers.get(timeout=seconds) if seconds > 0 else self._answers.get_nowait()
        except queue.Empty:
            raise TimeoutError from None
        except OSError as error:
            raise ChildGoneError from error
        if isinstance(answer, _Gone):
            raise ChildGoneError
        return answer

    def kill(self) -> None:
        """End the child at once and close its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written is lost on purpose
                    pipe.close()

    def _listen(self) -> None:
        with suppress(EOFError, OSError, ValueError):  # the pipe ends with the child, or is closed by kill()
            while self._process.stdout is not None:
                self._answers.put(read_frame(self._process.stdout))
        self._answers.put(_Gone())


class _Gone:
    """What stands in the queue of answers when none will come any more."""


def _too_slow(limits: Limits) -> Message:
    return _(
        "读了{seconds}秒还没有读完，已停止。文件可能损坏或并非年度报告；请用 WPS 或 Word 打开，另存为 .docx 后再试。",
        seconds=round(limits.seconds),
    )


def _with_edition(examination: Examination, edition: str | None, known: Sequence[Edition]) -> Examination:
    """Put the edition back that did not travel between the processes."""
    if edition is None:
        return examination
    form = next(entry for entry in known if entry.key == edition)
    return replace(examination, report=replace(examination.report, edition=form))


def examine_files(
    files: Iterable[tuple[str, Place]],
    *,
    edition_files: Sequence[Path] = (),
    limits: Limits | None = None,
    workers: int = 1,
    sources: Provenances | None = None,
    recognise: bool = False,
) -> Iterator[Examination]:
    """Examine files one after another, in their order, with ``workers`` children at work.

    ``files`` are pairs of the name to show and the path; ``sources`` knows where they came from. A file that cannot be opened
    comes back as unreadable too. ``recognise``: see :class:`Examiner`.
    """
    with ThreadPoolExecutor(max_workers=workers) as pool:
        examiners = [Examiner(edition_files, limits, recognise=recognise) for _worker in range(workers)]
        free = list(examiners)

        def one(entry: tuple[str, Place]) -> Examination:
            name, path = entry
            examiner = free.pop()
            try:
                return _make_from_file(examiner, name, path, None, sources.of(path) if sources else None)[0]
            finally:
                free.append(examiner)

        try:
            yield from pool.map(one, files)
        finally:
            for examiner in examiners:
                examiner.__exit__(None, None, None)


def make_from_file(
    path: Place,
    work: Work | None,
    *,
    name: str | None = None,
    edition_files: Sequence[Path] = (),
    recognise: bool = False,
    **options: object,
) -> tuple[Examination, Any]:
    """Examine one file and make something of it in a child process (see :meth:`Examiner.make`)."""
    with Examiner(edition_files, recognise=recognise) as examiner:
        return _make_from_file(examiner, name or str(path), path, work, None, **options)


def _make_from_file(
    examiner: Examiner, name: str, path: Place, work: Work | None, noted: Provenance | None, **options: object
) -> tuple[Examination, Any]:
    data = bytes_of(path)
    if isinstance(data, Message):
        return unreadable(name, b"", data, noted), None
    return examiner.make(data, name, work, noted, **options)


def bytes_of(path: Place) -> bytes | Message:
    """The content of a file, or the sentence that says why there is none."""
    if isinstance(path, Refusal):
        return path.message
    try:
        if isinstance(path, Member):
            return path.read()
        size = path.stat().st_size
        return too_large(size) if size > LARGEST_FILE else path.read_bytes()
    except UnreadableError as error:
        return error.message
    except OSError as error:
        return _("打不开文件：{reason}。请检查文件名和权限。", reason=reason(error))
