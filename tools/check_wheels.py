"""Ask the package index whether every locked runtime dependency has a wheel for the platforms that offices use.

An office machine has no compiler. So each package of ``requirements/portal.txt`` must come as a wheel for Linux on
x86-64 and aarch64 and for Windows on x86-64, for the oldest and the newest Python that we run on. uv resolves the lock
for each of them in turn, from wheels alone and with the locked hashes, into an empty folder, and downloads nothing.

Prints a line for each platform. Exit status: 0 all there; 1 a wheel is missing; 3 the index did not answer.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "portal.txt"
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux aarch64": "aarch64-manylinux_2_28",
    "Windows x86-64": "x86_64-pc-windows-msvc",
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
NO_ANSWER = ("Failed to fetch", "error sending request", "Could not connect", "dns error")


def resolve(platform: str, python: str, lock: Path = LOCK) -> subprocess.CompletedProcess[str]:
    """Resolve ``lock`` from wheels alone as ``platform`` (uv's name) with ``python`` ("3.11") would."""
    with tempfile.TemporaryDirectory() as empty:
        command = [
            *(sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-config", "--system-certs", "--no-deps"),
            *("--only-binary", ":all:", "--require-hashes", "--python-platform", platform, "--python-version", python),
            *("--target", empty, "--requirement", str(lock)),
        ]
        return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def check(name: str, platform: str, lock: Path = LOCK) -> int:
    """Print one line on ``platform``; return the exit status that it calls for."""
    for python in PYTHONS:
        answer = resolve(platform, python, lock)
        if answer.returncode:
            out_of_reach = any(words in answer.stderr for words in NO_ANSWER)
            what = "the package index did not answer" if out_of_reach else "a wheel is missing"
            print(f"{name}, Python {python}: {what}\n{answer.stderr.strip()}", file=sys.stderr)
            return 3 if out_of_reach else 1
    packages = sum(line[:1].isalnum() for line in lock.read_text(encoding="utf-8").splitlines())
    print(f"{name}: wheels for all {packages} packages, Python {', '.join(PYTHONS)}")
    return 0


def main(lock: Path = LOCK) -> int:
    """Check every platform, so that one run names all that is missing."""
    return max(check(name, platform, lock) for name, platform in PLATFORMS.items())


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
