"""Letters and what they are made from, as they are stored: JSON in encrypted fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from disclosure.letters import Additions, Edit, Letter, Line, Withheld
from disclosure.records import ApplicationEvent, Status, event_from, event_to
from portal.applications.models import Application
from portal.applications.models import Letter as Stored


def freeze(letter: Letter) -> str:
    """A letter as it is kept for good."""
    kept = {
        "agency": letter.agency, "title": letter.title, "number": letter.number, "on": letter.on.isoformat(),
        "lines": [[line.key, line.style, line.text] for line in letter.lines], "files": list(letter.files),
    }  # fmt: skip
    return json.dumps(kept, ensure_ascii=False)


def frozen(stored: Stored) -> Letter:
    """A signed letter as it was."""
    kept: Any = json.loads(stored.content)
    if isinstance(kept, list):  # as the first version kept them: paragraphs with their style, the title and the number among them
        return _early(stored, kept)
    lines = tuple(Line(*line) for line in kept["lines"])
    return Letter(
        stored.kind, kept["agency"], kept["title"], kept["number"], lines, date.fromisoformat(kept["on"]), tuple(kept["files"])
    )


def _early(stored: Stored, kept: list[list[str]]) -> Letter:
    texts = [(style, text) for style, text in kept if text.strip() and style not in ("number", "signature")]
    title = next((text for style, text in texts if style == "title"), "").split("\n")[-1]
    lines = tuple(Line(f"p{place}", style, text) for place, (style, text) in enumerate(texts) if style != "title")
    agency = stored.application.agency.name
    return Letter(stored.kind, agency, title, stored.document_number, lines, stored.made_on or date.min)


def basis_to(event: ApplicationEvent | None, additions: Additions, note: str) -> str:
    """What a draft is composed from."""
    kept = {"event": event_to(event) if event else None, "additions": asdict(additions), "note": note}
    return json.dumps(kept, ensure_ascii=False)


def basis_of(stored: Stored) -> tuple[ApplicationEvent | None, Additions, str]:
    """The event to be recorded, what was written, and the note to be kept."""
    kept: Any = json.loads(stored.basis or "{}")
    event = event_from(kept["event"]) if kept.get("event") else None
    known = {each.name for each in fields(Additions)}
    given = {name: value for name, value in kept.get("additions", {}).items() if name in known}
    given["parts"] = tuple(Withheld(**part) for part in given.get("parts", ()))
    given["files"] = tuple(given.get("files", ()))
    return event, Additions(**given), str(kept.get("note", ""))


def edits_of(stored: Stored) -> dict[str, Edit]:
    """The paragraphs changed by hand."""
    kept: Mapping[str, list[str]] = json.loads(stored.edits or "{}")
    return {key: Edit(*pair) for key, pair in kept.items()}


def edits_to(edits: Mapping[str, Edit]) -> str:
    """The same, to be stored."""
    return json.dumps({key: [edit.before, edit.text] for key, edit in edits.items()}, ensure_ascii=False)


def drawn_of(stored: Stored) -> dict[str, str]:
    """The paragraphs as they were composed when somebody last looked after the draft."""
    kept: dict[str, str] = json.loads(stored.drawn or "{}")
    return kept


def drawn_to(letter: Letter) -> str:
    """The same, to be stored."""
    return json.dumps({line.key: line.text for line in letter.lines}, ensure_ascii=False)


def is_delivered(application: Application) -> bool:
    """Whether the applicant has the reply, so that tracking may show it."""
    return application.status == Status.DELIVERED
