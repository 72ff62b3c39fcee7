"""Who reads the chunks: processes of this machine, or workers of dask.distributed on many. The rows are the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice

from disclosure.corpus.chunk import ChunkReader, Part, Settings
from disclosure.corpus.hands import PATIENCE, cluster
from disclosure.corpus.plan import Entry

Chunk = Sequence[Entry]
#: Yields the place of each chunk with its part, in whatever order they are done; ``done`` is told of files as they are read.
Engine = Callable[[Sequence[Chunk], Settings, Callable[[int], None]], Iterator[tuple[int, Part]]]


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


def distributed(scheduler: str | None, workers: int, patience: str = PATIENCE) -> Engine:
    """An engine of the workers of a scheduler (``tcp://…``), or without one of ``workers`` processes started here.

    Workers must see the files under the same paths. A chunk whose worker dies is read by another.
    """

    def read(chunks: Sequence[Chunk], settings: Settings, done: Callable[[int], None]) -> Iterator[tuple[int, Part]]:
        for place, part in cluster(scheduler, workers, patience)(read_chunk, ((chunk, settings) for chunk in chunks)):
            done(len(chunks[place]))
            yield place, part

    return read


_readers = threading.local()


def read_chunk(chunk: Chunk, settings: Settings) -> Part:
    """What a distributed worker does: read a chunk with the reader that its thread keeps for this kind of settings."""
    if getattr(_readers, "settings", None) != settings:
        with suppress(AttributeError):
            _readers.reader.__exit__(None, None, None)
        _readers.reader, _readers.settings = ChunkReader(settings), settings
    reader: ChunkReader = _readers.reader
    return reader.read(chunk)
