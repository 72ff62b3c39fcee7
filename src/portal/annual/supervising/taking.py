"""A register taken in (导入名录): sealed while somebody looks at what it would change, then exactly that, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.db import transaction

from disclosure.language import _
from portal.agencies.models import Agency, Person
from portal.annual.supervising.register import Change, NotTakenError, Plan, looked_through
from portal.audit.log import record

_SALT = "annual.supervising.register"
#: Seconds for which a list of changes may be looked at.
_LONGEST = 24 * 3600


class ChangedError(NotTakenError):
    """The agencies are not what they were when somebody looked: ``plan`` is what the register would change now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(_("机关的情况在您查看时有了变动，没有导入。请再看一遍下面的改动。"))
        self.plan = plan


@dataclass(frozen=True, slots=True)
class Looked:
    """A register as somebody looked through it: its text, and the changes that were shown."""

    text: str
    digest: str


def sealed(office: Agency, plan: Plan, by: Person) -> str:
    """A register and what was shown of it, to be sent back by the same person for the same office, and by nobody altered."""
    return signing.dumps([office.pk, by.pk, plan.digest, plan.text], salt=_SALT, compress=True)


def unsealed(office: Agency, seal: str, by: Person) -> Looked:
    """The same opened. Raises :class:`NotTakenError` where it is too old, altered, or another's."""
    try:
        whose, who, digest, text = signing.loads(seal, salt=_SALT, max_age=_LONGEST)
    except signing.BadSignature:
        whose = who = None
    if (whose, who) != (office.pk, by.pk):
        raise NotTakenError(_("这份改动清单已经过期。请重新选择名录文件。"))
    return Looked(text, digest)


@transaction.atomic
def take(office: Agency, looked: Looked, on: date, by: Person) -> Plan:
    """Enter what a register changes below an office, as it was looked at. All of it or nothing.

    The log keeps what each agency was and is. Raises :class:`ChangedError` where the register would change other things by now.
    """
    Agency.objects.select_for_update().get(pk=office.pk)
    plan = looked_through(office, looked.text, "", on)
    if plan.digest != looked.digest:
        raise ChangedError(plan)
    known = {one.code: one for one in (office, *Agency.objects.below(office))}
    for change in plan.new:
        known[change.code] = _entered(office, change)
    # Whom they are below, and who comes after them, may stand further down in the file.
    for change in plan.changes:
        agency = known[change.code]
        for fact in change.facts:
            if fact.column in ("parent", "successor"):
                setattr(agency, fact.column, known[fact.new] if fact.new else None)
            elif not change.is_new:
                setattr(agency, fact.column, _value(fact.column, fact.new))
        agency.save(update_fields=[fact.column for fact in change.facts])
    told = [
        {"code": change.code, "new": change.is_new, "facts": {fact.column: [fact.old, fact.new] for fact in change.facts}}
        for change in plan.changes
    ]
    record(office, by, "agencies.register_taken", office, new=len(plan.new), changed=len(plan.changed), changes=told)
    return plan


def _entered(office: Agency, change: Change) -> Agency:
    """A new agency, under a free name for its addresses."""
    number = Agency.objects.count() + 1
    while Agency.objects.filter(slug=f"office-{number}").exists():
        number += 1
    said = {fact.column: _value(fact.column, fact.new) for fact in change.facts if fact.column not in ("parent", "successor")}
    return Agency.objects.create(slug=f"office-{number}", code=change.code, hosting=False, parent=office, **said)


def _value(column: str, said: str | None) -> object:
    return date.fromisoformat(said) if said and column in ("valid_from", "valid_to") else said
