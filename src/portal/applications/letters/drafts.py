"""Drafts: composed anew from the case each time, with the edits on top, and what still stands between them and a signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from disclosure.errors import CaseError
from disclosure.language import Message, _
from disclosure.letters import Additions, Edit, Letter, compose, digest, edited, wants
from disclosure.records import ApplicationEvent, Replied
from portal.agencies.models import Person
from portal.applications.handling.checking import stands_against
from portal.applications.letters.facts import digests_of, enclosed, matter_of, rules_of, template_of, withheld_parts
from portal.applications.letters.stored import basis_of, basis_to, drawn_of, drawn_to, edits_of, edits_to
from portal.applications.models import Application
from portal.applications.models import ApplicationEvent as RecordedEvent
from portal.applications.models import Letter as Stored
from portal.audit.log import record as log
from portal.today import today


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft as it would be signed now. ``changed``: paragraphs that the case made different since somebody last looked."""

    letter: Letter
    composed: Letter
    stale: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[Message, ...]
    digest: str

    @property
    def ready(self) -> bool:
        """Whether nothing stands between it and a signature."""
        return not (self.missing or self.changed or self.stale)


@transaction.atomic
def draft(
    application: Application,
    kind: str,
    event: ApplicationEvent | None,
    additions: Additions,
    by: Person | None,
    *,
    note: str = "",
    recorded: RecordedEvent | None = None,
) -> Stored:
    """Begin a letter. ``recorded``: its event happened already (a lapse by itself); else it is recorded at signing.

    Raises :class:`CaseError` and :class:`LawError` where it cannot be composed.
    """
    stored = Stored(
        application=application, kind=kind, state=Stored.State.DRAFT, drafted_by=by, event=recorded,
        basis=basis_to(event, additions, note),
    )  # fmt: skip
    stored.drawn = drawn_to(_composed(stored))
    stored.save()
    log(application.agency, by, "application.letter_drafted", application, letter=stored.pk, kind=kind)
    return stored


def dated(event: ApplicationEvent | None) -> ApplicationEvent | None:
    """The event on the day on which it is signed: an official letter bears the day of its signing (成文日期)."""
    return replace(event, on=today()) if event is not None else None


def _composed(stored: Stored) -> Letter:
    application = stored.application
    event, add, _note = basis_of(stored)
    event = dated(event)
    if isinstance(event, Replied) and event.outcome == "partly_granted":
        add = replace(add, parts=withheld_parts(application) or add.parts)
    ahead = None if stored.event_id else event
    files = tuple(file.title for file in enclosed(application)) if isinstance(event, Replied) else add.files
    return compose(
        template_of(application.agency, stored.kind), matter_of(application, ahead), today(), event=event,
        additions=replace(add, files=files), rules=rules_of(application.agency, today()),
    )  # fmt: skip


def shown(stored: Stored) -> Shown:
    """The draft as it is now."""
    composed = _composed(stored)
    letter, stale = edited(composed, edits_of(stored))
    before, now = drawn_of(stored), {line.key: line.text for line in composed.lines}
    changed = tuple(key for key in {**before, **now} if before.get(key) != now.get(key))
    event, _add, _note = basis_of(stored)
    files = digests_of(enclosed(stored.application)) if isinstance(event, Replied) else []
    against = () if stored.event_id else stands_against(stored.application, event)
    return Shown(letter, composed, stale, changed, (*wants(letter, composed), *against), digest(letter, files))


def _hold(stored: Stored) -> None:
    """Bring the draft up to how it stands now, and hold it until the act is over.

    Raises :class:`CaseError` where it was signed or thrown away.

    What somebody still has open in another window must not write over a letter that is frozen.
    """
    there = Stored.objects.select_for_update().filter(pk=stored.pk).first()
    if there is None or there.is_signed:
        raise CaseError(_("这份文书刚刚已由别人签发或者删除，请刷新页面后再看"))
    stored.refresh_from_db()


@transaction.atomic
def save_edits(stored: Stored, texts: Mapping[str, str], by: Person) -> None:
    """Keep what somebody made of paragraphs; one that is as it was composed is no edit. A letter that waits comes back.

    Raises :class:`CaseError`, as every act on a draft, where it was signed meanwhile.
    """
    _hold(stored)
    composed = _composed(stored)
    edits = edits_of(stored)
    for line in composed.lines:
        if line.key not in texts:
            continue
        text = texts[line.key].replace("\r\n", "\n").strip()
        if text == line.text.strip():
            edits.pop(line.key, None)
        else:
            edits[line.key] = Edit(line.text, text)
    stored.edits, stored.drawn, stored.state = edits_to(edits), drawn_to(composed), Stored.State.DRAFT
    stored.save()
    log(stored.application.agency, by, "application.letter_edited", stored.application, letter=stored.pk, edits=len(edits))


@transaction.atomic
def accept(stored: Stored) -> None:
    """Take note of what the case changed; edits stay, over the paragraphs as they are now. Raises :class:`CaseError`."""
    _hold(stored)
    composed = _composed(stored)
    now = {line.key: line.text for line in composed.lines}
    edits = {key: Edit(now[key], edit.text) for key, edit in edits_of(stored).items() if key in now}
    stored.edits, stored.drawn = edits_to(edits), drawn_to(composed)
    stored.save()


@transaction.atomic
def send(stored: Stored, by: Person) -> None:
    """Lay it before the leader (送签). Raises :class:`CaseError`."""
    _hold(stored)
    stored.state, stored.opinion = Stored.State.WAITING, ""
    stored.save()
    log(stored.application.agency, by, "application.letter_sent", stored.application, letter=stored.pk)


@transaction.atomic
def give_back(stored: Stored, opinion: str, by: Person) -> None:
    """The leader gives it back (退回) with an opinion. Raises :class:`CaseError`."""
    _hold(stored)
    stored.state, stored.opinion = Stored.State.DRAFT, opinion
    stored.save()
    log(stored.application.agency, by, "application.letter_returned", stored.application, letter=stored.pk)


@transaction.atomic
def discard(stored: Stored, by: Person) -> None:
    """Throw a draft away. Raises :class:`CaseError` for the letter of what happened by itself: it must be written."""
    _hold(stored)
    if stored.event_id:
        raise CaseError(_("这份文书对应的事项已经记录，应当签发，不能删除；写错的请修改正文"))
    log(stored.application.agency, by, "application.letter_discarded", stored.application, letter=stored.pk)
    stored.delete()
