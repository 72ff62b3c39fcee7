"""Personal data encrypted at rest (个人信息加密存储) under ``settings.FIELD_KEY``: columns, files, what a form keeps."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models


class UnreadableFieldError(Exception):
    """What is stored was not encrypted under the key in force, or was changed."""


@lru_cache(maxsize=4)
def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"gongkai.fields:{key}".encode()).digest()))


def seal(content: bytes) -> bytes:
    """The content encrypted, with the moment of encryption."""
    return _fernet(settings.FIELD_KEY).encrypt(content)


def unseal(sealed: bytes, *, lifetime: int | None = None) -> bytes:
    """The content of :func:`seal`. ``lifetime``: seconds after which it no longer counts.

    Raises :class:`UnreadableFieldError`.
    """
    try:
        return _fernet(settings.FIELD_KEY).decrypt(sealed, ttl=lifetime)
    except InvalidToken as error:
        raise UnreadableFieldError from error


class EncryptedTextField(models.TextField[str, str]):
    """Text that the database holds encrypted. It can't be searched or sorted by; empty text stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        text = super().get_prep_value(value)
        return seal(text.encode()).decode() if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:  # noqa: ARG002 - Django's
        """Decrypt on the way out."""
        return unseal(value.encode()).decode() if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse to compare: equal texts are not equal once encrypted."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
