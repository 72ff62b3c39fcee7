"""Who works on a case (交办): given to a department or somebody with an internal day, accepted or given back, answered."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from disclosure.clock import working_days_between
from disclosure.errors import CaseError
from disclosure.language import _ as said
from portal.agencies.access import Office
from portal.agencies.models import Agency, Membership, Person, Role
from portal.applications.handling.models import Assignment
from portal.applications.models import Application
from portal.audit.log import record as log
from portal.law.calendars import calendar_of
from portal.today import today

#: So many working days before the statutory day the answer of a department is wanted: for the check, the letter, its delivery.
BEFORE = 5
_STANDING = (Assignment.State.ASKED, Assignment.State.ACCEPTED, Assignment.State.ANSWERED)
_STAFF = (Role.CLERK, Role.CONTRIBUTOR, Role.REVIEWER, Role.LEADER)


def standing(application: Application) -> Assignment | None:
    """The assignment that stands."""
    return application.assignments.filter(state__in=_STANDING).select_related("person").first()


def internal_day(application: Application, day: date) -> date:
    """The internal day to offer: :data:`BEFORE` working days before the statutory day, no earlier than tomorrow's working day."""
    calendar = calendar_of(application.agency)
    following = calendar.days_after(day)
    first = next(each.on for each in following if each.is_working)
    due = application.due_on
    if due is None or due <= first:
        return first
    found = due
    while found > first and not (calendar.day(found).is_working and working_days_between(found, due, calendar) >= BEFORE):
        found -= timedelta(1)
    return max(found, first)


def units_of(agency: Agency) -> list[str]:
    """The departments that people of an agency work in, and those that cases were given to."""
    working = Membership.objects.current(today()).filter(agency=agency).exclude(unit="").values_list("unit", flat=True)
    given = Assignment.objects.filter(application__agency=agency).values_list("unit", flat=True)
    return sorted({*working, *given})


def people_of(agency: Agency) -> QuerySet[Person]:
    """The people that a case can be given to."""
    here = Membership.objects.current(today()).filter(agency=agency, role__in=_STAFF)
    return Person.objects.filter(pk__in=here.values("person")).order_by("name", "username")


@transaction.atomic
def assign(
    application: Application, unit: str, person: Person | None, due_on: date, asked: str, by: Person
) -> Assignment:  # fmt: skip
    """Give a case to a department; what stood before ends. Raises :class:`CaseError` for a closed case, a wrong day."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not locked.is_open:
        raise CaseError(said("这件申请已经办结，不再交办"))
    if due_on < today():
        raise CaseError(said("内部办理期限不能早于今天"))
    if locked.due_on is not None and due_on >= locked.due_on:
        raise CaseError(said("内部办理期限应当早于答复期限{day}，给审核和送达留出时间", day=locked.due_on))
    for before in locked.assignments.filter(state__in=_STANDING):
        _move(before, Assignment.State.ENDED, by)
    made = Assignment.objects.create(application=locked, unit=unit, person=person, due_on=due_on, asked=asked, by=by)
    log(
        locked.agency, by, "application.assigned", locked, assignment=made.pk, unit=unit, assignee=person.pk if person else None,
        due_on=due_on.isoformat(),
    )  # fmt: skip
    return made


def _move(assignment: Assignment, state: str, by: Person, answer: str = "") -> None:
    assignment.state, assignment.moved_by = state, by
    if answer:
        assignment.answer = answer
    assignment.save()
    application = assignment.application
    log(application.agency, by, f"application.assignment_{state}", application, assignment=assignment.pk)


def concerns(assignment: Assignment, office: Office) -> bool:
    """Whether an assignment is somebody's: named, of the department, or a clerk's or leader's who looks after all."""
    if office.may(Role.CLERK, Role.LEADER) or assignment.person_id == office.person.pk:
        return True
    return assignment.person_id is None and assignment.unit in _own_units(office)


def _own_units(office: Office) -> list[str]:
    mine = Membership.objects.current(today()).filter(agency=office.agency, person=office.person).exclude(unit="")
    return list(mine.values_list("unit", flat=True))


def mine(office: Office) -> QuerySet[Assignment]:
    """The assignments of somebody that are still to be worked on, by their internal day."""
    found = Assignment.objects.filter(
        Q(person=office.person) | Q(person=None, unit__in=_own_units(office)), application__agency=office.agency,
        application__closed_on=None, state__in=(Assignment.State.ASKED, Assignment.State.ACCEPTED),
    )  # fmt: skip
    return found.select_related("application__agency", "application__case_key").order_by("due_on", "pk")


@transaction.atomic
def accept(pk: int, by: Person) -> Assignment:
    """Take it on (接收). Raises :class:`CaseError` where it is not waiting for that."""
    assignment = _locked(pk, Assignment.State.ASKED)
    if assignment.person_id is None:
        assignment.person = by
    _move(assignment, Assignment.State.ACCEPTED, by)
    return assignment


@transaction.atomic
def give_back(pk: int, reason: str, by: Person) -> Assignment:
    """Give it back (退回), with the reason. Raises :class:`CaseError`."""
    assignment = _locked(pk, Assignment.State.ASKED, Assignment.State.ACCEPTED)
    if not reason.strip():
        raise CaseError(said("退回须说明理由，例如应当由哪个部门承办"))
    _move(assignment, Assignment.State.RETURNED, by, reason)
    return assignment


@transaction.atomic
def answer(pk: int, text: str, by: Person) -> Assignment:
    """Say what was found and is advised (反馈). Raises :class:`CaseError`."""
    assignment = _locked(pk, Assignment.State.ACCEPTED)
    if not text.strip():
        raise CaseError(said("请写明检索的情况和处理的意见"))
    _move(assignment, Assignment.State.ANSWERED, by, text)
    return assignment


def _locked(pk: int, *states: str) -> Assignment:
    assignment = Assignment.objects.select_for_update().select_related("application__agency").get(pk=pk)
    if assignment.state not in states:
        raise CaseError(said("这一步刚刚已由别人办理，请刷新页面后再看"))
    return assignment
