"""What stands behind a figure, as lines with links (每个数字背后的记录)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.annual.compiling import edition_of
from portal.annual.models import Statement
from portal.annual.statements.stating import label_of
from portal.applicants.services import satisfaction
from portal.applications.fees.models import Fee
from portal.applications.models import Application
from portal.asked import whole_number
from portal.disputes.models import Dispute
from portal.ledgers.models import Entry
from portal.marks import mark
from portal.publishing.models import Item


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a figure: what it is called, its day, what to add in small type, where it is seen."""

    id: str
    label: str
    day: date | None
    note: str
    url: str


def records_behind(agency: Agency, ids: Sequence[str]) -> list[Behind]:
    """The records with these ids, in their order; those of another agency are not among them."""
    by_kind: dict[str, list[int]] = {}
    for each in ids:
        kind, _colon, number = each.partition(":")
        if whole_number(number) is not None:
            by_kind.setdefault(kind, []).append(int(number))
    found: dict[str, Behind] = {}
    for kind, keys in by_kind.items():
        if kind == "ratings":
            found |= {f"ratings:{year}": _ratings(agency, year) for year in keys}
        elif kind in _KINDS:
            model, line = _KINDS[kind]
            for one in _fetched(model, agency, keys):
                found[f"{kind}:{one.pk}"] = line(agency, one)
    return [found[each] for each in ids if each in found]


def _fetched(model: Any, agency: Agency, keys: Iterable[int]) -> QuerySet[Any]:
    """Records of one kind that belong to the agency."""
    if model is Fee:
        return Fee.objects.filter(application__agency=agency, pk__in=list(keys)).select_related("application__agency", "letter")
    return model.objects.filter(agency=agency, pk__in=list(keys))  # type: ignore[no-any-return]


def _url(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _application(_agency: Agency, one: Application) -> Behind:
    note = f"{one.get_applicant_kind_display()} · {one.get_status_display()}"
    return Behind(f"application:{one.pk}", one.receipt_number, one.received_on or one.arrived_on, note, one.get_absolute_url())


def _fee(_agency: Agency, one: Fee) -> Behind:
    label = f"{one.application.receipt_number} · {one.notice_number}".rstrip(" ·")
    return Behind(one.record_id, label, one.noticed_on, f"{one.amount}", one.get_absolute_url())


def _dispute(_agency: Agency, one: Dispute) -> Behind:
    note = one.get_outcome_display() if one.outcome else one.get_stage_display()
    return Behind(f"dispute:{one.pk}", str(one), one.filed_on, note, one.get_absolute_url())


def _item(agency: Agency, one: Item) -> Behind:
    return Behind(f"item:{one.pk}", one.title, one.published_on, one.item_class, _url("publishing:item", agency.slug, one.pk))


def _entry(agency: Agency, one: Entry) -> Behind:
    return Behind(f"ledger:{one.pk}", one.title, one.day, "", _url("ledgers:entry", agency.slug, one.kind, one.pk))


def _statement(agency: Agency, one: Statement) -> Behind:
    label = f"{label_of(edition_of(one.year), one.key)}{mark('：')}{plain(one.value)}"
    note = f"{one.source} · {one.responsible}"
    return Behind(
        one.record, label, one.stated_on, note, f"{_url('annual:statements', agency.slug, one.year)}#statement-{one.pk}"
    )


def _ratings(agency: Agency, year: int) -> Behind:
    """All ratings of a year as one line: each single one must lead to no application."""
    label = _("%(year)s年申请人满意度评价") % {"year": year}
    note = _("%(count)s件，不记名") % {"count": satisfaction(agency, year).count}
    return Behind(f"ratings:{year}", label, None, note, f"{_url('applicants:ratings', agency.slug)}?year={year}")


def plain(value: Any) -> str:
    """A number without zeros that say nothing; nothing for None."""
    if value is None:
        return ""
    text = f"{value:f}" if hasattr(value, "as_tuple") else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


_KINDS: Mapping[str, tuple[Any, Callable[[Agency, Any], Behind]]] = {
    "application": (Application, _application),
    "fee": (Fee, _fee),
    "dispute": (Dispute, _dispute),
    "item": (Item, _item),
    "ledger": (Entry, _entry),
    "statement": (Statement, _statement),
}
