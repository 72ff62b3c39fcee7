"""Reading settings from the environment, refusing what is missing or unreadable with the name and what to put there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

_T = TypeVar("_T")
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without blanks around it."""
    return os.environ.get(name, default).strip()


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """One of ``allowed``. Raises :class:`ImproperlyConfigured`."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}：应为 {'、'.join(allowed)} 之一。 (must be one of {', '.join(allowed)})")
    return value


def flag(name: str, default: bool) -> bool:
    """A yes or no. Raises :class:`ImproperlyConfigured`."""
    value = text(name, "1" if default else "0").lower()
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name}={value!r}：应为 1 或 0。 (must be 1 or 0)")
    return value in _TRUE


def words(name: str) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def read(name: str, reader: Callable[[str], _T], example: str) -> _T | None:
    """The variable as ``reader`` understands it, None where it is not set. Raises :class:`ImproperlyConfigured`."""
    value = text(name)
    if not value:
        return None
    try:
        return reader(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value!r} 读不懂；例如 {name}={example}。 (for example {name}={example})") from error


def day(name: str) -> date | None:
    """A day, YYYY-MM-DD."""
    return read(name, date.fromisoformat, "2026-03-02")


def required(name: str, what: str) -> str:
    """A variable that must be set. Raises :class:`ImproperlyConfigured` saying what to put there."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"正式运行必须设置 {name}：{what}。 ({name} must be set in production)")
    return value


def secret(name: str, kept_in: Path, *, production: bool, what: str) -> str:
    """A secret: from the environment; on a developer's machine made once and kept in a file that only its owner can read."""
    value = text(name)
    if value:
        if production and len(value) < 32:
            raise ImproperlyConfigured(f"{name} 太短：至少32个字符。 (at least 32 characters)")
        return value
    if production:
        return required(name, what)
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        kept_in.touch(mode=0o600)
        kept_in.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return kept_in.read_text(encoding="ascii").strip()
