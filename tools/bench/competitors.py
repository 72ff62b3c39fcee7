"""Other programs that read documents, each in an environment of its own below ``build/``, made when it is first asked for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.book import PROJECT


@dataclass(frozen=True)
class Competitor:
    """A program, what is installed for it, and the kinds of file (see ``files``) that it is asked to read."""

    name: str
    packages: Sequence[str]
    kinds: frozenset[str]

    @property
    def place(self) -> Path:
        """Its environment."""
        return PROJECT / "build" / "bench" / self.name


COMPETITORS = (
    Competitor("markitdown", ("markitdown[all]",), frozenset({"docx", "word", "html", "txt", "md", "xlsx", "pdf"})),
    # Its reader of PDF wants models from the network and is left out; torch is named so that no larger one is taken.
    Competitor(
        "docling",
        ("docling-slim[convert-core,format-docx,format-html,format-markdown,format-xlsx]", "torch==2.13.0"),
        frozenset({"docx", "word", "html", "md", "xlsx"}),
    ),
)


def interpreter_of(competitor: Competitor) -> Path | str:
    """The Python that has it; or a sentence, where it cannot be installed."""
    python = competitor.place / "bin" / "python"
    done = competitor.place / "installed"
    if not done.is_file():
        print(f"installing {competitor.name} into {competitor.place.relative_to(PROJECT)} …", flush=True)
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(competitor.place)],
            [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", *competitor.packages],
        ):
            tried = subprocess.run(command, capture_output=True, text=True, check=False)
            if tried.returncode:
                last = (tried.stderr.strip().splitlines() or ["no reason given"])[-1]
                return f"{competitor.name} cannot be installed here ({last})."
        done.touch()
    return python


def version_of(competitor: Competitor) -> str:
    """The version that was measured."""
    package = competitor.packages[0].partition("[")[0]
    code = f"from importlib.metadata import version; print(version({package!r}))"
    python = str(competitor.place / "bin" / "python")
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
