"""What an applicant has answered so far: kept in the session, sealed, so that nothing personal stands readable anywhere."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from portal.agencies.models import Agency
from portal.applications.forms import OPTIONAL, STEPS, NameForm, WantedForm, steps_for
from portal.applications.intake.numbers import new_token, token_hash
from portal.applications.models import DraftFile
from portal.applications.sealing.fields import UnreadableFieldError, seal, unseal

#: Seconds for which answers and files are kept: a day.
_LIFETIME = 24 * 3600
#: Files of one application, and of all that are being filled in at once: the door is open to everybody.
MOST_FILES, MOST_WAITING = 5, 2000
_NOT_FIELDS = {"has_agent", "authority", "upload", "upload_kind"}


class TooManyFilesError(Exception):
    """No more files are taken: of this application, or for now of anybody's."""


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
        said = {name: value for name, value in answers.items() if name not in ("authority", "upload", "upload_kind")}
        self.answers |= said | {f"done:{step}": True}
        content = json.dumps({"token": self.token, "answers": self.answers}, ensure_ascii=False)
        self.session[self.key] = seal(content.encode()).decode()

    def forget(self) -> None:
        """Drop everything once it was sent."""
        self.files().delete()
        self.session.pop(self.key, None)

    def steps(self) -> list[str]:
        """The steps that this applicant goes through, in order."""
        return steps_for(self.answers)

    def missing(self) -> str | None:
        """The first step not answered yet that must be, None when all are."""
        needed = (step for step in self.steps() if step not in OPTIONAL)
        return next((step for step in needed if not self.answers.get(f"done:{step}")), None)

    def form(self, step: str, data: Any = None, files: Any = None) -> forms.Form:
        """The form of a step, filled with what was answered before."""
        kind = STEPS[step]
        more = {"answers": self.answers} if kind in (NameForm, WantedForm) else {}
        known = {name: self.answers[name] for name in kind.base_fields if name in self.answers}  # type: ignore[attr-defined]
        if "helps" in known:
            known["helps"] = str(known["helps"]).split()
        return kind(data, files, initial=known, **more)

    def application_fields(self) -> dict[str, Any]:
        """What goes into the application: the answers of the questions that concern this applicant only."""
        asked = {step: self.form(step).fields for step in self.steps()}
        fields = {name for step in asked for name in asked[step]} - _NOT_FIELDS
        return {name: value for name, value in self.answers.items() if name in fields}

    def files(self) -> Any:
        """The files attached so far."""
        return DraftFile.objects.filter(form_token=token_hash(self.token))

    def add_file(self, kind: str, name: str, content: bytes) -> None:
        """Take a file in. Raises :class:`TooManyFilesError`."""
        DraftFile.objects.filter(at__lt=timezone.now() - timedelta(seconds=_LIFETIME)).delete()
        if self.files().count() >= MOST_FILES or DraftFile.objects.count() >= MOST_WAITING:
            raise TooManyFilesError
        if kind == "authority":  # there is one; a new one takes its place
            self.files().filter(kind=kind).delete()
        DraftFile.objects.create(
            form_token=token_hash(self.token), kind=kind, title=name, content=seal(content), size=len(content)
        )

    def drop_file(self, pk: int) -> None:
        """Take a file out again."""
        self.files().filter(pk=pk).delete()

    def attachments(self) -> list[tuple[str, bytes, str]]:
        """The files as they are handed to the application: name, content, kind."""
        return [(each.title, unseal(bytes(each.content)), each.kind) for each in self.files()]
