"""An application whose fee was not paid in time is given up (视为放弃, 办法第六条): it lapses by itself, on the day after.

The law asks for no decision here: the period ends, and the application counts as given up. So the program records it on that
day without waiting for anybody, and lays the letter that tells the applicant before the leader, because a letter is signed by a
person. A payment that was made in time and came to be known later takes the lapse back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.clock import payment_due
from disclosure.clock.counting import Ending
from disclosure.errors import CaseError, DisclosureError
from disclosure.language import CHINESE, speaking
from disclosure.language import _ as said
from disclosure.records import FeeNoticed, Replied, Status, Struck, effective
from portal.agencies.models import Agency
from portal.applications import letters, services
from portal.applications.letters import Additions
from portal.applications.models import Application
from portal.audit.log import record as log
from portal.law.calendars import calendar_of
from portal.today import today

#: The row of table three for what was given up by not paying.
OUTCOME = "other.fee_overdue"


def due_of(application: Application) -> Ending | None:
    """The last day for paying; None where no notice was received."""
    noticed = [event for event in effective(application.engine_events()) if isinstance(event, FeeNoticed)]
    return payment_due(noticed[-1], calendar_of(application.agency)) if noticed else None


def lapse_unpaid(agency: Agency, day: date) -> list[Application]:
    """Let the applications lapse whose fee was not paid by its day; done twice, it does nothing more.

    Where the last day lies in a year whose working days were not announced yet it is not certain, and nothing lapses.
    """
    lapsed = []
    waiting = Application.objects.filter(agency=agency, status=Status.PAYMENT).prefetch_related("events").order_by("pk")
    for application in waiting:
        due = due_of(application)
        if due is None or due.provisional or due.on >= day:
            continue
        try:
            _lapse(application, due.on)
        except CaseError:  # somebody recorded a payment at this moment
            continue
        lapsed.append(application)
    return lapsed


@transaction.atomic
def _lapse(application: Application, due: date) -> None:
    from django.utils import translation

    on = due + timedelta(1)
    with translation.override("zh-hans"), speaking(CHINESE):
        note = _("缴费期限至%(day)s，届满没有登记缴费，自动记录。") % {"day": due.isoformat()}
    recorded = services.record(application, Replied(on, OUTCOME, "overdue"), None, note=note)
    log(application.agency, None, "application.lapsed", application, event=recorded.sequence, due_on=due.isoformat())
    try:
        letters.draft(application, "reply", recorded.engine_event(), Additions(), None, recorded=recorded)
    except DisclosureError:  # the letter can be written by hand; the lapse stands
        log(application.agency, None, "application.lapse_letter_failed", application, event=recorded.sequence)


def lapse_to_take_back(application: Application, paid_on: date) -> Sequence[Struck]:
    """The counter-event for a lapse by itself where the payment came in time; nothing where the application did not lapse.

    Raises :class:`CaseError` where it came too late, or the applicant was told already.
    """
    if application.outcome != OUTCOME or application.is_open:
        return ()
    due = due_of(application)
    if due is not None and paid_on > due.on:
        raise CaseError(said("缴费期限至{day}，这笔缴费已经逾期，申请已视为放弃（办法第六条）；收到的款项请退付", day=due.on))
    if application.status == Status.DELIVERED:
        raise CaseError(said("不再处理的告知已经送达。请先在办理经过中更正送达记录，再登记这笔缴费"))
    lapsed = [event for event in application.events.all() if event.kind == "replied" and event.payload["outcome"] == OUTCOME]
    application.letters.filter(event=lapsed[-1], state__in=("draft", "waiting")).delete()
    with speaking(CHINESE):
        reason = str(said("缴费在期限内完成，登记在后"))
    return (Struck(today(), lapsed[-1].sequence, reason),)
