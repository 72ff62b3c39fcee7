"""Personal data encrypted at rest (个人信息加密存储): under the key of its case, or of the installation.

Whatever belongs to a case (its columns, notes, letters, files) is encrypted under a key of that case alone. The key stands in
a row of its own (:class:`portal.applications.sealing.keys.CaseKey`), wrapped by the installation's key
``settings.FIELD_KEY``; when a case is erased the key is destroyed, and with it whatever copy of the content is left anywhere.

To give a model of a case an encrypted column::

    class Remark(models.Model):
        application = models.ForeignKey(Application, models.PROTECT, related_name="remarks")
        text = CaseTextField("说明", blank=True)

That is all: the key is found through ``application``; a model that hangs on another part of the case names the way to it
(``case_through = "letter"``). The column reads and writes like any text and is decrypted when it is first looked at. It can't
be searched, sorted by, or set by ``QuerySet.update`` and ``bulk_update`` (these know no instance, hence no key:
:class:`NoKeyError`), and is "" once the key is destroyed. A file is sealed with ``application.case_key.seal(content)`` and
opened with ``.unseal``. A plain column that becomes a ``CaseTextField`` needs a data migration like 0004; one that was an
``EncryptedTextField`` goes on being read, and is under the case's key from its next saving on.

What belongs to no case (sessions, addresses in the queue of notices) stays under the installation's key: :func:`seal`,
:class:`EncryptedTextField`.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute

#: Marks what is encrypted under the key of a case.
CASE_MARK = "c1."


class UnreadableFieldError(Exception):
    """What is stored was not encrypted under the key in force, or was changed."""


class KeyDestroyedError(UnreadableFieldError):
    """The case was erased; its key is gone, and nothing brings its content back."""


class NoKeyError(TypeError):
    """Text of a case was to be stored past its instance, so that no key is known."""


@lru_cache(maxsize=8)
def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"gongkai.fields:{key}".encode()).digest()))


def seal(content: bytes) -> bytes:
    """The content encrypted under the installation's key, with the moment of encryption."""
    return _fernet(settings.FIELD_KEY).encrypt(content)


def unseal(sealed: bytes, *, lifetime: int | None = None) -> bytes:
    """The content of :func:`seal`. ``lifetime``: seconds after which it no longer counts.

    While keys are changed what the former key encrypted is read too. Raises :class:`UnreadableFieldError`.
    """
    for key in (settings.FIELD_KEY, *settings.FIELD_KEYS_BEFORE):
        try:
            return _fernet(key).decrypt(sealed, ttl=lifetime)
        except InvalidToken:
            continue
    raise UnreadableFieldError


def under_present_key(sealed: bytes) -> bool:
    """Whether the installation's key in force encrypted this, not one before it."""
    try:
        _fernet(settings.FIELD_KEY).decrypt(sealed)
    except InvalidToken:
        return False
    return True


class EncryptedTextField(models.TextField[str, str]):
    """Text under the installation's key. It can't be searched or sorted by; empty text stays empty."""

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


class Sealed(str):
    """A text as the database holds it."""

    __slots__ = ()


def case_key_of(instance: Any) -> Any:
    """The row with the key of the case that a model's instance belongs to."""
    holder = instance
    while not hasattr(type(holder), "case_key"):
        holder = getattr(holder, getattr(type(holder), "case_through", "application"))
    return holder.case_key


class _Opened(DeferredAttribute):
    """Decrypts a column when it is first looked at."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        value = instance.__dict__[name] if name in instance.__dict__ else super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = _opened(value, instance)
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


def _opened(value: Sealed, instance: Any) -> str:
    if not value.startswith(CASE_MARK):  # stored before cases had keys of their own
        return unseal(value.encode()).decode()
    try:
        content: bytes = case_key_of(instance).unseal(value.encode())
    except KeyDestroyedError:
        return ""
    return content.decode()


class CaseTextField(models.TextField[str, str]):
    """Text under the key of its case; see the head of this module. Empty text stays empty."""

    descriptor_class = _Opened

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:  # noqa: ARG002 - Django's
        """Leave it sealed until somebody looks."""
        return Sealed(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002 - Django's signature
        """Encrypt on the way in; what nobody looked at goes back as it was."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or value == "" or (isinstance(value, Sealed) and value.startswith(CASE_MARK)):
            return value
        plain = _opened(value, model_instance) if isinstance(value, Sealed) else str(value)
        return Sealed(case_key_of(model_instance).seal(plain.encode()).decode())

    def get_prep_value(self, value: Any) -> Any:
        """Refuse what no instance encrypted."""
        if value is None or value == "" or isinstance(value, Sealed):
            return value if value is None else str(value)
        raise NoKeyError(self.name)

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse to compare: equal texts are not equal once encrypted."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
