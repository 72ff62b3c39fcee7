"""What the case file shows of its handling."""

from __future__ import annotations

from typing import Any

from disclosure.records.exemptions import exemptions
from portal.applications.fees.services import fee_of
from portal.applications.handling import assigning, converting, extending
from portal.applications.handling.checking import findings_of
from portal.applications.handling.forms import NoteForm
from portal.applications.handling.models import Check, Suggestion
from portal.applications.models import Application


def panel_of(application: Application) -> dict[str, Any]:
    """Who works on it, the check, the fee, what waits for approval, what follows, and the notes."""
    known, findings = exemptions().grounds, findings_of(application)
    latest = application.assignments.select_related("person", "by").order_by("pk").last()
    return {
        "assignment": latest, "standing": assigning.standing(application) is not None,
        "check": Check.objects.filter(application=application).select_related("by").first(),
        "checked": len(findings), "grounds": len(known), "unchecked": len(known) - len(findings),
        "applying": [known[each.row].name for each in findings if each.stands], "parts": application.parts.all(),
        "extension": extending.waiting(application), "fee": fee_of(application),
        "conversion": application.conversions.select_related("item").first(),
        "may_convert": converting.may_be_converted(application),
        "suggestion": Suggestion.objects.filter(application=application).first(),
        "notes": application.notes.select_related("by"), "note_form": NoteForm(auto_id="note-%s"),
    }  # fmt: skip
