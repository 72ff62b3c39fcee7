"""An item's way from state to state: locked, checked against what the person saw, and counted, so that one act goes through."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.agencies.access import Office
from portal.publishing.models import Item
from portal.publishing.refusing import ChangedMeanwhile, Refused


def locked(office: Office, pk: int) -> Item:
    """The item as it stands now, for the rest of the transaction ours alone. Raises ``Item.DoesNotExist``."""
    return Item.objects.select_for_update().get(pk=pk, agency=office.agency)


def expect(item: Item, *states: str) -> None:
    """Refuse an act that the state of an item does not allow."""
    if item.status not in states:
        raise Refused(_("这条信息现在的状态是“%(state)s”，不能这样操作。请刷新页面。") % {"state": item.get_status_display()})


def move(item: Item, to: str, **changes: Any) -> Item:
    """Compare and set: the state changes only if nobody changed the item since it was read. Raises :class:`ChangedMeanwhile`."""
    moved = Item.objects.filter(pk=item.pk, status=item.status, version=item.version).update(
        status=to, version=F("version") + 1, changed_at=timezone.now(), **changes
    )
    if not moved:
        raise ChangedMeanwhile(_("这条信息刚刚被别人处理过。请刷新页面，看过新的内容再操作。"))
    item.refresh_from_db()
    return item
