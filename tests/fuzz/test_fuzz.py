"""The readers under a fuzzer that learns from coverage: a minute in ``make test``, ten in ``make deep``; no crash is left."""

from __future__ import annotations

import base64
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

TARGET = Path(__file__).with_name("target.py")
KINDS = ("txt", "md", "html", "mht", "docx", "xlsx", "xls", "zip", "pdf", "old")
#: Seconds for each kind: a minute in all, and ten.
SHARE, WHOLE = 6, 60

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        importlib.util.find_spec("atheris") is None, reason="atheris is there for Linux and Python before 3.14 only"
    ),
]


def fuzzed(kind: str, seconds: int, seed: int, folder: Path) -> int:
    """How many files were tried; fails with the file that did it where one ended in anything but a report or a reason."""
    ran = subprocess.run(
        [sys.executable, str(TARGET), kind, str(seconds), str(seed), str(folder)],
        capture_output=True, text=True, errors="replace", timeout=6 * seconds + 120, check=False,
    )  # fmt: skip
    found = [file for file in folder.iterdir() if file.is_file()]
    told = "\n".join(f"{file.name} (base64): {base64.b64encode(file.read_bytes()).decode()}" for file in found)
    again = f"once it is a file: python tests/fuzz/target.py {kind} FILE"
    assert (ran.returncode, found) == (0, []), f"{kind}: {ran.stderr[-3000:]}\n{told[:20_000]}\n{again}"
    tried = re.search(r"number_of_executed_units:\s*(\d+)", ran.stderr)
    assert tried, ran.stderr[-2000:]
    return int(tried[1])


@pytest.mark.parametrize("kind", KINDS)
def test_a_share_of_the_fuzzing_leaves_no_crash(kind, tmp_path):
    assert fuzzed(kind, SHARE, 1, tmp_path) > 10


@pytest.mark.deep
@pytest.mark.parametrize("kind", KINDS)
def test_ten_minutes_of_fuzzing_leave_no_crash(kind, tmp_path):
    print(f"{kind}: {fuzzed(kind, WHOLE, 2, tmp_path)} files tried")
