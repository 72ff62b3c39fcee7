"""The one door to the index: rooms put in what is public, take out what no longer is, and pages find it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log

from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.search.backends import backend
from portal.search.excerpt import excerpt
from portal.search.models import SearchDoc
from portal.search.terms import LONGEST_QUERY, runs, terms_of, terms_of_numbers, terms_wanted, words_of

PAGE_SIZE = 20

#: Kinds of document in words.
KINDS: Mapping[str, Promise] = {
    "item": _("公开信息"),
    "page": _("页面"),
    "annual_report": _("年度报告"),
    "ledger": _("台账"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found: with the sentence that matched, and the words to mark in it."""

    kind: str
    object_id: int
    agency: Agency
    title: str
    url: str
    published_on: date
    numbers: tuple[str, ...]
    mark: str
    excerpt: str

    @property
    def kind_label(self) -> str:
        """Its kind in words."""
        return str(KINDS.get(self.kind, self.kind))


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the documents found are of one kind or year. ``value`` goes into the address, ``label`` on the page."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. ``words``: what was looked for; ``parts``: for a question without result, how many hits each
    of its words has alone."""

    words: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    pages: int = 0
    kinds: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
    parts: tuple[Facet, ...] = field(default=())


@transaction.atomic
def put(
    kind: str,
    object_id: int,
    agency: Agency,
    title: str,
    body: str,
    url: str,
    published_on: date,
    numbers: Sequence[str] = (),
    mark: str = "",
) -> None:
    """Let a public document be found, in place of what was known of it.

    ``body`` may be HTML: its text counts. ``numbers`` (文号、索引号) are found by any stretch within them. ``mark`` is shown with
    the result (已废止).
    """
    doc, _created = SearchDoc.objects.update_or_create(
        kind=kind,
        object_id=object_id,
        defaults={
            "agency": agency, "title": title[:300], "body": plain(body), "url": url, "published_on": published_on,
            "year": published_on.year, "numbers": [number for number in numbers if number], "mark": mark,
        },
    )  # fmt: skip
    _store(doc)


def _store(doc: SearchDoc) -> None:
    rest = [*terms_of(doc.body), *terms_of_numbers(doc.numbers)]
    backend().put(doc.pk, terms_of(doc.title), rest)


@transaction.atomic
def drop(kind: str, object_id: int) -> None:
    """Let a document be found no more; nothing happens where it is not known."""
    found = SearchDoc.objects.filter(kind=kind, object_id=object_id)
    backend().drop(list(found.values_list("pk", flat=True)))
    found.delete()


def rebuild() -> int:
    """Make the terms of all documents again (after a change of how they are made); returns how many there are."""
    count = 0
    for doc in SearchDoc.objects.iterator():
        with transaction.atomic():
            _store(doc)
        count += 1
    return count


def plain(body: str) -> str:
    """The text of a body that may be HTML; ends of paragraphs, cells and lines stay as ends of lines."""
    if "<" not in body:
        return body
    broken = re.sub(r"(?i)</(p|div|li|tr|td|th|h[1-6])>|<br\s*/?>", "\n", body)
    return re.sub(r"\n\s*\n+", "\n", strip_tags(broken)).replace("&nbsp;", " ").replace("&amp;", "&").strip()


def find(text: str, agency: Agency | None = None, kind: str | None = None, year: int | None = None, page: int = 1) -> Results:
    """What holds all the words of ``text``, in one agency or all: first where the title has the words, then the newest.

    Facets count within the whole result, each leaving out its own choice. An empty question finds nothing.
    """
    words = words_of(text)
    wanted = terms_wanted(words)
    if not wanted:
        return Results()
    everything = _documents(agency).filter(pk__in=_holding(wanted))
    narrowed = everything.filter(*_of(kind, year))
    total = narrowed.count()
    pages = -(-total // PAGE_SIZE)
    page = min(max(page, 1), max(pages, 1))
    ordered = narrowed.annotate(nearness=_nearness(text, wanted)).order_by("-nearness", "-published_on", "-pk")
    shown = ordered.select_related("agency")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Results(
        words=tuple(words),
        hits=tuple(_hit(doc, words) for doc in shown),
        total=total,
        page=page,
        pages=pages,
        kinds=tuple(_kinds(everything.filter(*_of(None, year)))),
        years=tuple(_years(everything.filter(*_of(kind, None)))),
        parts=() if total or len(words) < 2 else tuple(_alone(words, _documents(agency))),
    )


#: A word in more documents than this says nothing of which one is meant.
_TOO_COMMON = 2000
#: What a word counts where the body has it and not the title.
_IN_BODY = 0.6


def near(text: str, agency: Agency, *, least: float = 0.5, limit: int = 5) -> list[tuple[Hit, float]]:
    """Documents that have most of what a sentence names, nearest first, each with its share of the sentence's words (0 to 1).

    Rare words weigh more than common ones, and a word in the title more than one in the body. Only shares from ``least`` on.
    """
    words = [word for word in words_of(text) if len(word) > 1]
    documents = _documents(agency)
    scores: dict[int, float] = {}
    whole, everything = 0.0, documents.count()
    for word in words:
        terms = terms_wanted([word])
        holding = set(documents.filter(pk__in=_holding(terms)).values_list("pk", flat=True)[: _TOO_COMMON + 1])
        weight = log(1 + (everything + 1) / (len(holding) + 1))
        whole += weight
        if not holding or len(holding) > _TOO_COMMON:
            continue
        titled = set(documents.filter(pk__in=_holding(terms, title=True)).values_list("pk", flat=True))
        for pk in holding:
            scores[pk] = scores.get(pk, 0.0) + weight * (1 if pk in titled else _IN_BODY)
    best = sorted(((score / whole, pk) for pk, score in scores.items() if score / whole >= least), reverse=True)[:limit]
    known = {doc.pk: doc for doc in documents.filter(pk__in=[pk for _share, pk in best]).select_related("agency")}
    return [(_hit(known[pk], words), share) for share, pk in best]


def _documents(agency: Agency | None) -> QuerySet[SearchDoc]:
    return SearchDoc.objects.filter(agency__hosting=True) if agency is None else SearchDoc.objects.filter(agency=agency)


def _of(kind: str | None, year: int | None) -> list[Q]:
    return [Q(kind=kind)] * (kind is not None) + [Q(year=year)] * (year is not None)


def _holding(terms: Sequence[str], *, title: bool = False) -> RawSQL:
    return backend().holding(terms, title=title)


def _nearness(text: str, wanted: list[str]) -> Case:
    """3: the question as it stands in the title; 2: its words in the title; 1: as it stands anywhere; 0: its words."""
    as_it_stands = terms_wanted(runs(text[:LONGEST_QUERY])) or wanted
    return Case(
        When(pk__in=_holding(as_it_stands, title=True), then=Value(3)),
        When(pk__in=_holding(wanted, title=True), then=Value(2)),
        When(pk__in=_holding(as_it_stands), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )


def _hit(doc: SearchDoc, words: list[str]) -> Hit:
    numbers = tuple(doc.numbers)
    return Hit(
        doc.kind, doc.object_id, doc.agency, doc.title, doc.url, doc.published_on, numbers, doc.mark, excerpt(doc.body, words)
    )  # fmt: skip


def _kinds(found: QuerySet[SearchDoc]) -> list[Facet]:
    counted = found.order_by().values_list("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    return [Facet(kind, str(KINDS.get(kind, kind)), count) for kind, count in counted]


def _years(found: QuerySet[SearchDoc]) -> list[Facet]:
    counted = found.order_by().values_list("year").annotate(count=Count("pk")).order_by("-year")
    return [Facet(str(year), str(year), count) for year, count in counted]


def _alone(words: list[str], among: QuerySet[SearchDoc]) -> list[Facet]:
    """How many documents have each word alone, those with none left out."""
    counted = ((word, among.filter(pk__in=_holding(terms_wanted([word]))).count()) for word in words)
    return [Facet(word, word, count) for word, count in counted if count]
