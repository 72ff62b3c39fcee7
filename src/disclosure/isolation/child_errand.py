"""The child process of an errand: does one thing within its limits and ends."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from disclosure.errors import DisclosureError, UnreadableError
from disclosure.filling import Filled, fill
from disclosure.form import Edition, Report
from disclosure.isolation.errand import Refused
from disclosure.isolation.sentences import errand_too_much
from disclosure.language import speaking
from disclosure.letters.template import text_of_file
from disclosure.reading.paged.recognition import recognised
from disclosure.reading.workbook.tabular import tables
from disclosure.redaction import Area, Proof, draw_page, find_areas, page_sizes, prove, redact
from disclosure.writing.binding import bound, page_count, picture_as_pdf


def _blacken(data: bytes, areas: Sequence[Area]) -> tuple[bytes, Proof]:
    """A file blacked out and read again."""
    made = redact(data, areas)
    return made, prove(made, areas)


def _filled(data: bytes, report: Report, known: Sequence[Edition], overwrite: bool) -> Filled:
    return fill(data, report, known, overwrite=overwrite)


ERRANDS: Mapping[str, Callable[..., Any]] = {
    "sizes": page_sizes, "draw": draw_page, "find": find_areas, "find_words": partial(find_areas, personal=False),
    "redact": _blacken, "template": text_of_file, "pages": page_count, "picture": picture_as_pdf, "bind": bound,
    "fill": _filled, "recognise": recognised, "tables": tables,
}  # fmt: skip


def main() -> None:
    """Read the question, answer it on what was our standard output; anything printed goes to the error output instead."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    errand, arguments, memory, language = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own code
    _limit(memory)
    with speaking(language):
        answer = _answer(errand, arguments, memory)
    pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _answer(errand: str, arguments: Sequence[Any], memory: int) -> object:
    try:
        return ERRANDS[errand](*arguments)
    except DisclosureError as error:
        return Refused(type(error), error.message)
    except MemoryError:
        return Refused(UnreadableError, errand_too_much(memory))


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main()
