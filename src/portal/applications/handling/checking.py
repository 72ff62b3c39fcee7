"""The check before a reply (先审后答): each ground answered, each part decided, and a reply that does not agree is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from disclosure.errors import CaseError
from disclosure.language import Message
from disclosure.language import _ as said
from disclosure.records import ApplicationEvent, Replied
from disclosure.records.exemptions import Finding, contradictions, exemptions
from disclosure.records.exemptions import Part as EnginePart
from portal.agencies.models import Person
from portal.applications.handling.models import Check, Part
from portal.applications.models import Application
from portal.audit.log import record as log


def findings_of(application: Application) -> Sequence[Finding]:
    """What the check found; empty where none was made."""
    made = Check.objects.filter(application=application).first()
    return made.findings() if made else ()


def stands_against(application: Application, event: ApplicationEvent | None) -> tuple[Message, ...]:
    """Why a reply cannot be given on what the check found; empty where it agrees, or is no reply."""
    if not isinstance(event, Replied):
        return ()
    parts = [EnginePart(part.label, part.ground, part.reason) for part in application.parts.all()]
    return contradictions(event, findings_of(application), parts)


@transaction.atomic
def save_check(application: Application, said_now: Mapping[str, Mapping[str, Any]], by: Person) -> Check:
    """Keep the conclusions, by row. Raises :class:`CaseError` for a closed case, an unknown row, or what the law does not allow.

    A ground that the law forbids to lift stays; one that applies is lifted only with a reason.
    """
    if not application.is_open:
        raise CaseError(said("这件申请已经办结，审查结论不再改动"))
    known = exemptions().grounds
    for row, each in said_now.items():
        if row not in known:
            raise CaseError(said("没有“{row}”这种不予公开的情形", row=row))
        if each["applies"] and str(each.get("lifted", "")).strip() and not known[row].may_be_lifted:
            raise CaseError(said("“{ground}”成立的，依法不予公开，不能另行决定公开", ground=known[row].name))
    made, _created = Check.objects.get_or_create(application=application, defaults={"by": by})
    made.by, made.answers = by, json.dumps(said_now, ensure_ascii=False)
    made.save()
    applying = [row for row, each in said_now.items() if each["applies"]]
    log(application.agency, by, "application.checked", application, answered=len(said_now), applying=",".join(applying))
    return made


@transaction.atomic
def save_parts(application: Application, parts: Sequence[EnginePart], by: Person) -> None:
    """Keep the parts in place of those before. Raises :class:`CaseError` for a closed case or a part without what it needs."""
    if not application.is_open:
        raise CaseError(said("这件申请已经办结，审查结论不再改动"))
    for part in parts:
        if not part.label.strip():
            raise CaseError(said("每个部分都要写明名称，例如“附件2中的个人账号”"))
        if part.ground and part.ground not in exemptions().grounds:
            raise CaseError(said("没有“{row}”这种不予公开的情形", row=part.ground))
        if part.ground and not part.reason.strip():
            raise CaseError(said("“{part}”不予公开，还没有说明理由（第三十七条）", part=part.label))
    application.parts.all().delete()
    for part in parts:
        Part.objects.create(application=application, label=part.label, ground=part.ground, reason=part.reason)
    withheld = sum(bool(part.ground) for part in parts)
    log(application.agency, by, "application.parts_decided", application, parts=len(parts), withheld=withheld)
