"""What applicants do from outside: withdraw, correct, rate, keep an application in their account. Each act once, and logged."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count

from disclosure.errors import CaseError
from disclosure.language import _ as said
from disclosure.records import Corrected, Withdrawn
from portal.agencies.models import Agency, Person
from portal.applicants.models import Ownership, Rating
from portal.applications import services as applications
from portal.applications.models import Application
from portal.applications.sealing.keys import stored_key
from portal.audit.log import record as log
from portal.today import today

#: Below so many ratings a year only their number is shown: an average of two would say what each of the two thought.
FEWEST_SHOWN = 5
#: From this score of five on somebody was content (满意).
CONTENT = 4


def withdraw(application: Application) -> None:
    """The applicant takes the application back (撤回). Raises :class:`CaseError` once it is decided."""
    applications.record(application, Withdrawn(today()), None)


@transaction.atomic
def correct(application: Application, text: str, files: Sequence[tuple[str, bytes]] = ()) -> None:
    """The applicant's correction, received today (收到补正的申请). Raises :class:`CaseError` where none is awaited."""
    applications.record(application, Corrected(today()), None, note=text)
    for name, content in files:
        applications.attach(application, name, content, None)


def _mark(application: Application) -> str:
    # A key of its own, which stays when the installation's key is changed: nobody rates twice then.
    return hmac.new(stored_key("ratings"), f"gongkai.rating:{application.pk}".encode(), hashlib.sha256).hexdigest()


def is_rated(application: Application) -> bool:
    """Whether somebody has rated the handling of this application."""
    return Rating.objects.filter(mark=_mark(application)).exists()


def rating_of(application: Application) -> Rating | None:
    """The rating of an application; for its applicant alone, since nobody else may know whose it is."""
    return Rating.objects.filter(mark=_mark(application)).first()


def rate(application: Application, score: int, words: str) -> None:
    """Rate the handling of a closed application, once. Raises :class:`CaseError`."""
    if application.is_open:
        raise CaseError(said("申请办结之后才能评价"))
    try:
        with transaction.atomic():
            Rating.objects.create(
                agency=application.agency, year=today().year, score=score, words=words, mark=_mark(application)
            )  # fmt: skip
    except IntegrityError as error:
        raise CaseError(said("这件申请已经评价过了")) from error


def forget_words(application: Application) -> None:
    """Let go of what somebody wrote when they rated an application that is erased; the score, which names nobody, counts on."""
    Rating.objects.filter(mark=_mark(application)).update(words="")


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The ratings of a year: how many, and, of enough of them, the average and how many gave each score."""

    year: int
    count: int
    average: float | None
    scores: tuple[tuple[int, int], ...]


def satisfaction(agency: Agency, year: int) -> Satisfaction:
    """The ratings of an agency in a year."""
    found = Rating.objects.filter(agency=agency, year=year).order_by("score").values_list("score").annotate(number=Count("pk"))
    numbers = dict(found)
    count = sum(numbers.values())
    if count < FEWEST_SHOWN:
        return Satisfaction(year, count, None, ())
    average = round(sum(score * number for score, number in numbers.items()) / count, 1)
    return Satisfaction(year, count, average, tuple((score, numbers.get(score, 0)) for score in (5, 4, 3, 2, 1)))


def keep(person: Person, application: Application) -> Ownership:
    """Put an application into somebody's account, after number and secret were proven."""
    kept, new = Ownership.objects.get_or_create(person=person, application=application)
    if new:
        log(application.agency, None, "application.linked", application)
    return kept


def let_go(person: Person, application: Application) -> None:
    """Take an application out of somebody's account; the application stays."""
    if Ownership.objects.filter(person=person, application=application).delete()[0]:
        log(application.agency, None, "application.unlinked", application)
