"""Starting an office from a report (以报告建站): last year's report, read, opens the year as dated statements to confirm."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from disclosure.errors import DisclosureError
from disclosure.form import Report
from disclosure.language import _ as said
from disclosure.privacy import mask
from portal.agencies.models import Agency, Level, Membership, Person, Role
from portal.annual.compiling import edition_of, report_of
from portal.annual.models import Statement
from portal.annual.statements.stating import enter, label_of
from portal.annual.supervising.collecting import keep_own_report
from portal.audit.log import record
from portal.publishing.services import give_standard_columns

_FORWARD, _OVER = "applications.carried_forward", "applications.carried_over"
_IN_FORCE = "article_20.normative_documents.in_force"
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_CHANNEL = re.compile(r"公众号|微信|微博|抖音|客户端|门户|网站|公开栏|公示栏|广播|热线|简报|[报刊]》")
_NUMBER = re.compile(r"\d")
_PROMISE = re.compile(r"下一步|今后|接下来|明年|将(?:继续|进一步|着力|加|不断|采取)")
_TOWNSHIP = re.compile(r"(?:镇|乡|街道)(?:人民)?(?:政府|办事处)?$")
#: The longest piece of text kept as one fact.
_LONGEST = 1500


class CannotStart(DisclosureError):
    """A report does not say enough to open an office with it: no agency, no year."""


@dataclass(frozen=True, slots=True)
class Started:
    """An office opened from a report: the agency, the new year, and what waits to be confirmed.

    ``username`` and ``password`` are those of the clerk who was entered with a new agency, to be shown once; None otherwise.
    """

    agency: Agency
    year: int
    statements: tuple[Statement, ...]
    username: str | None = None
    password: str | None = None

    def labelled(self) -> list[tuple[str, Statement]]:
        """Each statement with what it is about, in words."""
        edition = edition_of(self.year)
        return [(label_of(edition, one.key), one) for one in self.statements]


@transaction.atomic
def start_office_from(report: Report, agency: Agency | None, year: int | None, by: Person | None) -> Started:
    """Open ``year`` (None: the year after the report's) of an agency with what a report says; None for ``agency``: a new one.

    What the report says becomes statements to confirm: open cases of each kind of applicant as carried over, documents in
    force, channels, promises. Contacts are filled in where the agency has none. Raises :class:`CannotStart`.
    """
    if report.agency is None or report.year is None:
        raise CannotStart(said("这份报告没有写明机关名称或年度，不能用来建站。请换一份报告，或先补全它。"))
    # What is kept on record is in Chinese, whatever language the page was in.
    with translation.override("zh-hans"):
        return _opened(report, agency, year or report.year + 1, by)


def _opened(report: Report, agency: Agency | None, year: int, by: Person | None) -> Started:
    username = password = None
    if agency is None:
        agency = _new_agency(report.agency or "")
        username, password = _clerk_of(agency)
        give_standard_columns(agency)
    _fill_contacts(agency, report)
    kept = report_of(agency, year)
    kept.save()
    _keep_last_year(agency, report)
    record(agency, by, "annual.started_from_report", kept, year=year, report=f"{report.agency} {report.year}")
    made = tuple(
        enter(
            agency, year, key, by=by, value=value, words=words, source=source_of(report),
            responsible=agency.disclosure_office or agency.short_name, stated_on=_day_of(report),
        )
        for key, value, words in _facts(report, year)
    )  # fmt: skip
    return Started(agency, year, made, username, password)


def source_of(report: Report) -> str:
    """The report as the source of what is stated from it."""
    return _("%(agency)s%(year)s年政府信息公开工作年度报告") % {"agency": report.agency, "year": report.year}


def _day_of(report: Report) -> date:
    """The day at which its figures stand."""
    return report.period.last if report.period else date(report.year or 1, 12, 31)


def _facts(report: Report, year: int) -> Iterator[tuple[str, int | None, str]]:
    """Key, number and words of each statement that a report gives for the year after it."""
    edition = edition_of(year)
    known = {address for table in edition.tables.values() for address in table.addresses()}
    for cell in report.cells:
        column = cell.at.removeprefix(f"{_FORWARD}.")
        key = f"{_OVER}.{column}"
        if cell.at.startswith(f"{_FORWARD}.") and column != "total" and cell.value and key in known:
            yield key, int(cell.value), _("上年报告表三“结转下年度继续办理”；登记了相应的申请后，以申请记录为准。")
    in_force = report.value(_IN_FORCE)
    if in_force is not None and _IN_FORCE in known:
        yield _IN_FORCE, int(in_force), _("上年末现行有效件数；本年有制发或废止的，请另行填报后不采用本条。")
    for key, pattern, number in (("channels", _CHANNEL, True), ("promises", _PROMISE, False)):
        words = "\n".join(_sentences(report, pattern, with_number=number))[:_LONGEST]
        if words:
            yield key, None, mask(words)


def _sentences(report: Report, pattern: re.Pattern[str], *, with_number: bool) -> Iterator[str]:
    """The sentences that speak of something: channels with their counts, what was promised in the part on improvements."""
    for section in report.sections:
        if not with_number and section.number != 5:
            continue
        for found in _SENTENCE.finditer(section.text):
            if pattern.search(found[0]) and (not with_number or _NUMBER.search(found[0])):
                yield found[0].strip()


def _new_agency(name: str) -> Agency:
    """An agency under a free name for its addresses."""
    number = Agency.objects.count() + 1
    while Agency.objects.filter(slug=f"office-{number}").exists():
        number += 1
    level = Level.TOWNSHIP if _TOWNSHIP.search(name) else Level.COUNTY_DEPARTMENT
    return Agency.objects.create(slug=f"office-{number}", code=f"office-{number}", name=name, short_name=name[:40], level=level)


def _clerk_of(agency: Agency) -> tuple[str, str]:
    """A sign-in for the clerk of a new agency: the password is shown once and kept only as its hash."""
    username, password = f"{agency.slug}-clerk", secrets.token_urlsafe(12)
    person = Person.objects.create_user(username, "", password, name=_("专职人员"))
    Membership.objects.create(person=person, agency=agency, role=Role.CLERK)
    return username, password


def _fill_contacts(agency: Agency, report: Report) -> None:
    """Contacts that the report prints, where the agency has none; personal mobile numbers stay out."""
    contact = report.contact
    for name, value in (
        ("address", contact.address), ("postcode", contact.postcode), ("phone", contact.phone), ("email", contact.email)
    ):  # fmt: skip
        longest = Agency._meta.get_field(name).max_length or 0
        if value and not getattr(agency, name) and mask(value) == value and len(value) <= longest:
            setattr(agency, name, value)
    agency.save()


def _keep_last_year(agency: Agency, report: Report) -> None:
    """The figures of the report as last year's, to be shown beside the new ones."""
    keep_own_report(agency, report)
