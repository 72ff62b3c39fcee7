"""Reading files that nobody vouches for: in a child process with limits on memory and time, its answer plain JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from disclosure.language import language_in_force
from portal.publishing.troubles import words_for

#: Bytes of address space and seconds for everything that is read at once.
MEMORY = 768 * 2**20
SECONDS = 40


class CouldNotRead(Exception):
    """A file could not be read. Its text is for the person who brought it: what is wrong, and what helps."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name and its bytes."""

    name: str
    data: bytes


def words_of(data: bytes, name: str) -> str:
    """The words of a .docx, .xlsx, .txt or .csv. Raises :class:`CouldNotRead`."""
    return str(read_apart("words", [Upload(name, data)])[0])


def read_apart(what: str, uploads: Sequence[Upload], *, seconds: float = SECONDS, memory: int = MEMORY) -> list[Any]:
    """What the child makes of files: an answer for each, in their order.

    ``what`` is "words", "sheet" or "page". An answer that is an error comes as :class:`CouldNotRead` where there is one
    file, and in the list where there are several. Raises :class:`CouldNotRead` where the child was brought down.
    """
    answers = [_answer(entry) for entry in _asked(what, uploads, seconds, memory)]
    if len(answers) == 1 and isinstance(answers[0], CouldNotRead):
        raise answers[0]
    return answers


def _answer(entry: dict[str, Any]) -> Any:
    return CouldNotRead(words_for(entry["error"], entry["facts"])) if "error" in entry else entry["found"]


def _asked(what: str, uploads: Sequence[Upload], seconds: float, memory: int) -> list[dict[str, Any]]:
    header = {
        "what": what,
        "memory": memory,
        "language": language_in_force(),
        "files": [[upload.name, len(upload.data)] for upload in uploads],
    }
    asked = b"".join((json.dumps(header).encode(), b"\n", *(upload.data for upload in uploads)))
    # Our own interpreter and module, no shell; what strangers sent goes in as data only.
    command = [sys.executable, "-m", "portal.publishing.reading"]
    try:
        child = subprocess.run(  # noqa: S603
            command, input=asked, capture_output=True, timeout=seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise CouldNotRead(
            _("读了%(seconds)s秒还没有读完，已停止。文件可能损坏，或内容太多；请分成几个文件再试。") % {"seconds": round(seconds)}
        ) from error
    if child.returncode:
        raise CouldNotRead(
            _("读取文件时超出了内存限制，已停止。文件可能损坏，或内容太多；请在表格程序中打开，只留需要的表，另存后再试。")
        )
    answers: list[dict[str, Any]] = json.loads(child.stdout)
    return answers


def _environment() -> dict[str, str]:
    """Ours without keys and passwords: whoever reads strangers' files needs none."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_") and name != "DATABASE_URL"}
