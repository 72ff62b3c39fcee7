"""What the handling of a case and its fees hold about its applicant, for whom it is about; not who of the staff did it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver

from disclosure.records.exemptions import exemptions
from portal.applications.fees.models import Fee
from portal.applications.handling.correction_keeping import held_of, of_the_applicant
from portal.applications.handling.models import Check, Suggestion
from portal.applications.models import Application
from portal.applications.privacy import files_held, holding
from portal.applications.sealing.models import SealedFile


@receiver(holding, sender=Application, dispatch_uid="handling.holding")
def on_holding(application: Application, own_only: bool, **_more: Any) -> dict[str, Any]:
    """Fees and what the applicant suggested; to the office all that was noted, asked, found and decided on the way."""
    found: dict[str, Any] = {"fees": [_fee(each) for each in application.fees.order_by("pk")]}
    suggestion = Suggestion.objects.filter(application=application).first()
    if suggestion is not None:
        found["suggestion"] = _said(suggestion, "on", "text", "accepted", "reason")
    found["made_public"] = [each.item.title for each in application.conversions.select_related("item")]
    return found if own_only else found | _of_the_office(application)


def _of_the_office(application: Application) -> dict[str, Any]:
    check = Check.objects.filter(application=application).first()
    return {
        "assignments": [
            _said(each, "unit", "at", "due_on", "asked", "answer") | {"state": each.get_state_display()}
            for each in application.assignments.all()
        ],
        "notes": [_said(each, "at", "text") for each in application.notes.all()],
        "check": list(_conclusions(check)) if check else [],
        "parts": [
            {"part": each.label, "ground": _ground(each.ground), "reason": each.reason} for each in application.parts.all()
        ],
        "extension_requests": [
            _said(each, "asked_at", "days", "reason", "approved", "opinion") for each in application.extension_requests.all()
        ],
        "records_corrections": [held_of(each) for each in of_the_applicant(application)],
    }


def _said(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names if getattr(row, name) not in ("", None)}


def _fee(fee: Fee) -> dict[str, Any]:
    names = ("number", "computed", "amount", "waiver_reason", "pay_how", "decided_on", "notice_number", "noticed_on",
             "reached_on", "cancelled_on", "cancelled_reason")  # fmt: skip
    payments = [_said(each, "on", "amount", "voucher", "reason", "void_reason") for each in fee.payments.all()]
    return _said(fee, *names) | {"standard": fee.get_standard_display(), "payments": payments}  # type: ignore[attr-defined]


def _ground(row: str) -> str:
    known = exemptions().grounds
    return str(known[row].name) if row in known else ""


def _conclusions(check: Check) -> Iterator[dict[str, Any]]:
    for row, each in check.said().items():
        lines = {"ground": _ground(row), "applies": each["applies"]}
        yield lines | {name: each[name] for name in ("lifted", "remark") if each.get(name)}


@receiver(files_held, sender=Application, dispatch_uid="handling.files_held")
def on_files_held(application: Application, **_more: Any) -> list[SealedFile]:
    """The evidence that came with requests to correct records of the applicant."""
    return [file for each in of_the_applicant(application) for file in each.files.all()]
