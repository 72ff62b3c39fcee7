"""The child: one line of JSON and the bytes of files come in, a JSON list of answers goes out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from disclosure.errors import DisclosureError
from disclosure.language import speaking
from portal.publishing.reading import pages, sheets, words
from portal.publishing.reading.trouble import Trouble

_READERS: dict[str, Callable[[bytes, str], Any]] = {"sheet": sheets.read, "page": pages.read, "words": words.read}


def main() -> None:
    """Read what stands on the standard input, write what was found."""
    header = json.loads(sys.stdin.buffer.readline())
    _limit_memory(header["memory"])
    read = _READERS[header["what"]]
    with speaking(header["language"]):
        answers = [_answer(read, sys.stdin.buffer.read(size), name) for name, size in header["files"]]
    sys.stdout.buffer.write(json.dumps(answers).encode())


def _answer(read: Callable[[bytes, str], Any], data: bytes, name: str) -> dict[str, Any]:
    try:
        return {"found": read(data, name)}
    except Trouble as trouble:
        return {"error": trouble.code, "facts": trouble.facts}
    except DisclosureError as error:
        return {"error": "said", "facts": {"words": str(error)}}
    except (RecursionError, MemoryError):
        return {"error": "too_much", "facts": {}}


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
