"""Who reads the chunks: processes of this machine, or workers of dask.distributed on many. The rows are the same."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from disclosure.corpus.chunk import ChunkReader, Part, Settings
from disclosure.corpus.extras import load
from disclosure.corpus.plan import Entry
from disclosure.errors import DisclosureError
from disclosure.language import Message, _

Chunk = Sequence[Entry]
#: Yields the place of each chunk with its part, in whatever order they are done; ``done`` is told of files as they are read.
Engine = Callable[[Sequence[Chunk], Settings, Callable[[int], None]], Iterator[tuple[int, Part]]]
#: How often a chunk is given to another worker after the one that had it died.
_TRIES = 10


def local(workers: int) -> Engine:
    """An engine of ``workers`` limited child processes, each driven by a thread of ours."""

    def read(chunks: Sequence[Chunk], settings: Settings, done: Callable[[int], None]) -> Iterator[tuple[int, Part]]:
        crew = _Crew(chunks, settings, done, min(workers, len(chunks)))
        try:
            yield from crew.parts()
        finally:
            crew.stop()

    return read


class _Crew:
    """Threads that take chunks from one queue and put parts into another."""

    def __init__(self, chunks: Sequence[Chunk], settings: Settings, done: Callable[[int], None], workers: int) -> None:
        self._count, self._settings, self._done = len(chunks), settings, done
        self._asked: queue.SimpleQueue[tuple[int, Chunk] | None] = queue.SimpleQueue()
        self._found: queue.SimpleQueue[tuple[int, Part] | BaseException] = queue.SimpleQueue()
        self._stopped = threading.Event()
        for place, chunk in enumerate(chunks):
            self._asked.put((place, chunk))
        self._threads = [threading.Thread(target=self._work, daemon=True) for _worker in range(workers)]
        for thread in self._threads:
            self._asked.put(None)
            thread.start()

    def parts(self) -> Iterator[tuple[int, Part]]:
        for _chunk in range(self._count):
            found = self._found.get()
            if isinstance(found, BaseException):
                raise found
            yield found

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            with ChunkReader(self._settings) as reader:
                while (asked := self._asked.get()) is not None:
                    place, chunk = asked
                    self._found.put((place, reader.read(chunk, self._one_done)))
        except _StoppedError:
            return
        except BaseException as error:  # carried over to the thread that waits for the parts
            self._found.put(error)

    def _one_done(self) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        self._done(1)


class _StoppedError(Exception):
    """The build ends before this chunk does."""


def distributed(scheduler: str | None, workers: int) -> Engine:
    """An engine of the workers of a scheduler (``tcp://…``), or without one of ``workers`` processes started here.

    Workers must see the files under the same paths. A chunk whose worker dies is read by another.
    """

    def read(chunks: Sequence[Chunk], settings: Settings, done: Callable[[int], None]) -> Iterator[tuple[int, Part]]:
        library = load("distributed")
        with _client(library, scheduler, workers) as client:
            asked = {
                client.submit(read_chunk, chunk, settings, pure=False, retries=_TRIES): place
                for place, chunk in enumerate(chunks)
            }
            for future in library.as_completed(list(asked)):
                place = asked[future]
                try:
                    part = future.result()
                except library.KilledWorker as error:
                    raise DisclosureError(_killed(place + 1)) from error
                done(len(chunks[place]))
                yield place, part
                future.release()

    return read


def _killed(number: int) -> Message:
    return _("计算节点一再中断，第{number}批文件没有读完。请检查各节点的内存，再运行一次即可接着读。", number=number)


def _client(library: Any, scheduler: str | None, workers: int) -> Any:
    """A client of the scheduler; without one, of workers started here. Raises :class:`DisclosureError` where none answers."""
    config = load("dask").config
    config.set({"distributed.scheduler.allowed-failures": _TRIES})
    if scheduler is None:
        return library.Client(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None)
    try:
        return library.Client(scheduler, timeout="15s")
    except (OSError, ValueError) as error:
        raise DisclosureError(
            _("连不上调度器 {address}。请检查地址，并确认 dask scheduler 正在运行。", address=scheduler)
        ) from error


_readers = threading.local()


def read_chunk(chunk: Chunk, settings: Settings) -> Part:
    """What a distributed worker does: read a chunk with the reader that its thread keeps for this kind of settings."""
    if getattr(_readers, "settings", None) != settings:
        with suppress(AttributeError):
            _readers.reader.__exit__(None, None, None)
        _readers.reader, _readers.settings = ChunkReader(settings), settings
    reader: ChunkReader = _readers.reader
    return reader.read(chunk)
