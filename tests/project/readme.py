"""The commands of a README: what stands in its fenced ``console`` and ``sh`` blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
READMES = (PROJECT / "README.md", PROJECT / "README.zh.md")

_BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STATUS = re.compile(r"\s+#\s*(?:exit status|退出码)\s*(\d)$")


@dataclass
class Command:
    """A command line, the exit status that the README promises, and the lines of output that it shows (… left out)."""

    line: str
    status: int = 0
    shown: list[str] = field(default_factory=list)


def commands(readme: Path, kind: str) -> list[Command]:
    """The commands of all blocks of a kind: ``console`` has prompts and output, ``sh`` one command a line."""
    found: list[Command] = []
    for block_kind, body in _BLOCK.findall(readme.read_text(encoding="utf-8")):
        if block_kind == kind:
            for line in body.splitlines():
                _add(found, line, kind)
    return found


def _add(found: list[Command], line: str, kind: str) -> None:
    if kind == "console" and not line.startswith("$ "):
        found[-1].shown.append(line.strip("… "))
        return
    promised = _STATUS.search(line)
    words = _STATUS.sub("", line).removeprefix("$ ").strip()
    found.append(Command(words, int(promised[1]) if promised else 0))
