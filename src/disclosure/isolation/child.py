"""The child process: examines what it is sent, within its limits, until nobody sends any more."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace

from disclosure.errors import UnreadableError
from disclosure.examine import examine_bytes
from disclosure.form import Edition, editions, load_edition
from disclosure.isolation.errand import Refused
from disclosure.isolation.frames import read_frame, write_frame
from disclosure.isolation.question import Question
from disclosure.isolation.sentences import our_fault, too_deep, too_much
from disclosure.language import speaking


def main() -> None:
    """Answer on the pipe that was our standard output; anything that is printed goes to the error output instead."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    edition_files, memory = read_frame(sys.stdin.buffer)
    _limit_memory(memory)
    known = (*(load_edition(path) for path in edition_files), *editions())
    # What was loaded so far stays: looking through it for garbage, again and again, would cost a twentieth of all time.
    gc.freeze()
    write_frame(answers, "ready")
    while True:
        try:
            question = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        with speaking(question.language):
            write_frame(answers, _answer(question, known, memory))


def _answer(question: Question, known: Sequence[Edition], memory: int) -> object:
    """The examination without its edition, with the edition's key and what was made of the file; or why there is none."""
    work = question.work
    try:
        examination = examine_bytes(question.data, question.name, known, question.noted, modern=question.modern)
        made = work(question.data, examination, known, **question.options) if work else None
    except UnreadableError as error:
        return Refused(type(error), error.message)
    except MemoryError:
        return Refused(UnreadableError, too_much(memory))
    except RecursionError:
        return Refused(UnreadableError, too_deep())
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the outermost edge: our fault, or a compiled library's panic, must not look like the file's
        traceback.print_exc()
        return Refused(UnreadableError, our_fault(type(error).__name__))
    if not question.whole:
        return made
    edition = examination.report.edition
    if edition is None or not any(edition is one for one in known):
        return examination, None, made  # a form made for this document, with the rows that it prints, travels with it
    # The edition is known on both sides and large: only its key travels.
    return replace(examination, report=replace(examination.report, edition=None)), edition.key, made


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
