"""Changing the installation's key (更换加密密钥): keys of cases are wrapped anew, what it encrypted itself is encrypted anew."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction

from portal.applications.models import DraftFile, ImportFile
from portal.applications.sealing.fields import EncryptedTextField, seal, under_present_key, unseal
from portal.applications.sealing.keys import CaseKey, StoredKey


@transaction.atomic
def rotate() -> tuple[int, int]:
    """Bring everything under the key in force; gives how many keys and how many columns were changed.

    What the key in force encrypted already stays as it is, so that a second run changes nothing. Raises
    :class:`portal.applications.sealing.fields.UnreadableFieldError` where neither it nor a key before it fits; then nothing
    changed.
    """
    keys = 0
    for model in (CaseKey, StoredKey):
        for row in model.objects.exclude(wrapped=""):
            if not under_present_key(row.wrapped.encode()):
                row.wrapped = seal(unseal(row.wrapped.encode())).decode()
                row.save(update_fields=["wrapped"])
                keys += 1
    columns = sum(_columns(model) for model in apps.get_models())
    ImportFile.objects.all().delete()  # brought again if still wanted
    for file in DraftFile.objects.all():
        file.content = seal(unseal(bytes(file.content)))
        file.save(update_fields=["content"])
    return keys, columns


def _columns(model: type) -> int:
    """The encrypted columns of a model, past its own ways of saving: what they say doesn't change."""
    from django.db.models import QuerySet

    names = [field.attname for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]  # type: ignore[attr-defined]
    if not names:
        return 0
    rows = QuerySet(model)
    changed = 0
    for pk, *texts in list(rows.values_list("pk", *names)):
        changed += QuerySet(model).filter(pk=pk).update(**dict(zip(names, texts, strict=True)))
    return changed
