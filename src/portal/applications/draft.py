"""What an applicant has answered so far: kept in the session, sealed, so that nothing personal stands readable anywhere."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.http import HttpRequest

from portal.agencies.models import Agency
from portal.applications.encryption import UnreadableFieldError, seal, unseal
from portal.applications.forms import STEPS, NameForm, WantedForm
from portal.applications.numbers import new_token

#: Seconds for which answers are kept: a day.
_LIFETIME = 24 * 3600


class Draft:
    """The answers of one applicant to one agency, and the token that makes sending them twice harmless."""

    def __init__(self, request: HttpRequest, agency: Agency) -> None:
        """Read what the session holds; start afresh where it holds nothing readable."""
        self.session = request.session
        self.key = f"apply:{agency.slug}"
        try:
            kept = json.loads(unseal(str(self.session.get(self.key, "")).encode(), lifetime=_LIFETIME))
        except UnreadableFieldError:
            kept = {"token": new_token(), "answers": {}}
        self.token: str = kept["token"]
        self.answers: dict[str, Any] = kept["answers"]

    def keep(self, step: str, answers: dict[str, Any]) -> None:
        """Keep the answers of a step."""
        self.answers |= answers | {f"done:{step}": True}
        content = json.dumps({"token": self.token, "answers": self.answers}, ensure_ascii=False)
        self.session[self.key] = seal(content.encode()).decode()

    def forget(self) -> None:
        """Drop everything once it was sent."""
        self.session.pop(self.key, None)

    def missing(self) -> str | None:
        """The first step not answered yet, None when all are."""
        return next((step for step in STEPS if not self.answers.get(f"done:{step}")), None)

    def form(self, step: str, data: Any = None) -> forms.Form:
        """The form of a step, filled with what was answered before."""
        kind = STEPS[step]
        more = {"answers": self.answers} if kind in (NameForm, WantedForm) else {}
        known = {name: self.answers[name] for name in kind.base_fields if name in self.answers}  # type: ignore[attr-defined]
        return kind(data, initial=known, **more)

    def application_fields(self) -> dict[str, Any]:
        """What goes into the application: the answers of its own questions only."""
        dropped = {"has_agent"}
        fields = {name for kind in STEPS.values() for name in kind.base_fields} - dropped  # type: ignore[attr-defined]
        found = {name: value for name, value in self.answers.items() if name in fields}
        if not self.answers.get("has_agent"):
            found.pop("agent", None)
        return found
