"""One writer at a time: a lock that the system lets go of when its holder ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold a lock file inside the block; yields False where somebody else holds it."""
    with path.open("ab") as file:
        try:
            import fcntl
        except ImportError:  # Windows: the lock is for those who start two builds at once, and few do
            yield True
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
