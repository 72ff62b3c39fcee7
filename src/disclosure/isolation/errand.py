"""One errand in a child process with limits: what is done with a file that nobody vouches for, and its answer."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Any

from disclosure.errors import DisclosureError, UnreadableError
from disclosure.isolation.sentences import errand_too_much, errand_too_slow
from disclosure.language import Message, language_in_force

#: Bytes of address space and seconds of time for one errand: drawing some hundred pages takes most of both.
MEMORY = 1024 * 1024 * 1024
SECONDS = 120.0


def run(errand: str, *arguments: Any, memory: int = MEMORY, seconds: float = SECONDS) -> Any:
    """Do one of the errands that ``child_errand`` knows, in a process of its own, and give back its answer.

    Raises :class:`UnreadableError` where the file asks too much, and the :class:`DisclosureError` that the errand raised.
    """
    command = [sys.executable, "-m", "disclosure.isolation.child_errand"]
    question = pickle.dumps((errand, arguments, memory, language_in_force()), protocol=pickle.HIGHEST_PROTOCOL)
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=question, stdout=subprocess.PIPE, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(errand_too_slow(seconds)) from error
    if done.returncode or not done.stdout:
        raise UnreadableError(errand_too_much(memory))
    answer = pickle.loads(done.stdout)  # noqa: S301 - written by our own code on the other side
    if isinstance(answer, Refused):
        raise answer.error()
    return answer


class Refused:
    """What an errand was refused with, on its way between the processes: the class of the error and what it says."""

    def __init__(self, kind: type[DisclosureError], message: Message) -> None:
        self.kind, self.message = kind, message

    def error(self) -> DisclosureError:
        """The error to be raised on this side."""
        return self.kind(self.message)
