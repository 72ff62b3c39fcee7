"""Whom else to ask (告知负责公开的机关): agencies of the tree, and those that an office entered, by name or by their matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.agencies.models import Agency
from portal.applications.handling.models import OtherOffice
from portal.today import today

#: How many are offered for one reply.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An agency with how to reach it; ``matters`` is what it answers for, where that is known."""

    name: str
    office: str
    phone: str
    address: str
    matters: str = ""

    @property
    def told(self) -> str:
        """As a reply tells it (第三十六条第五项): name, telephone, address."""
        contact = [f"联系电话：{self.phone}" if self.phone else "", f"地址：{self.address}" if self.address else ""]
        known = "，".join(filter(None, [self.office if self.office != self.name else "", *contact]))
        return f"{self.name}（{known}）" if known else self.name


def neighbours(agency: Agency) -> list[Neighbour]:
    """All that an agency knows besides itself: the tree as it is today, then its own list."""
    return [*_of_tree(agency), *(Neighbour(o.name, o.office, o.phone, o.address, o.matters) for o in agency.other_offices.all())]


def _of_tree(agency: Agency) -> Iterator[Neighbour]:
    for one in Agency.objects.on(today()).exclude(pk=agency.pk).order_by("code"):
        yield Neighbour(one.name, one.disclosure_office, one.phone, one.address, one.functions)


def advised(agency: Agency, asked: str) -> list[Neighbour]:
    """The likeliest neighbours, those first whose name or matters share words with what is asked, then those nearest by name.

    At most :data:`_MOST`: a tree may have thousands, and whoever is not among them is written down by hand.
    """
    start = agency.name[:3]
    ranked = sorted(neighbours(agency), key=lambda each: (-_shared(each, asked), not each.name.startswith(start)))
    return ranked[:_MOST]


def _shared(neighbour: Neighbour, asked: str) -> int:
    words = [
        word for word in f"{neighbour.matters} {neighbour.name}".replace("、", " ").replace("，", " ").split() if len(word) > 1
    ]
    return sum(len(word) for word in words if word in asked)


__all__ = ["Neighbour", "OtherOffice", "advised", "neighbours"]
