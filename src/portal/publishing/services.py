"""What other rooms ask of this one: columns, released items, counts of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.agencies.access import Office
from portal.agencies.models import Agency
from portal.audit import log
from portal.publishing.models import Column, ColumnKind, Item, Placement, Status
from portal.publishing.reference import channel_label, channels, standard_columns


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many items (条) have a label, and which: ``ids`` are record ids like ``item:5``."""

    label: str
    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemCounts:
    """What an agency disclosed proactively in a year (主动公开条数). All counts are in items (条), placements (条次) by channel.

    ``by_class`` adds up to ``total``, classes in the order in which they first appear in the year; so do ``statutory`` and
    ``ordinary``: what stands in the 政府信息公开专栏, and what stands in other columns.
    """

    total: int
    by_class: list[ClassCount]
    by_channel: list[ClassCount]
    statutory: ClassCount
    ordinary: ClassCount
    ids: tuple[str, ...]


def give_standard_columns(agency: Agency) -> list[Column]:
    """Give an agency the standard columns that it does not have yet; returns all of its columns."""
    for order, standard in enumerate(standard_columns()):
        Column.objects.get_or_create(
            agency=agency,
            key=standard.key,
            defaults={
                "title": standard.label.zh,
                "title_en": standard.label.en,
                "kind": standard.kind,
                "order": order,
                "update_within": standard.update_within,
            },
        )
    return list(columns_of(agency))


@transaction.atomic
def save_column(office: Office, column: Column) -> Column:
    """Keep a changed column."""
    column.save()
    log.record(office.agency, office.person, "column.changed", column, column=column.pk, update_within=column.update_within)
    return column


def columns_of(agency: Agency) -> QuerySet[Column]:
    """All columns of an agency in their order."""
    return Column.objects.filter(agency=agency).order_by("order", "pk")


def fixed_columns_of(agency: Agency) -> QuerySet[Column]:
    """The columns that make up the 政府信息公开专栏."""
    return columns_of(agency).exclude(kind=ColumnKind.ORDINARY)


def public_items(agency: Agency) -> QuerySet[Item]:
    """Items that the public may see, newest first: the released ones, and the withdrawn ones, whose pages keep a mark."""
    return (
        Item.objects.filter(agency=agency, status__in=(Status.RELEASED, Status.WITHDRAWN))
        .select_related("column")
        .order_by("-published_on", "-pk")
    )


def released_items(agency: Agency, year: int | None = None) -> QuerySet[Item]:
    """The items released in a year (all years without one), those that live on other platforms included, newest first.

    The year is that of the day of publication, a Beijing day. Withdrawn items are not among them.
    """
    found = Item.objects.filter(agency=agency, status=Status.RELEASED)
    if year is not None:
        found = found.filter(published_on__year=year)
    return found.select_related("column").order_by("-published_on", "-pk")


def item_counts(agency: Agency, year: int) -> ItemCounts:
    """The counts of an agency's year, each with the records behind it."""
    rows = list(released_items(agency, year).order_by("published_on", "pk").values_list("pk", "item_class", "column__kind"))
    return ItemCounts(
        total=len(rows),
        by_class=_counted((item_class or _("未分类"), pk) for pk, item_class, _kind in rows),
        by_channel=_by_channel(agency, year),
        statutory=_one(_("政府信息公开专栏"), (pk for pk, _class, kind in rows if kind != ColumnKind.ORDINARY)),
        ordinary=_one(_("其他栏目"), (pk for pk, _class, kind in rows if kind == ColumnKind.ORDINARY)),
        ids=_ids(pk for pk, _class, _kind in rows),
    )


def _by_channel(agency: Agency, year: int) -> list[ClassCount]:
    """Placements of the year by channel, in the order of the channels; an item placed twice on one counts twice."""
    placed = Placement.objects.filter(item__status=Status.RELEASED, item__agency=agency, placed_on__year=year)
    order = [channel.key for channel in channels()]
    rows = sorted(placed.values_list("channel", "item_id"), key=lambda row: (order.index(row[0]), row[1]))
    return _counted((channel_label(channel), pk) for channel, pk in rows)


def _counted(rows: Iterable[tuple[str, int]]) -> list[ClassCount]:
    found: dict[str, list[int]] = defaultdict(list)
    for label, pk in rows:
        found[label].append(pk)
    return [_one(label, pks) for label, pks in found.items()]


def _one(label: str, pks: Iterable[int]) -> ClassCount:
    ids = _ids(pks)
    return ClassCount(label, len(ids), ids)


def _ids(pks: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"item:{pk}" for pk in pks)
