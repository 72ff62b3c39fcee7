"""Letters as they are looked at by those who do not handle the case: names are covered until asked for, with a reason."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from disclosure.letters import Letter as Composed
from portal.agencies.access import Office
from portal.agencies.models import Role
from portal.applications import services
from portal.applications.models import Application, Letter, mask_name

_OPENED = "letters.opened:{pk}"
#: Seconds for which somebody who gave a reason sees a letter whole.
_LIFETIME = 1800
#: A single character stands in too many other words.
_SHORTEST = 2


def may_see_whole(request: HttpRequest, office: Office, letter: Letter) -> bool:
    """Whether somebody handles the case, or has just said why the letter is to be seen whole."""
    asked = request.session.get(_OPENED.format(pk=letter.pk), 0.0)
    return office.may(Role.CLERK, Role.LEADER) or time.time() - asked < _LIFETIME


def open_whole(request: HttpRequest, letter: Letter, office: Office, reason: str) -> None:
    """Let a person see a letter whole for a while; who and why (a key of ``REVEAL_REASONS``) stands in the log."""
    services.reveal(letter.application, "name", office.person, reason)
    request.session[_OPENED.format(pk=letter.pk)] = time.time()


def covered(composed: Composed, application: Application) -> Composed:
    """A letter with what the case page masks covered wherever it stands. What is signed is the whole of it."""
    hidden = dict(_hidden(application))
    lines = []
    for line in composed.lines:
        text = line.text
        for value, shown in sorted(hidden.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(value, shown)
        lines.append(replace(line, text=text))
    return replace(composed, lines=tuple(lines))


def _hidden(application: Application) -> Any:
    """What is masked of who applied, with what is shown in its place."""
    for name in services.MASKED:
        value = str(getattr(application, name) or "").strip()
        if len(value) >= _SHORTEST and services.is_masked(application, name):
            names = name in ("name", "contact_person", "agent")
            yield value, mask_name(value) if names else "*" * len(value)
