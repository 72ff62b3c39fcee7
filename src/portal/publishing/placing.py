"""Placements: one item on many channels, each with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.access import Office
from portal.audit import log
from portal.publishing import files
from portal.publishing.cleaning import is_web_address
from portal.publishing.models import Item, Placement, Status
from portal.publishing.moving import expect, locked
from portal.publishing.reference import channels
from portal.publishing.refusing import Refused

#: The channel of our own site, and that of another platform from which items come in.
OWN_SITE, PLATFORM = "website", "platform"
#: What a proof may be.
EVIDENCE = (".jpg", ".jpeg", ".png", ".pdf")


@transaction.atomic
def place(office: Office, pk: int, fields: Mapping[str, Any]) -> Placement:
    """Enter that a released item was placed on a channel. ``fields`` are those of :class:`Placement`."""
    item = locked(office, pk)
    expect(item, Status.RELEASED)
    if fields["channel"] not in {channel.key for channel in channels()}:
        raise Refused(_("请选择发布渠道。"))
    if fields.get("address") and not is_web_address(fields["address"]):
        raise Refused(_("网址要以 http:// 或 https:// 开头。"))
    if fields.get("evidence"):
        files.check(fields["evidence"], EVIDENCE)
    placement = Placement.objects.create(item=item, entered_by=office.person, **fields)
    log.record(office.agency, office.person, "item.placed", item, item=item.pk, channel=placement.channel)
    return placement


def place_on_own_site(office: Office, item: Item) -> None:
    """A released item stands on our own site where that is served here: once, however often it is corrected."""
    if item.agency.hosting and not item.is_elsewhere:
        Placement.objects.get_or_create(
            item=item, channel=OWN_SITE, address=item.get_absolute_url(),
            defaults={"placed_on": item.published_on, "entered_by": office.person},
        )  # fmt: skip
