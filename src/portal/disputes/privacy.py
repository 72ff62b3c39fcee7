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
from portal.applications.sealing.marks import normal
from portal.disputes.explain import story
from portal.disputes.models import Dispute, DisputeEvent

#: What stands in place of a name that is not the applicant's to have.
_THIRD = "（第三方）"


@receiver(holding, sender=Application, dispatch_uid="disputes.holding")
def on_holding(application: Application, own_only: bool, **_more: Any) -> dict[str, Any]:
    """The disputes about a case; to the office with what happened and which papers there are, which stay in the file."""
    return {"disputes": [_held(each, own_only) for each in application.disputes.order_by("filed_on", "pk")]}


def _held(dispute: Dispute, own_only: bool) -> dict[str, Any]:
    third = "" if _is_the_applicant(dispute) else dispute.party.strip()

    def without(text: str) -> str:
        """The text without the name of a third party; a single letter is no name to look for."""
        return text.replace(third, _THIRD) if len(third) > 1 else text

    party = _THIRD if third else dispute.party
    found = {"what": str(dispute), "organ": dispute.organ, "filed_on": dispute.filed_on, "party": party}
    if own_only:
        return found
    course = [
        {"on": line.event.on, "what": line.name, "detail": without(line.detail), "note": without(line.event.note)}
        for line in story(dispute)
    ]  # fmt: skip
    return found | {"course": course, "papers": [without(each.title) for each in dispute.files.all()]}


def _is_the_applicant(dispute: Dispute) -> bool:
    """Whether who brought a dispute is the applicant of its case, or acts for them: a third party may contest a disclosure."""
    case = dispute.application
    return case is not None and normal(dispute.party) in {normal(case.name), normal(case.agent)} - {""}


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
    if year is None:
        return found.none()
    contested = Dispute.objects.filter(closed_on=None).exclude(reconsideration=None).values("reconsideration")
    return found.filter(closed_on__lte=date(year, 12, 31)).exclude(pk__in=contested).order_by("closed_on", "pk")


def _against(dispute: Dispute) -> Iterator[str]:
    if dispute.application is not None and not dispute.application.is_erased:
        yield _("因申请提起的案件，随所涉申请一并删除。")
    if dispute.lawsuits.filter(closed_on=None).exists():
        yield _("复议后提起的行政诉讼还没有审结。")


def _erased(locked: Dispute, _asked: AskedErasure, _by: Person) -> Mapping[str, Any]:
    count = locked.files.count()
    let_go_of(locked)
    return {"files": count}


def _went_with(dispute: Dispute) -> bool:
    """Whether a dispute was erased with its application, and nothing is left of what an older backup may bring back."""
    if dispute.application is None or not dispute.application.is_erased:
        return False
    # Sealed columns can't be compared in the database; under a destroyed key they read as empty, so they are looked at as stored.
    named = Dispute.objects.filter(pk=dispute.pk).values_list("party", flat=True)
    said = dispute.events.values_list("note", "words")
    return not (any(named) or any(map(any, said)) or dispute.files.exists())


erasable(Dispute, Rules("dispute", lambda dispute: dispute.closed_on, _against, _erased, let_go_of, _went_with))
