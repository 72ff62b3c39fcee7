"""Write the lock: every package that the project installs, with version and hashes, from what pyproject.toml asks for.

    make lock                 the versions locked now, as far as pyproject.toml still allows them
    make lock UPGRADE=1       the newest versions that pyproject.toml allows

``requirements/engine.txt`` is what the engine needs to run and to be installed (its build backend included);
``requirements/portal.txt`` is that and what data sets, the office and the public site need; ``requirements/dev.txt`` is all
of it and the workshop. All hold for every Python from 3.11 on and every platform, and name no registry: the machine that
installs decides where its packages come from, the hashes decide what they are.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = PROJECT / "requirements"


def asked_for() -> tuple[list[str], list[str], list[str]]:
    """What pyproject.toml asks for: (to run the engine and to install, to run the portal, to develop)."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    running = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    extras = project["project"]["optional-dependencies"]
    portal = [*running, *extras["corpus"], *extras["portal"]]
    return running, portal, [*portal, *project["dependency-groups"]["dev"]]


def lock(name: str, requirements: list[str], *extra: str) -> None:
    """Resolve ``requirements`` and write them, pinned and hashed, to ``requirements/<name>.txt``."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "-", "--quiet"),
        *("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"),
        *(
            "--custom-compile-command",
            "make lock",
            "--no-annotate",
            "--no-config",
            "--system-certs",  # the machine decides whom it trusts
            "--only-binary",
            ":all:",
            "--output-file",
            str(LOCKS / f"{name}.txt"),
            *extra,
        ),
    ]
    # The variables with which a machine points at its own package index would choose what everybody else installs.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("UV_") and "INDEX" not in key}
    subprocess.run(command, input="\n".join(requirements), text=True, cwd=PROJECT, env=environment, check=True)


def after(name: str) -> tuple[str, str]:
    """The option that takes the versions of another lock."""
    return "--constraint", str(LOCKS.relative_to(PROJECT) / f"{name}.txt")


def main() -> None:
    """Write the locks; each takes its versions of shared packages from the one before."""
    upgrade = ("--upgrade",) if "--upgrade" in sys.argv[1:] else ()
    running, portal, developing = asked_for()
    lock("engine", running, *upgrade)
    lock("portal", portal, *after("engine"), *upgrade)
    lock("dev", developing, *after("portal"), *upgrade)


if __name__ == "__main__":
    main()
