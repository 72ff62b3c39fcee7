"""Who does many pieces of work: processes of this machine, or workers of dask.distributed. The results are the same."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

from disclosure.corpus.extras import load
from disclosure.errors import DisclosureError
from disclosure.language import Message, _

R = TypeVar("R")
#: Yields the place of each piece with what the function made of its arguments, in whatever order they are done.
Hands = Callable[[Callable[..., Any], Iterable[tuple[Any, ...]]], Iterator[tuple[int, Any]]]
#: How often a piece is given to another worker after the one that had it died.
_TRIES = 10
#: How long a scheduler may take to answer.
PATIENCE = "15s"
_ENDED = _(
    "一个工作进程中途被系统终止，多半是内存不够。已做完的都留着；请关掉别的程序或用 --workers 减少进程，再运行即可接着做。"
)


def processes(workers: int) -> Hands:
    """So many processes of this machine; one works in this process itself.

    Raises :class:`DisclosureError` where the system ends one of them; what they gave before stays with whoever took it.
    """

    def work(function: Callable[..., Any], pieces: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Any]]:
        if workers == 1:
            yield from ((place, function(*piece)) for place, piece in enumerate(pieces))
            return
        waiting = enumerate(pieces)
        places: dict[Future[Any], int] = {}
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
            try:
                while True:
                    # No more is asked for than there are hands: the pieces may be made as they are taken.
                    for place, piece in islice(waiting, workers - len(places)):
                        places[pool.submit(function, *piece)] = place
                    if not places:
                        return
                    for future in wait(places, return_when=FIRST_COMPLETED).done:
                        yield places.pop(future), future.result()
            except BrokenProcessPool as error:
                raise DisclosureError(_ENDED) from error
            finally:
                pool.shutdown(cancel_futures=True)

    return work


def _end_with_parent() -> None:
    """End when the process that started this one does, also where that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def cluster(scheduler: str | None, workers: int, patience: str = PATIENCE) -> Hands:
    """The workers of a scheduler (``tcp://…``), or without one ``workers`` processes started here.

    A piece whose worker dies is done by another. Workers must see files under the same paths.
    """

    def work(function: Callable[..., Any], pieces: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Any]]:
        library = load("distributed")
        with _client(library, scheduler, workers, patience) as client:
            waiting = enumerate(pieces)
            asked: dict[Any, int] = {}
            ready = library.as_completed()
            while True:
                # As with processes, no more is asked for than there are hands, so that little is lost with us.
                for place, piece in islice(waiting, max(1, sum(client.ncores().values())) - len(asked)):
                    future = client.submit(function, *piece, pure=False, retries=_TRIES)
                    asked[future] = place
                    ready.add(future)
                if not asked:
                    return
                future = next(ready)
                place = asked.pop(future)
                try:
                    made = future.result()
                except library.KilledWorker as error:
                    raise DisclosureError(_killed(place + 1)) from error
                yield place, made

    return work


def _killed(number: int) -> Message:
    return _("计算节点一再中断，第{number}批没有做完。请检查各节点的内存，再运行一次即可接着做。", number=number)


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
