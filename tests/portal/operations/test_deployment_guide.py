"""The guide to deployment names every variable that the settings read, and only those, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]
READ = re.compile(r"environment\.\w+\(\s*\"([A-Z_]+)\"")
GUIDES = ["deployment.md", "deployment.zh.md"]


def variables() -> set[str]:
    return set(READ.findall((PROJECT / "src/portal/settings/__init__.py").read_text(encoding="utf-8")))


def named(guide: str) -> set[str]:
    table = (PROJECT / "docs" / guide).read_text(encoding="utf-8").rpartition("\n## ")[2]
    found: set[str] = set()
    for line in table.splitlines():
        if line.startswith("| `"):
            names = re.findall(r"`([A-Z_]+)`", line.split("|")[1])
            found |= {name if not name.startswith("_") else names[0].rpartition("_")[0] + name for name in names}
    return found


@pytest.mark.parametrize("guide", GUIDES)
def test_every_variable_is_explained(guide):
    assert variables() - named(guide) == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_no_variable_is_explained_that_nothing_reads(guide):
    elsewhere = {"GONGKAI_LANG"}  # the command line's own

    assert named(guide) - variables() - elsewhere == set()
