"""Production refuses to start on anything missing or unreadable, and says which variable and what to put there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

GIVEN = {
    "GONGKAI_MODE": "production",
    "GONGKAI_HOSTS": "gongkai.example",
    "GONGKAI_SECRET_KEY": "s" * 20 + "ecret-Key-0123456789-ABCDEF-xyz-987654",
    "GONGKAI_FIELD_KEY": "f" * 40,
}


def started(tmp_path: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    here = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DATABASE_"))}
    environment = here | {"GONGKAI_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "portal.settings"} | variables
    return subprocess.run(
        [sys.executable, "-m", "django", *(command or ("check",))], env=environment, capture_output=True, text=True, check=False
    )


def test_development_needs_nothing_set(tmp_path):
    assert started(tmp_path).returncode == 0


@pytest.mark.parametrize("missing", ["GONGKAI_HOSTS", "GONGKAI_SECRET_KEY", "GONGKAI_FIELD_KEY"])
def test_production_names_the_variable_that_is_missing(tmp_path, missing):
    done = started(tmp_path, **{name: value for name, value in GIVEN.items() if name != missing})

    assert done.returncode != 0
    assert f"正式运行必须设置 {missing}" in done.stderr


@pytest.mark.parametrize("name", ["GONGKAI_SECRET_KEY", "GONGKAI_FIELD_KEY"])
def test_a_short_secret_is_refused(tmp_path, name):
    done = started(tmp_path, **GIVEN | {name: "short"})

    assert done.returncode != 0
    assert f"{name} 太短" in done.stderr
    assert "short" not in done.stderr.replace("too short", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGKAI_MODE", "prod"),
        ("GONGKAI_ZONE", "inside"),
        ("GONGKAI_HOSTING", "perhaps"),
        ("GONGKAI_AS_OF", "tomorrow"),
        ("GONGKAI_DEBUG", "2"),
    ],
)
def test_what_cannot_be_read_is_refused_rather_than_guessed(tmp_path, name, value):
    done = started(tmp_path, **{name: value})

    assert done.returncode != 0
    assert name in done.stderr


def test_production_with_all_of_them_passes_the_checks_for_deployment(tmp_path):
    done = started(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **GIVEN)

    assert done.returncode == 0, done.stderr


def test_no_secret_is_written_where_production_gives_them(tmp_path):
    started(tmp_path, **GIVEN)

    assert not (tmp_path / "data").exists() or not list((tmp_path / "data").glob("*-key"))


def test_secrets_of_a_developers_machine_are_its_owners_alone(tmp_path):
    started(tmp_path)

    for name in ("secret-key", "field-key"):
        assert (tmp_path / "data" / name).stat().st_mode & 0o077 == 0


def test_the_cache_of_production_has_room_for_counters_of_visitors_and_findings_of_years(tmp_path):
    told = "from django.core.cache import cache; print(cache._max_entries)"
    done = started(tmp_path, "shell", "-v", "0", "-c", told, **GIVEN)

    assert int(done.stdout) >= 5000, done.stderr
