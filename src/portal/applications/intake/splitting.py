"""一事一申请: one application that asks for several things becomes several, each answered by itself, tied to the first.

The first part stays with the application that was made; each further part is an application of its own, received on the same
day by the same channel, followed with the same secret. How parts count in the report is a reading (``split_counting``); for the
fee each part is one (《政府信息公开信息处理费管理办法》第四条).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from disclosure.errors import CaseError
from disclosure.language import _ as said
from disclosure.letters import Additions
from disclosure.records import ApplicationEvent as EngineEvent
from disclosure.records import Confirmed, Corrected, CorrectionAsked, Received, effective
from portal.agencies.models import Agency, Person
from portal.applications import services
from portal.applications.intake.numbers import next_receipt_number
from portal.applications.intake.repeats import put_marks
from portal.applications.letters import issue
from portal.applications.models import Application
from portal.audit.log import record as log
from portal.today import today

MOST_PARTS = 20
#: What a case may have behind it when it is split: nothing was decided or asked of others yet.
_EARLY = (Received, Confirmed, CorrectionAsked, Corrected)
_KEPT = (
    "agency", "channel", "manner", "arrived_on", "read_back_on", "applicant_kind", "name", "identity_kind", "identity_number",
    "legal_representative", "contact_person", "agent", "agent_identity", "agent_phone", "phone", "address", "postcode", "email",
    "form_wanted", "way_wanted", "helps", "help_wanted", "secret_hash",
)  # fmt: skip


def parts_of(application: Application) -> list[Application]:
    """All parts that a case belongs to, the one that was split first; none where nothing was split."""
    first = application.split_from or application
    parts = list(Application.objects.filter(split_from=first, case_key__destroyed_at=None).order_by("pk"))
    return [first, *parts] if parts else []


def may_split(application: Application) -> bool:
    """Whether nothing stands against splitting a case: open, not a part itself, and nothing done in it yet."""
    events = effective(application.engine_events())
    return application.is_open and application.split_from_id is None and all(isinstance(event, _EARLY) for event in events)


@transaction.atomic
def split(application: Application, parts: Sequence[str], reason: str, by: Person) -> list[Application]:
    """Split a case into ``parts`` (what each asks for); the first stays with it. Gives all, with a letter that tells.

    Raises :class:`CaseError` where it may not be split, or into these parts.
    """
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    asked = [part.strip() for part in parts if part.strip()]
    if not may_split(locked):
        raise CaseError(said("这件申请已经开始办理或者办结，不能再拆分"))
    if not 2 <= len(asked) <= MOST_PARTS or len(set(asked)) < len(asked):
        raise CaseError(said("请写出两至{most}项不同的内容，每项一行", most=MOST_PARTS))
    if not reason.strip():
        raise CaseError(said("请写明拆分的理由"))
    Agency.objects.select_for_update().get(pk=locked.agency_id)
    before, day = locked.asked, today()
    events = effective(locked.engine_events())
    made = [_part(locked, each, before, reason, events, by) for each in asked[1:]]
    locked.asked, locked.split_on, locked.split_reason = asked[0], day, reason.strip()
    locked.description = _with_original(locked.description, before)
    locked.save()
    put_marks(locked)
    numbers = [each.receipt_number for each in made]
    log(locked.agency, by, "application.split", locked, parts=numbers)
    lines = "；".join(f"{each.receipt_number}：{each.asked}" for each in (locked, *made)) + "。"
    issue(locked, "split", Additions(note=lines), by)
    application.refresh_from_db()
    return [application, *made]


def _with_original(description: str, before: str) -> str:
    return "\n".join(filter(None, (description, f"原申请的内容：{before}")))


def _part(
    first: Application, asked: str, before: str, reason: str, events: Sequence[EngineEvent], by: Person
) -> Application:  # fmt: skip
    part = Application(
        **{name: getattr(first, name) for name in _KEPT}, asked=asked, description=_with_original(first.description, before),
        receipt_number=next_receipt_number(first.agency, first.arrived_on), split_from=first, split_on=today(),
        split_reason=reason.strip(), created_by=by,
    )  # fmt: skip
    part.save()
    put_marks(part)
    log(first.agency, by, "application.split_off", part, first=first.receipt_number)
    for event in events:
        services.record(part, event, by)
    return part
