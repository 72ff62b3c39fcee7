"""Our own count beside a platform's (平台统计数核对): differences in words, each side with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.access import Office
from portal.agencies.models import Agency, Role
from portal.audit import log
from portal.publishing.models import PlatformCount
from portal.publishing.refusing import Refused
from portal.publishing.services import ClassCount, ItemCounts, item_counts


@dataclass(frozen=True, slots=True)
class Comparison:
    """One class of a year on both sides, in items (条); None: that side does not have it. A blank label is the year's total."""

    label: str
    ours: ClassCount | None
    theirs: PlatformCount | None

    @property
    def agrees(self) -> bool | None:
        """Whether both count the same; None where one side is missing."""
        return None if self.ours is None or self.theirs is None else self.ours.count == self.theirs.count

    @property
    def words(self) -> str:
        """The comparison as a sentence."""
        name = self.label or _("全年合计")
        if self.theirs is None:
            return _("%(name)s：平台统计数还没有登记。") % {"name": name}
        if self.ours is None:
            return _("%(name)s：平台有%(theirs)s条，本程序没有这一类。请导入平台的清单，或核对类别名称。") % {
                "name": name, "theirs": self.theirs.count,
            }  # fmt: skip
        facts = {
            "name": name,
            "ours": self.ours.count,
            "theirs": self.theirs.count,
            "gap": abs(self.ours.count - self.theirs.count),
        }
        if self.agrees:
            return _("%(name)s：两边都是%(ours)s条。") % facts
        if self.ours.count < self.theirs.count:
            return _("%(name)s：本程序比平台少%(gap)s条，可能有信息没有导入。") % facts
        return _("%(name)s：本程序比平台多%(gap)s条，可能有信息平台没有发布，或发布日期跨年。") % facts


def compare(agency: Agency, year: int) -> list[Comparison]:
    """The year's total first, then every class that either side has."""
    counts = item_counts(agency, year)
    theirs = {count.label: count for count in PlatformCount.objects.filter(agency=agency, year=year)}
    ours = {"": _whole(counts), **{entry.label: entry for entry in counts.by_class}}
    return [Comparison(label, ours.get(label), theirs.get(label)) for label in dict.fromkeys((*ours, *theirs))]


@transaction.atomic
def enter(office: Office, year: int, fields: Mapping[str, Any]) -> PlatformCount:
    """Enter or replace what a platform counts. The source says where the number was read. Raises :class:`Refused`."""
    if not office.may(Role.CLERK):
        raise Refused(_("只有专职人员可以登记平台统计数。"))
    label = fields["label"].strip()
    count, _created = PlatformCount.objects.update_or_create(
        agency=office.agency, year=year, label=label,
        defaults={"count": fields["count"], "source": fields["source"].strip(), "entered_by": office.person},
    )  # fmt: skip
    log.record(
        office.agency, office.person, "platform_count.entered", f"{year} {label}".strip(), count=count.count, source=count.source
    )
    return count


def _whole(counts: ItemCounts) -> ClassCount:
    return ClassCount("", counts.total, counts.ids)


@transaction.atomic
def remove(office: Office, count: PlatformCount) -> None:
    """Take back a number that was entered by mistake; the log keeps it."""
    log.record(office.agency, office.person, "platform_count.removed", str(count), count=count.count, source=count.source)
    count.delete()
