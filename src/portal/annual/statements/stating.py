"""Statements: entered with their source and the person responsible, then confirmed or set aside (陈述的录入与确认)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from disclosure.errors import DisclosureError
from disclosure.figures.compile import check_statement, is_sum
from disclosure.form import Edition
from disclosure.language import _ as said
from portal.agencies.models import Agency, Person
from portal.annual.compiling import edition_of, report_of
from portal.annual.models import Statement, StatementState
from portal.audit.log import record
from portal.today import now


class NotOpen(DisclosureError):
    """The year's report waits for a signature or is signed: what stands behind its figures cannot change now."""


class AlreadyDecided(DisclosureError):
    """A statement was confirmed or set aside before."""


#: Facts in words that a report is started from, by key.
FACT_LABELS = {
    "documents": _("现行有效的文件"),
    "channels": _("公开渠道"),
    "promises": _("上年承诺的改进"),
    "contact": _("联系方式"),
}


def label_of(edition: Edition, key: str) -> str:
    """What a statement is about, in words."""
    if key in FACT_LABELS:
        return str(FACT_LABELS[key])
    try:
        return edition.label(key).text()
    except DisclosureError:
        return key


def unit_of(edition: Edition, key: str) -> str:
    """The unit in which a cell counts; nothing for facts in words."""
    return edition.split(key)[2].unit if key not in FACT_LABELS else ""


def statable(edition: Edition) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The cells that can be stated, by table, for a menu: those that are no sums."""
    for table in edition.tables.values():
        cells = [(address, edition.label(address).text()) for address in table.addresses() if not is_sum(edition, address)]
        yield table.title.text(), cells


def statements(agency: Agency, year: int) -> QuerySet[Statement]:
    """The statements of a year, those to confirm first."""
    return Statement.objects.filter(agency=agency, year=year).order_by("-state", "key", "pk")


def must_be_open(agency: Agency, year: int) -> None:
    """Raises :class:`NotOpen`."""
    if not report_of(agency, year).is_open:
        raise NotOpen(said("{year}年年报已送签或已签发，不能再改动数据。需要更正时，请先由分管领导发起更正。", year=year))


@transaction.atomic
def enter(
    agency: Agency,
    year: int,
    key: str,
    *,
    by: Person | None,
    value: Decimal | int | None = None,
    words: str = "",
    source: str,
    responsible: str,
    stated_on: date,
    document: UploadedFile | None = None,
) -> Statement:
    """Add a statement to confirm. Raises :class:`NotOpen`, :class:`StatementError` or :class:`FormError`."""
    must_be_open(agency, year)
    edition = edition_of(year, report_of(agency, year))
    if key not in FACT_LABELS:
        check_statement(edition, key, value if value is not None else 0)
    made = Statement.objects.create(
        agency=agency, year=year, key=key, value=value, unit=unit_of(edition, key), words=words, source=source,
        responsible=responsible, stated_on=stated_on, document=document or "", entered_by=by,
    )  # fmt: skip
    record(agency, by, "statement.entered", made, statement=made.pk)
    return made


def confirm(statement: Statement, by: Person) -> None:
    """Make a statement count. Raises :class:`NotOpen` or :class:`AlreadyDecided`."""
    _decide(statement, by, StatementState.CONFIRMED, "statement.confirmed", (StatementState.TO_CONFIRM,))


def reject(statement: Statement, by: Person, reason: str) -> None:
    """Set a statement aside, with the reason; a confirmed one, too, as long as the year is open.

    Raises :class:`NotOpen` or :class:`AlreadyDecided`.
    """
    open_states = (StatementState.TO_CONFIRM, StatementState.CONFIRMED)
    _decide(statement, by, StatementState.REJECTED, "statement.rejected", open_states, reason)


@transaction.atomic
def _decide(
    statement: Statement, by: Person, state: StatementState, action: str, before: tuple[StatementState, ...], reason: str = ""
) -> None:
    must_be_open(statement.agency, statement.year)
    moved = Statement.objects.filter(pk=statement.pk, state__in=before).update(
        state=state, confirmed_by=by, confirmed_at=now(), reason=reason
    )
    if not moved:
        raise AlreadyDecided(said("这条陈述已经处理过了，请刷新页面查看。"))
    statement.refresh_from_db()
    record(statement.agency, by, action, statement, statement=statement.pk, reason=reason)
