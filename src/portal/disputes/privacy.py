"""What disputes hold about the applicant of a case: told when somebody asks, let go of when the case is erased."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext as _

from portal.agencies.models import Agency, Person
from portal.applications.models import Application
from portal.applications.privacy import erased, holding
from portal.applications.privacy.erasing import Rules, drop, erasable
from portal.applications.privacy.models import AskedErasure
from portal.applications.privacy.retention import last_year_kept_no_more
from portal.disputes.explain import story
from portal.disputes.models import Dispute, DisputeEvent


@receiver(holding, sender=Application, dispatch_uid="disputes.holding")
def on_holding(application: Application, own_only: bool, **_more: Any) -> dict[str, Any]:
    """The disputes about a case; to the office with what happened and which papers there are, which stay in the file."""
    return {"disputes": [_held(each, own_only) for each in application.disputes.order_by("filed_on", "pk")]}


def _held(dispute: Dispute, own_only: bool) -> dict[str, Any]:
    found = {"what": str(dispute), "organ": dispute.organ, "filed_on": dispute.filed_on, "party": dispute.party}
    if own_only:
        return found
    course = [
        {"on": line.event.on, "what": line.name, "detail": line.detail, "note": line.event.note} for line in story(dispute)
    ]  # fmt: skip
    return found | {"course": course, "papers": [each.title for each in dispute.files.all()]}


@receiver(erased, sender=Application, dispatch_uid="disputes.erased")
def on_erased(application: Application, **_more: Any) -> None:
    """Let go of who contested an erased case, of notes and files; what table four counts stays."""
    for dispute in Dispute.objects.filter(application=application):
        let_go_of(dispute)


def let_go_of(dispute: Dispute) -> None:
    """Destroy the key of a dispute, and blank what it sealed; its files go with the transaction."""
    Dispute.objects.filter(pk=dispute.pk).update(party="")
    # Events are never changed otherwise; here the law demands it.
    QuerySet(DisputeEvent).filter(dispute=dispute).update(note="", words="")
    for file in dispute.files.all():
        drop(file)
        file.delete()
    dispute.case_key.destroy()


def kept_long_enough(agency: Agency, day: date) -> QuerySet[Dispute]:
    """The disputes about no application whose time of keeping has ended before a day; others go with their application."""
    year = last_year_kept_no_more(agency, day)
    found = Dispute.objects.filter(agency=agency, application=None, case_key__destroyed_at=None)
    return found.none() if year is None else found.filter(closed_on__year__lte=year).order_by("closed_on", "pk")


def _against(dispute: Dispute) -> Iterator[str]:
    if dispute.application is not None and not dispute.application.is_erased:
        yield _("因申请提起的案件，随所涉申请一并删除。")


def _erased(locked: Dispute, _asked: AskedErasure, _by: Person) -> Mapping[str, Any]:
    count = locked.files.count()
    let_go_of(locked)
    return {"files": count}


erasable(Dispute, Rules("dispute", lambda dispute: dispute.closed_on, _against, _erased, let_go_of))
