"""Who reads the chunks: processes of this machine, or workers of dask.distributed on many. The rows are the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
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
#: How long a scheduler may take to answer.
_PATIENCE = "15s"


def local(workers: int) -> Engine:
    """An engine of ``workers`` limited child processes, each driven by a thread of ours."""

    def read(chunks: Sequence[Chunk], settings: Settings, done: Callable[[int], None]) -> Iterator[tuple[int, Part]]:
        stopped = threading.Event()
        readers = [ChunkReader(settings) for _worker in range(min(workers, len(chunks)))]
        free = list(readers)

        def one_done() -> None:
            if stopped.is_set():
                raise _StoppedError
            done(1)

        def part(place: int) -> tuple[int, Part]:
            reader = free.pop()
            try:
                return place, reader.read(chunks[place], one_done)
            finally:
                free.append(reader)

        pool = ThreadPoolExecutor(max_workers=len(readers))
        asked: set[Future[tuple[int, Part]]] = set()
        places = iter(range(len(chunks)))
        try:
            # A worker gets its next chunk when the one before is committed: so no more than one chunk a worker is ever lost.
            while True:
                asked.update(pool.submit(part, place) for place in islice(places, len(readers) - len(asked)))
                if not asked:
                    return
                ready, asked = wait(asked, return_when=FIRST_COMPLETED)
                for future in ready:
                    yield future.result()
        finally:
            stopped.set()
            pool.shutdown(cancel_futures=True)
            for reader in readers:
                reader.__exit__(None, None, None)

    return read


class _StoppedError(Exception):
    """The build ends before this chunk does."""


def distributed(scheduler: str | None, workers: int, patience: str = _PATIENCE) -> Engine:
    """An engine of the workers of a scheduler (``tcp://…``), or without one of ``workers`` processes started here.

    Workers must see the files under the same paths. A chunk whose worker dies is read by another.
    """

    def read(chunks: Sequence[Chunk], settings: Settings, done: Callable[[int], None]) -> Iterator[tuple[int, Part]]:
        library = load("distributed")
        with _client(library, scheduler, workers, patience) as client:
            places = iter(range(len(chunks)))
            asked: dict[Any, int] = {}
            ready = library.as_completed()
            while True:
                # As with the local engine, no more is asked for than there are hands, so that little is lost with us.
                for place in islice(places, max(1, sum(client.ncores().values())) - len(asked)):
                    future = client.submit(read_chunk, chunks[place], settings, pure=False, retries=_TRIES)
                    asked[future] = place
                    ready.add(future)
                if not asked:
                    return
                future = next(ready)
                place = asked.pop(future)
                try:
                    part = future.result()
                except library.KilledWorker as error:
                    raise DisclosureError(_killed(place + 1)) from error
                done(len(chunks[place]))
                yield place, part

    return read


def _killed(number: int) -> Message:
    return _("计算节点一再中断，第{number}批文件没有读完。请检查各节点的内存，再运行一次即可接着读。", number=number)


def _client(library: Any, scheduler: str | None, workers: int, patience: str) -> Any:
    """A client of the scheduler; without one, of workers started here. Raises :class:`DisclosureError` where none answers."""
    config = load("dask").config
    config.set({"distributed.scheduler.allowed-failures": _TRIES})
    if scheduler is None:
        return library.Client(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None)
    try:
        return library.Client(scheduler, timeout=patience)
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
