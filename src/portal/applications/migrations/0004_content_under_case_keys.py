"""What cases hold is encrypted anew under a key of each; files too. What read the installation's key directly gets keys of its own."""

import json

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import migrations, transaction

from portal.applications.sealing.fields import seal
from portal.applications.sealing.keys import CaseKey
from portal.applications.sealing.marks import marks

_TYPED = ("name", "reason", "unit")


def forwards(apps, _schema_editor):
    application = apps.get_model("applications", "Application")
    if not application.objects.exists():
        return
    stored = apps.get_model("applications", "StoredKey")
    # Secrets of receipts and marks of followers were made with the installation's key: they go on with a copy of it.
    for purpose in ("receipts", "followers"):
        stored.objects.create(purpose=purpose, wrapped=seal(settings.FIELD_KEY.encode()).decode())
    key = settings.FIELD_KEY.encode()
    stored.objects.create(purpose="marks", wrapped=seal(key).decode())
    for pk in list(application.objects.filter(case_key=None).order_by("pk").values_list("pk", flat=True)):
        _convert(apps, application.objects.get(pk=pk), key)


def _convert(apps, case, key):
    real = CaseKey()  # the model of today wraps and seals; the row is the history's
    row = apps.get_model("applications", "CaseKey").objects.create(id=real.pk, wrapped=real.wrapped)
    case.case_key = row
    row.seal, row.unseal = real.seal, real.unseal
    _save(case, "name", "identity_number", "contact_person", "agent", "phone", "address", "postcode", "email", "asked",
          "asked_number", "description", "case_key")  # fmt: skip
    for event in apps.get_model("applications", "ApplicationEvent").objects.filter(application=case):
        event.application = case
        typed = {name: value for name, value in event.payload.items() if name in _TYPED and value}
        event.payload |= dict.fromkeys(typed, "")
        event.words = json.dumps(typed, ensure_ascii=False) if typed else ""
        _save(event, "note", "words", "payload")
    for letter in apps.get_model("applications", "Letter").objects.filter(application=case):
        letter.application = case
        _save(letter, "content", "basis", "edits", "drawn", "opinion")
    for attachment in apps.get_model("applications", "Attachment").objects.filter(application=case):
        attachment.application = case
        _convert_file(attachment, real)
    fields = {name: getattr(case, name) for name in ("applicant_kind", "name", "identity_number", "phone", "email", "asked")}
    mark = apps.get_model("applications", "Mark")
    mark.objects.bulk_create(
        [mark(application=case, kind=kind, value=value) for kind, value in marks(case.agency_id, fields, key)]
    )


def _save(row, *names):
    for name in names:
        getattr(row, name)  # read what is stored, so that it is written anew
    row.save(update_fields=names)


def _convert_file(attachment, key):
    former, storage = attachment.file.name, attachment.file.storage
    if not storage.exists(former):
        return _save(attachment, "title")
    with storage.open(former) as file:
        content = key.unseal(file.read())
    attachment.file.save("file.sealed", ContentFile(key.seal(content)), save=False)
    _save(attachment, "title", "file")
    return transaction.on_commit(lambda: storage.delete(former))


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_case_keys")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
