"""What happens when an editor publishes or takes back a page: it is found or no longer, and the log says so."""

from __future__ import annotations

from typing import Any

from wagtail.signals import page_published, page_unpublished

from portal.agencies.models import Person
from portal.audit import log
from portal.pages.models import AgencyPage, ContentPage
from portal.search import index
from portal.today import today

KIND = "page"


def connect() -> None:
    """Listen to Wagtail."""
    page_published.connect(published, dispatch_uid="portal.pages.published")
    page_unpublished.connect(unpublished, dispatch_uid="portal.pages.unpublished")


def published(instance: Any, revision: Any = None, **_more: Any) -> None:
    """A page of ours was published."""
    if not isinstance(instance, AgencyPage):
        return
    agency = instance.of_agency()
    person: Person | None = getattr(revision, "user", None)
    log.record(agency, person, "page.published", instance.title, page=instance.pk)
    if isinstance(instance, ContentPage) and agency.hosting:
        index.put(KIND, instance.pk, agency, instance.title, instance.body, instance.public_address(), today())


def unpublished(instance: Any, **_more: Any) -> None:
    """A page of ours was taken back (deleting one takes it back first)."""
    if isinstance(instance, AgencyPage):
        log.record(instance.of_agency(), None, "page.unpublished", instance.title, page=instance.pk)
        index.drop(KIND, instance.pk)
