"""Keys that are kept in the database, wrapped by the installation's key: one for each case, a few for the installation."""

from __future__ import annotations

import secrets
import uuid

from cryptography.fernet import Fernet, InvalidToken
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.applications.sealing.fields import CASE_MARK, KeyDestroyedError, UnreadableFieldError, seal, unseal


def _fresh() -> str:
    return seal(Fernet.generate_key()).decode()


class CaseKey(models.Model):
    """The key of one case (案件密钥). Destroyed on erasure; the row stays, as the proof that it was."""

    #: Never given twice, so that a key kept beside an older backup can't be taken for another case's.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.TextField(default=_fresh, blank=True)
    destroyed_at = models.DateTimeField(_("销毁时间"), null=True)

    class Meta:
        verbose_name = _("案件密钥")
        verbose_name_plural = _("案件密钥")

    def __str__(self) -> str:
        return str(self.pk)

    def seal(self, content: bytes) -> bytes:
        """The content encrypted. Raises :class:`KeyDestroyedError`."""
        return CASE_MARK.encode() + self._fernet().encrypt(content)

    def unseal(self, sealed: bytes) -> bytes:
        """The content of :meth:`seal`, or of what the installation's key sealed before cases had keys.

        Raises :class:`KeyDestroyedError`, :class:`UnreadableFieldError`.
        """
        mark = CASE_MARK.encode()
        if not sealed.startswith(mark):
            return unseal(sealed)
        try:
            return self._fernet().decrypt(sealed.removeprefix(mark))
        except InvalidToken as error:
            raise UnreadableFieldError from error

    def _fernet(self) -> Fernet:
        if self.destroyed_at is not None:
            raise KeyDestroyedError
        known: tuple[str, Fernet] | None = self.__dict__.get("_known")
        if known is None or known[0] != self.wrapped:
            known = self.wrapped, Fernet(unseal(self.wrapped.encode()))
            self.__dict__["_known"] = known
        return known[1]

    def destroy(self) -> None:
        """Destroy the key. Done again, the moment stays: it is the proof of when it was done."""
        before = type(self)._default_manager.filter(pk=self.pk).values_list("destroyed_at", flat=True).first()
        self.wrapped, self.destroyed_at = "", before or timezone.now()
        self.__dict__.pop("_known", None)
        self.save(update_fields=["wrapped", "destroyed_at"])


class StoredKey(models.Model):
    """A key of the installation for one purpose, wrapped, so that the installation's key can be changed without it."""

    purpose = models.CharField(max_length=20, unique=True)
    wrapped = models.TextField()

    class Meta:
        verbose_name = _("系统密钥")
        verbose_name_plural = _("系统密钥")

    def __str__(self) -> str:
        return self.purpose


def stored_key(purpose: str) -> bytes:
    """The key for a purpose, made when it is first asked for."""
    fresh = {"wrapped": seal(secrets.token_urlsafe(32).encode()).decode()}
    row, _created = StoredKey.objects.get_or_create(purpose=purpose, defaults=fresh)
    return unseal(row.wrapped.encode())
