"""Check that all we build on may be used, changed and passed on by a government office (docs/decisions/0003).

Every package of ``requirements/portal.txt`` is looked up among the installed ones. Its licence is what its metadata
says: the licence expression, else the classifiers, else the words of the licence field. A licence that is not on the
list below, or words that we do not know, are refused: then a person reads the licence and adds it, or an exception
with its reason.

Exit status: 0 all allowed; 1 some package is refused or not installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import cast

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "portal.txt"

# Licences (SPDX) that ask for no more than notices, or that keep their own files open without reaching ours.
ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MulanPSL-2.0"),
        *("MIT-CMU", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
        *("MPL-2.0", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"),
    }
)

# What older packages write instead of SPDX, in classifiers and in the licence field.
WORDS = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}

# Packages whose metadata says nothing that a program can use: name → (licence, where a person read it).
EXCEPTIONS: Mapping[str, tuple[str, str]] = {
    # Its own code as stated; the PDFium inside is BSD-3-Clause, the parts of that are under BSD, MIT, Apache, FTL, IJG, Zlib.
    "pypdfium2": ("BSD-3-Clause AND Apache-2.0", "LICENSES and BUILD_LICENSES of its wheel"),
}


def stated_licence(package: Message) -> str:
    """The licence that a package's metadata states, as SPDX or in its own words; empty where it is silent."""
    if expression := package.get("License-Expression"):
        return str(expression)
    classifiers = [words.rpartition(" :: ")[2] for words in package.get_all("Classifier") or [] if words.startswith("License")]
    # Several classifiers mean a choice, as "dual licence" does; whoever means both writes an expression.
    if named := [words for words in classifiers if words != "OSI Approved"]:
        return " OR ".join(WORDS.get(words, words) for words in named)
    field = str(package.get("License") or "").strip()
    return WORDS.get(field, field)


def is_allowed(expression: str) -> bool:
    """Whether an SPDX expression leaves a way that is on our list: one branch of an OR, every part of an AND."""
    choices = re.split(r"\s+OR\s+", expression.replace("(", "").replace(")", ""))
    return any(all(part.split(" WITH ")[0].strip() in ALLOWED for part in re.split(r"\s+AND\s+", choice)) for choice in choices)


def refusal(name: str) -> str | None:
    """Why the package must not be built on; None when it may."""
    if name in EXCEPTIONS:
        return None
    try:
        licence = stated_licence(cast(Message, metadata(name)))
    except PackageNotFoundError:
        return f"{name} is in the lock but not installed: make .venv/.dev"
    if not licence:
        return f"{name} states no licence. Read it, then name it with its source in EXCEPTIONS of tools/check_licences.py."
    if not is_allowed(licence):
        return f"{name} is under {licence!r}, which is not on the list of tools/check_licences.py."
    return None


def locked_names(lock: Path = LOCK) -> list[str]:
    """The packages of a lock that belong on this platform."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0] for line in lines if line[:1].isalnum() and "sys_platform == 'win32'" not in line]


def main() -> int:
    """Check every runtime dependency; say each refusal."""
    names = locked_names()
    refusals = [words for name in names if (words := refusal(name))]
    for words in refusals:
        print(words, file=sys.stderr)
    if not refusals:
        print(f"licences: all {len(names)} runtime packages are allowed")
    return 1 if refusals else 0


if __name__ == "__main__":
    sys.exit(main())
