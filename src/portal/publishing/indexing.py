"""Keeping the search of the public site in step with what is released."""

from __future__ import annotations

from portal.publishing.models import Item
from portal.publishing.wording import words
from portal.search import index

KIND = "item"


def put(item: Item) -> None:
    """Make an item findable where its agency's site is served here."""
    if not item.agency.hosting or item.published_on is None:
        return
    files = "\n".join(f"{file.name}\n{file.text}" for file in item.attachments.all())
    index.put(
        KIND, item.pk, item.agency, item.title, "\n".join((item.summary, item.keywords, words(item.body), files)),
        item.get_absolute_url(), item.published_on, [number for number in (item.index_number, item.document_number) if number],
    )  # fmt: skip


def drop(item: Item) -> None:
    """Take an item out of the search."""
    index.drop(KIND, item.pk)
