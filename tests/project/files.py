"""The project's own files, for tests that read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ENGINE = PROJECT / "src" / "disclosure"


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file under version control, and every one that would be at the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(path for name in listed.stdout.split("\0") if name and (path := PROJECT / name).is_file())


def tracked_texts() -> Iterator[tuple[str, str]]:
    """(name, content) of every file under version control that is text."""
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            yield str(path.relative_to(PROJECT)), content.decode("utf-8", errors="replace")


def engine_modules() -> Iterator[tuple[str, ast.Module]]:
    """(name, syntax tree) of every module of the engine."""
    for path in sorted(ENGINE.rglob("*.py")):
        yield str(path.relative_to(PROJECT)), ast.parse(path.read_text(encoding="utf-8"))
