"""The form of an act (办理): what it asks, the event it records, the letter that goes with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disclosure.letters import kind_of_event
from disclosure.records import ApplicationEvent
from portal.applications.letters import Additions
from portal.applications.models import Application
from portal.today import today


def day(label: Any, hint: Any = "") -> forms.DateField:
    """The field of a day, today to begin with."""
    return forms.DateField(
        label=label, help_text=hint, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=today
    )


def words(label: Any, *, required: bool = False, hint: Any = "", rows: int = 4) -> forms.CharField:
    """The field of a text."""
    return forms.CharField(
        label=label, required=required, max_length=5000, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


class ActForm(forms.Form):
    """An act on a day. ``event`` and ``additions`` are what becomes of it."""

    on = day(_("日期"))

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        """Keep the application at hand."""
        super().__init__(*args, **kwargs)
        self.application = application

    def clean_on(self) -> date:
        """Only what has happened."""
        on: date = self.cleaned_data["on"]
        if on > today():
            raise ValidationError(_("只能记录已经发生的事，日期不能晚于今天"))
        return on

    def event(self) -> ApplicationEvent:
        """The event of the engine."""
        raise NotImplementedError

    def additions(self) -> Additions:
        """What goes into the letter."""
        return Additions()

    def kept_note(self) -> str:
        """What is kept beside the event, encrypted."""
        return str(self.cleaned_data.get("note", ""))

    def drafts(self) -> bool:
        """Whether it begins a letter to be signed later, and is recorded then: a reply, unless it was signed on paper."""
        if not kind_of_event(self.event()):
            return False
        return "draft" in self.data or ("paper_signer" in self.fields and not self.cleaned_data["paper_signer"].strip())


def simple(kind: type, day_label: Any, note_label: Any = None, hint: Any = "") -> type[ActForm]:
    """An act that records a day and, if wanted, a note."""

    def event(self: ActForm) -> ApplicationEvent:
        found: ApplicationEvent = kind(self.cleaned_data["on"])
        return found

    fields: dict[str, Any] = {"on": day(day_label, hint), "event": event, "__doc__": f"Records {kind.__name__}."}
    if note_label:
        fields["note"] = words(note_label, rows=2)
    return type(f"{kind.__name__}Form", (ActForm,), fields)
