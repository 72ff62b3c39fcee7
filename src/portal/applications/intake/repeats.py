"""The same asked before (重复申请、相同信息): earlier cases alike, and what is public already, with how near and why.

Cases are found by their marks (:mod:`portal.applications.sealing.marks`); only those found are decrypted, to say how
much they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from portal.agencies.models import Agency
from portal.applications.models import Application, Mark
from portal.applications.sealing.keys import stored_key
from portal.applications.sealing.marks import WHO, asked_marks, likeness, marks, tells_somebody
from portal.search.index import Hit, near

_FIELDS = ("applicant_kind", "name", "identity_number", "phone", "email", "asked")
#: From this share of common pairs on two requests are shown as alike; from the other on as the same.
ALIKE, SAME = 0.4, 0.8
MOST = 10


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another case: how much of what is asked it shares (0 to 1), and by what its applicant is the same (kinds of marks)."""

    application: Application
    likeness: float
    same_by: tuple[str, ...]

    @property
    def percent(self) -> int:
        """The likeness in per cent."""
        return round(100 * self.likeness)

    @property
    def may_repeat(self) -> bool:
        """Whether the same applicant seems to ask the same again (第三十六条第六项)."""
        return bool(self.same_by) and self.likeness >= ALIKE


def put_marks(application: Application) -> None:
    """Mark a case, in place of the marks that it had."""
    found = marks(application.agency_id, _said(application), stored_key("marks"))
    application.marks.all().delete()
    Mark.objects.bulk_create(Mark(application=application, kind=kind, value=value) for kind, value in found)


def _said(application: Application) -> dict[str, str]:
    return {field: str(getattr(application, field)) for field in _FIELDS}


def earlier(application: Application) -> list[Earlier]:
    """The other cases of the agency alike, or of the same applicant: those that may be repeated first, then the likest."""
    return _alike(application.agency, _marks_of(application), application.asked, leave_out=application.pk)


def _marks_of(application: Application) -> list[tuple[str, int]]:
    """The marks of a case that count: older ones were made of whatever stood where a number is asked for."""
    idle = {kind for kind in ("identity", "phone") if not tells_somebody(getattr(application, WHO[kind]))}
    return [(kind, value) for kind, value in application.marks.values_list("kind", "value") if kind not in idle]


def earlier_of(agency: Agency, answers: Mapping[str, str]) -> list[Earlier]:
    """The same for an application that was not made yet: ``answers`` are its fields."""
    said = {field: str(answers.get(field, "")) for field in _FIELDS}
    return _alike(agency, list(marks(agency.pk, said, stored_key("marks"))), said["asked"], leave_out=None)


def same_asked(agency: Agency, asked: str) -> list[Earlier]:
    """The cases of an agency in which much the same was asked, by whomever."""
    return _alike(agency, list(asked_marks(agency.pk, asked, stored_key("marks"))), asked, leave_out=None)


def _alike(agency: Agency, wanted: list[tuple[str, int]], asked: str, *, leave_out: int | None) -> list[Earlier]:
    met: dict[int, set[str]] = defaultdict(set)
    values = [value for _kind, value in wanted]
    shared = Mark.objects.filter(value__in=values, application__agency=agency).exclude(application=leave_out)
    for pk, kind in shared.values_list("application", "kind"):
        met[pk].add(kind)
    # A name alone tells a company; for a person it is only told together with what is asked.
    found = []
    for case in Application.objects.filter(pk__in=met, agency=agency, case_key__destroyed_at=None):
        near_by = likeness(asked, case.asked)
        by = tuple(kind for kind in (*WHO, "name") if kind in met[case.pk])
        if near_by >= ALIKE or set(by) & set(WHO) or (by and case.applicant_kind != "natural_person"):
            found.append(Earlier(case, near_by, by))
    found.sort(key=lambda each: (not each.may_repeat, -each.likeness, -each.application.pk))
    return found[:MOST]


def public_already(agency: Agency, asked: str) -> list[tuple[Hit, int]]:
    """What the agency's site shows of what is asked, nearest first, with the share of its words in per cent."""
    return [(hit, round(100 * share)) for hit, share in near(asked, agency)]


def of_the_same_person(application: Application) -> list[Application]:
    """The cases of one person in the agency, this one first: by identity number, or by name together with telephone or e-mail.

    A telephone alone may be a family's, a name alone anybody's, and "无" in place of a number everybody's.
    """
    values = [value for kind, value in _marks_of(application) if kind in (*WHO, "name")]
    met: dict[int, set[str]] = defaultdict(set)
    shared = Mark.objects.filter(value__in=values, application__agency=application.agency).exclude(application=application)
    for pk, kind in shared.values_list("application", "kind"):
        met[pk].add(kind)
    same = [pk for pk, kinds in met.items() if "identity" in kinds or ("name" in kinds and kinds & {"phone", "email"})]
    others = Application.objects.filter(pk__in=same, case_key__destroyed_at=None).order_by("arrived_on", "pk")
    return [application, *others]
