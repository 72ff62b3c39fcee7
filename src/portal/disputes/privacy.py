"""What disputes hold about the applicant of a case: told when somebody asks, let go of when the case is erased."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver

from portal.applications.encryption import seal, unseal
from portal.applications.models import Application
from portal.applications.privacy import erased, holding, rotating
from portal.disputes.models import Dispute, DisputeEvent, DisputeFile


@receiver(holding, sender=Application, dispatch_uid="disputes.holding")
def on_holding(application: Application, **_more: Any) -> dict[str, Any]:
    """The disputes about a case with their parties."""
    found = application.disputes.order_by("filed_on", "pk")
    return {"disputes": [{"what": str(each), "filed_on": each.filed_on, "party": each.party} for each in found]}


#: What stands for the typed reason of a counter-event, which may not be without one.
ERASED_REASON = "（已依法删除）"


@receiver(erased, sender=Application, dispatch_uid="disputes.erased")
def on_erased(application: Application, **_more: Any) -> None:
    """Let go of who contested an erased case, of notes and files; what table four counts stays."""
    disputes = Dispute.objects.filter(application=application)
    disputes.update(party="")
    # Events are never changed otherwise; here the law demands it.
    QuerySet(DisputeEvent).filter(dispute__in=disputes).update(note="")
    for event in DisputeEvent.objects.filter(dispute__in=disputes, kind="dispute_struck"):
        QuerySet(DisputeEvent).filter(pk=event.pk).update(payload=event.payload | {"reason": ERASED_REASON})
    for file in DisputeFile.objects.filter(dispute__in=disputes):
        storage, name = file.file.storage, file.file.name
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
        file.delete()


@receiver(rotating, dispatch_uid="disputes.rotating")
def on_rotating(**_more: Any) -> None:
    """Seal the files of disputes under the key in force."""
    for file in DisputeFile.objects.all():
        storage, former = file.file.storage, file.file.name
        with storage.open(former) as sealed:
            content = unseal(sealed.read())
        file.file.save("file.sealed", ContentFile(seal(content)), save=False)
        file.save(update_fields=["file"])
        transaction.on_commit(lambda storage=storage, former=former: storage.delete(former))
