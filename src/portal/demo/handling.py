"""Handling in the invented towns: cases given to departments, notes, checks, fees, whom else to ask, a record corrected."""

from __future__ import annotations

from datetime import date, timedelta

from disclosure.records import Standard, assess
from disclosure.records.exemptions import Part as EnginePart
from disclosure.records.exemptions import exemptions
from portal.agencies.models import Agency, Role
from portal.applications.fees.models import Fee, Payment
from portal.applications.handling.assigning import accept, assign, people_of
from portal.applications.handling.checking import save_check, save_parts
from portal.applications.handling.corrections import register
from portal.applications.handling.models import Note, OtherOffice
from portal.applications.models import Application, ApplicationEvent
from portal.demo.items import wording
from portal.demo.people import Town, somebody

#: Pages supplied on applications that were charged.
_PAGES = 160


def invent_handling(_town: Town, agency: Agency, day: date) -> None:
    """What people did beside the events of the cases."""
    words, clerk = wording()["handling"], somebody(agency, Role.CLERK)
    OtherOffice.objects.create(agency=agency, **words["office"])
    corrected = {"received_on": day - timedelta(6), **words["correction"]}
    register(agency, corrected, clerk)
    for event in ApplicationEvent.objects.filter(application__agency=agency, kind="fee_noticed").order_by("pk"):
        _fee(event, words["pay_how"])
    open_cases = Application.objects.filter(agency=agency, status="handling", due_on__gt=day + timedelta(3)).order_by("pk")
    for number, case in enumerate(open_cases):
        worker = people_of(agency).filter(memberships__role=Role.CONTRIBUTOR, memberships__agency=agency).order_by("pk").first()
        unit = worker.memberships.filter(agency=agency).values_list("unit", flat=True)[0] if worker else ""
        given = assign(case, unit or words["unit"], worker, day + timedelta(2), words["asked"], clerk)
        if number and worker:
            accept(given.pk, worker)
        Note.objects.create(application=case, text=words["note"], by=clerk)
    for case in open_cases[1:2]:
        _checked(case, words)


def _fee(event: ApplicationEvent, pay_how: str) -> None:
    application, clerk = event.application, somebody(event.application.agency, Role.CLERK)
    amount = assess(Standard.BY_PAGE, _PAGES, application.received_on or application.arrived_on).amount
    noticed = event.on - timedelta(2)
    fee = Fee.objects.create(
        application=application, standard=Standard.BY_PAGE, number=_PAGES, computed=amount, amount=amount, pay_how=pay_how,
        decided_on=noticed, decided_by=clerk, paper_on=noticed, event=event,
        paper_number=f"{application.agency.document_prefix}公费〔{noticed.year}〕{event.pk}号",
    )  # fmt: skip
    for paid in application.events.filter(kind="paid"):
        Payment.objects.create(fee=fee, on=paid.on, amount=amount, voucher=f"{paid.pk:08d}", event=paid, by=clerk)


def _checked(case: Application, words: dict[str, str]) -> None:
    """A check that found one ground, with the parts decided one by one."""
    row, clerk = "refused.internal_affairs", somebody(case.agency, Role.CLERK)
    said = {
        key: {
            "answers": {each.key: "yes" if key == row else "no" for each in ground.questions}, "applies": key == row,
            "remark": words["remark"] if key == row else "",
        }
        for key, ground in exemptions().grounds.items()
    }  # fmt: skip
    save_check(case, said, clerk)
    save_parts(case, (EnginePart(words["part"]), EnginePart(words["part_withheld"], row, words["remark"])), clerk)
