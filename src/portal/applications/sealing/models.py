"""What rooms keep under the key of a case: whatever has a key of its own, its files, and events that are only ever added."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.applications.sealing.fields import CaseTextField, case_key_of
from portal.applications.sealing.keys import CaseKey

#: What stands for a typed reason that is erased: no counter-event is without one, so the engine would refuse the case for good.
ERASED_REASON = "（已依法删除）"


class OwnKey(models.Model):
    """Something that has a key of its own: a case, a dispute, a request to correct records. Erased, it has none any more."""

    # Without a constraint in the database: a backup holds no keys, they are put beside it when it is restored.
    case_key = models.OneToOneField(
        CaseKey, models.PROTECT, related_name="%(class)s", editable=False, db_constraint=False
    )  # fmt: skip

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it; a new one gets its key."""
        if self._state.adding and self.case_key_id is None:
            self.case_key = CaseKey.objects.create()
        super().save(*args, **kwargs)

    @property
    def is_erased(self) -> bool:
        """Whether its content was erased (已删除), and only what is counted is left."""
        return self.case_key.destroyed_at is not None


def placed(instance: models.Model, name: str) -> str:
    """The place of a sealed file: a folder for each room and year, and a name that says nothing."""
    return f"{instance._meta.app_label}/{timezone.localtime():%Y}/{name}"


class SealedFile(models.Model):
    """A file that is encrypted on disk under the key of its case, with its name."""

    title = CaseTextField(_("名称"))
    file = models.FileField(upload_to=placed)
    size = models.PositiveIntegerField(_("大小"))
    added_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["pk"]

    def put(self, name: str, content: bytes) -> None:
        """Take a file in under a name that says nothing."""
        self.title, self.size = name, len(content)
        self.file.save("file.sealed", ContentFile(case_key_of(self).seal(content)), save=False)

    def content(self) -> bytes:
        """The file as it was sent in. Raises :class:`portal.applications.sealing.fields.UnreadableFieldError`."""
        with self.file.open("rb") as sealed:
            found: bytes = case_key_of(self).unseal(sealed.read())
        return found

    def gone(self) -> tuple[Any, str]:
        """The storage and the name by which the file itself is deleted, once the transaction that lets go of it is kept."""
        return self.file.storage, self.file.name


class AppendOnlyError(Exception):
    """An event was to be changed or deleted. A mistake is corrected by a counter-event (更正误录)."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """A queryset that only adds."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Refused: events are corrected by counter-events."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refused: events are corrected by counter-events."""
        raise AppendOnlyError


class KeptEvent(models.Model):
    """One thing that happened, as it was recorded. Events are only ever added."""

    #: Parts of an event that hold what somebody typed.
    TYPED: ClassVar[tuple[str, ...]] = ()

    sequence = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("事项"), max_length=40)
    on = models.DateField(_("日期"))
    payload = models.JSONField(_("内容"))
    #: What somebody typed into the event (who was consulted, why it was taken back), as JSON: it may name people.
    words = CaseTextField(blank=True)
    note = CaseTextField(_("说明"), blank=True)
    recorded_at = models.DateTimeField(_("记录时间"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("记录人"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def said(self) -> dict[str, Any]:
        """All that the event says, as the engine stores it."""
        found: dict[str, Any] = self.payload | (json.loads(self.words) if self.words else {})
        if found.get("reason") == "":
            found["reason"] = ERASED_REASON
        return found

    def say(self, payload: Mapping[str, Any]) -> Self:
        """Take in what the engine stores of an event; what somebody typed is kept apart, encrypted."""
        typed = {name: value for name, value in payload.items() if name in self.TYPED and value}
        # An event that can't do without them keeps their place, so that the rest reads when they are erased.
        self.payload = {name: "" if name in typed else value for name, value in payload.items()}
        self.words = json.dumps(typed, ensure_ascii=False) if typed else ""
        return self

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event. Raises :class:`AppendOnlyError` where it stands already."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Refused."""
        raise AppendOnlyError
