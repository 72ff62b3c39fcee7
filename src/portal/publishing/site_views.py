"""The public site's pages of items, columns and the fixed parts of the 政府信息公开专栏."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from disclosure.law import documents
from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.pages.services import introduction_of
from portal.publishing import guide as law_of_the_guide
from portal.publishing.files import attachment_response
from portal.publishing.models import Attachment, Column, ColumnKind, Item, Status
from portal.publishing.reference import topics
from portal.publishing.services import columns_of, public_items, released_items
from portal.today import today

PAGE_SIZE = 20
#: Items on the front page: the newest of all, and the newest of each column.
NEWEST, NEWEST_OF_COLUMN = 10, 3
#: Parts of the 专栏 that the front page links to without showing what is in them.
WITHOUT_NEWS = (ColumnKind.GUIDE, ColumnKind.POLICIES)
#: Tiers shown of a tariff that goes on in bands without end.
TIERS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ColumnNews:
    """A column with its newest items."""

    column: Column
    items: list[Item]


@require_safe
@site_view
def home(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The front page of an agency's site."""
    columns = [column for column in columns_of(agency).exclude(kind__in=WITHOUT_NEWS) if column.takes_items]
    items = released_items(agency)
    news = [ColumnNews(column, list(items.filter(column=column)[:NEWEST_OF_COLUMN])) for column in columns]
    facts = {
        "introduction": introduction_of(agency),
        "newest": items[:NEWEST],
        "news": [each for each in news if each.items],
    }
    return render(request, "publishing/site/home.html", facts)


@require_safe
@site_view
def column(request: HttpRequest, agency: Agency, key: str) -> HttpResponse:
    """A column with its items, newest first."""
    found = get_object_or_404(columns_of(agency), key=key)
    page = _page(request, public_items(agency).filter(column=found))
    return render(request, "publishing/site/column.html", {"column": found, "page": page})


@require_safe
@site_view
def item(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """One item with its attributes, files, interpretations and marks. A withdrawn one leaves its title and the reason (410)."""
    shown = get_object_or_404(public_items(agency).select_related("interpretation_of"), pk=pk)
    if shown.status == Status.WITHDRAWN:
        return render(request, "publishing/site/withdrawn.html", {"item": shown}, status=410)
    related = shown.interpretations.filter(status=Status.RELEASED).order_by("-published_on")
    explained = shown.interpretation_of
    facts = {
        "item": shown,
        "files": shown.attachments.all(),
        "interpretations": related,
        "explained": explained if explained and explained.status == Status.RELEASED else None,
    }
    return render(request, "publishing/site/item.html", facts)


@require_safe
@site_view
def item_file(request: HttpRequest, agency: Agency, pk: int, file: int) -> HttpResponse:  # noqa: ARG001 - site_view's signature
    """A file of a released item. Raises :class:`Http404` for all others."""
    found = Attachment.objects.filter(item__in=released_items(agency).filter(pk=pk), pk=file).first()
    if found is None:
        raise Http404
    return attachment_response(found)


@require_safe
@site_view
def catalogue(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The catalogue (政府信息公开目录): everything that was disclosed, by year, column and topic."""
    items = public_items(agency)
    years = [day.year for day in items.order_by().dates("published_on", "year", order="DESC")]
    columns = [column for column in columns_of(agency) if column.takes_items]
    offered = {
        "published_on__year": ("year", {str(year) for year in years}),
        "column__key": ("column", {column.key for column in columns}),
        "topic": ("topic", {topic.key for topic in topics()}),
    }
    chosen = {name: request.GET.get(name, "") for name, _values in offered.values()}
    for lookup, (name, values) in offered.items():
        if chosen[name] in values:  # anything else is as good as no choice
            items = items.filter(**{lookup: chosen[name]})
    facts = {"page": _page(request, items), "years": years, "columns": columns, "topics": topics(), "chosen": chosen}
    return render(request, "publishing/site/catalogue.html", facts)


@require_safe
@site_view
def guide(request: HttpRequest, agency: Agency) -> HttpResponse:
    """政府信息公开指南: from the agency's own data and the law of the day, with what the agency published in the column."""
    day = today()
    facts = {
        "items": public_items(agency).filter(column__kind=ColumnKind.GUIDE)[:NEWEST],
        "topics": _topic_counts(agency),
        "proactive": law_of_the_guide.proactive_period(day),
        "periods": law_of_the_guide.periods(day),
        "channels": law_of_the_guide.channels(day),
        "contents": law_of_the_guide.contents(day),
        "not_disclosed": law_of_the_guide.not_disclosed(day),
        "remedies": law_of_the_guide.remedies(day),
        "tariffs": [(each, list(islice(each.tiers(), TIERS_SHOWN))) for each in law_of_the_guide.tariffs(day)],
    }
    return render(request, "publishing/site/guide.html", facts)


@require_safe
@site_view
def policies(request: HttpRequest, agency: Agency) -> HttpResponse:
    """政府信息公开制度: the rules on disclosure that the agency published, and the documents of the law behind them."""
    page = _page(request, public_items(agency).filter(column__kind=ColumnKind.POLICIES))
    return render(request, "publishing/site/policies.html", {"page": page, "documents": _documents_in_force()})


@require_safe
@site_view
def statutory(request: HttpRequest, agency: Agency) -> HttpResponse:
    """法定主动公开内容: the columns of the 专栏, and the topics of the law with how much was disclosed on each."""
    counted = Count("items", filter=Q(items__status=Status.RELEASED))
    columns = columns_of(agency).filter(kind=ColumnKind.STATUTORY).annotate(count=counted)
    facts = {"columns": columns, "topics": _topic_counts(agency), "proactive": law_of_the_guide.proactive_period(today())}
    return render(request, "publishing/site/statutory.html", facts)


def _documents_in_force() -> list[object]:
    return [document for document in documents().values() if document.in_force(today())]


def _topic_counts(agency: Agency) -> list[tuple[object, int]]:
    """The topics of the law with the number of released items (条) on each, those without any included."""
    counted = dict(released_items(agency).order_by().values_list("topic").annotate(count=Count("pk")))
    return [(topic, counted.get(topic.key, 0)) for topic in topics()]


def _page(request: HttpRequest, items: QuerySet[Item]) -> Page[Item]:
    """The page that the address asks for: the nearest one for a number that is none."""
    return Paginator(items, PAGE_SIZE).get_page(request.GET.get("page"))
