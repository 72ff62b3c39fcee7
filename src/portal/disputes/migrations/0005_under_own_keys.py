"""What disputes sealed under the installation's key, or kept in plain, is sealed under the key of each; files too."""

import json

from django.core.files.base import ContentFile
from django.db import migrations, transaction

from portal.applications.sealing.fields import CASE_MARK, Sealed, unseal
from portal.applications.sealing.keys import CaseKey

#: Stood in place of reasons that were erased.
_ERASED = "（已依法删除）"


def forwards(apps, _schema_editor):
    for dispute in apps.get_model("disputes", "Dispute").objects.filter(case_key=None).order_by("pk"):
        _convert(apps, dispute)


def _convert(apps, dispute):
    real = CaseKey()  # the model of today wraps and seals; the row is the history's
    destroyed = dispute.application.case_key.destroyed_at if dispute.application_id else None
    wrapped = "" if destroyed else real.wrapped
    key = apps.get_model("applications", "CaseKey").objects.create(id=real.pk, wrapped=wrapped, destroyed_at=destroyed)
    disputes = apps.get_model("disputes", "Dispute").objects.filter(pk=dispute.pk)
    party = disputes.values_list("party", flat=True).get()
    disputes.update(case_key=key, party=_sealed(party, real, destroyed))
    event_model = apps.get_model("disputes", "DisputeEvent")
    for pk, payload, note in event_model.objects.filter(dispute_id=dispute.pk).values_list("pk", "payload", "note"):
        reason = payload.get("reason") or ""
        changed = {"note": _sealed(note, real, destroyed)}
        if reason:
            changed["payload"] = payload | {"reason": ""}
            if reason != _ERASED and not destroyed:
                words = json.dumps({"reason": reason}, ensure_ascii=False)
                changed["words"] = Sealed(real.seal(words.encode()).decode())
        event_model.objects.filter(pk=pk).update(**changed)
    file_model = apps.get_model("disputes", "DisputeFile")
    for pk, title in file_model.objects.filter(dispute_id=dispute.pk).values_list("pk", "title"):
        file_model.objects.filter(pk=pk).update(title=_sealed(title, real, destroyed))
        if not destroyed:
            _convert_file(file_model.objects.defer("title").get(pk=pk), real)


def _sealed(value, key, destroyed):
    """What stands in a column, under the key; nothing where that is destroyed."""
    if not value or destroyed:
        return ""
    if value.startswith(CASE_MARK):
        return Sealed(value)
    return Sealed(key.seal(unseal(value.encode())).decode())


def _convert_file(row, key):
    former, storage = row.file.name, row.file.storage
    if not storage.exists(former):
        return
    with storage.open(former) as file:
        content = key.unseal(file.read())
    row.file.save("file.sealed", ContentFile(key.seal(content)), save=False)
    row.save(update_fields=["file"])
    transaction.on_commit(lambda: storage.delete(former))


class Migration(migrations.Migration):
    dependencies = [("disputes", "0004_own_keys")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
