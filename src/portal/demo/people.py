"""Agencies and people of the invented county. Names, places and numbers belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.functional import Promise

from portal.agencies.models import Agency, Level, Membership, Person, Role

#: The password of everybody in the demonstration.
PASSWORD = "gongkai-demo-2026"  # noqa: S105 - it is printed for everybody


@dataclass(frozen=True, slots=True)
class Town:
    """An invented town. ``busy``: how much happens there, 0 (nil year) to 1."""

    slug: str
    name: str
    short: str
    prefix: str
    street: str
    busy: float
    #: name of the clerk, contributors (with unit), reviewers, leader
    clerk: str
    contributors: tuple[tuple[str, str], ...]
    reviewers: tuple[str, ...]
    leader: str


COUNTY = "云溪县"
TOWNS = (
    Town("qinghe", "云溪县青禾镇人民政府", "青禾镇", "青政", "稻香路8号", 1.0, "周文澜",
         (("钱小禾", "农业农村办"), ("何静远", "社会事务办")), ("孙明理", "李书砚"), "吴定山"),
    Town("shiliugou", "云溪县石榴沟乡人民政府", "石榴沟乡", "石政", "果园路3号", 0.0, "郑晓晴",
         (("冯立夏", "便民服务中心"), ("陈小满", "榴花村")), ("褚安平", "卫知行"), "蒋望川"),
    Town("songjian", "云溪县松间镇人民政府", "松间镇", "松政", "林场路15号", 0.3, "沈听泉",
         (("韩春樵", "林业站"), ("杨拾光", "文化站")), ("朱慎之", "秦守一"), "尤致远"),
    Town("dukou", "云溪县渡口坪镇人民政府", "渡口坪镇", "渡政", "码头街44号", 0.4, "许渡舟",
         (("何帆影", "财政所"), ("吕近水", "渡口村")), ("施正言", "张校文"), "孔怀远"),
    Town("qinglan", "云溪县晴岚乡人民政府", "晴岚乡", "晴政", "云脚街1号", 0.15, "曹晓雾",
         (("严朝霞", "党政办"), ("华望云", "云脚村")), ("金自省", "魏复审"), "陶远山"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignIn:
    """What one types to be somebody."""

    username: str
    role: str | Promise
    agency: str


def sign_ins() -> list[SignIn]:
    """One sign-in for each role: those of the busy town, the clerk of the nil-year town, the county's supervisor."""
    busy, nil = TOWNS[0], TOWNS[1]
    found = [
        SignIn(f"{busy.slug}-clerk", Role.CLERK.label, busy.name),
        SignIn(f"{busy.slug}-1", Role.CONTRIBUTOR.label, busy.name),
        SignIn(f"{busy.slug}-review", Role.REVIEWER.label, busy.name),
        SignIn(f"{busy.slug}-leader", Role.LEADER.label, busy.name),
        SignIn("county", Role.SUPERVISOR.label, f"{COUNTY}人民政府"),
        SignIn(f"{nil.slug}-clerk", Role.CLERK.label, nil.name),
    ]
    return found


def invent_people(day: date) -> tuple[Agency, list[tuple[Town, Agency]]]:
    """The county, its towns and all who work there, since the first day of the year before last."""
    since = date(day.year - 2, 1, 1)
    county = Agency.objects.create(
        slug="yunxi", code="990000", name=f"{COUNTY}人民政府", short_name=COUNTY, level=Level.COUNTY, valid_from=since,
        **_particulars(f"{COUNTY}政务公开办公室", f"{COUNTY}中心大道1号", "yunxi", "云政", "0000-0000001", "望潮市人民政府"),
    )  # fmt: skip
    towns = [(town, _town(town, county, since, number)) for number, town in enumerate(TOWNS, start=1)]
    hashed = make_password(PASSWORD)  # hashed once: it is everybody's
    people = [("county", "顾问衡", county, Role.SUPERVISOR, ""), ("county-clerk", "林县办", county, Role.CLERK, "")]
    people.append(("county-leader", "贺分管", county, Role.LEADER, ""))
    for town, agency in towns:
        people += _staff(town, agency)
    for username, name, agency, role, unit in people:
        _join(username, name, agency, role, unit, since, hashed)
    return county, towns


def _particulars(office: str, street: str, mail: str, prefix: str, phone: str, reconsideration: str) -> dict[str, Any]:
    return {
        "disclosure_office": office,
        "address": street,
        "postcode": "000000",
        "phone": phone,
        "email": f"{mail}@yunxi.example",
        "office_hours": "工作日上午8:30—12:00，下午14:30—18:00",
        "document_prefix": prefix,
        "reconsideration_organ": reconsideration,
        "court": f"{COUNTY}人民法院",
    }


def _town(town: Town, county: Agency, since: date, number: int) -> Agency:
    return Agency.objects.create(
        slug=town.slug, code=f"9900{number:02d}", name=town.name, short_name=town.short, level=Level.TOWNSHIP, parent=county,
        valid_from=since, functions=f"负责{town.short}的经济发展、公共服务、公共管理和基层治理工作。",
        **_particulars(f"{town.short}党政综合办公室", f"{COUNTY}{town.short}{town.street}", town.slug, town.prefix,
                       f"0000-00000{number + 10}", f"{COUNTY}人民政府"),
    )  # fmt: skip


def _staff(town: Town, agency: Agency) -> list[tuple[str, str, Agency, str, str]]:
    """One clerk, two contributors, two reviewers, a leader."""
    found: list[tuple[str, str, Agency, str, str]] = [(f"{town.slug}-clerk", town.clerk, agency, Role.CLERK, "党政综合办公室")]
    found += [(f"{town.slug}-{at}", name, agency, Role.CONTRIBUTOR, unit) for at, (name, unit) in enumerate(town.contributors, 1)]
    names = ("review", "review2")
    found += [(f"{town.slug}-{key}", name, agency, Role.REVIEWER, "") for key, name in zip(names, town.reviewers, strict=True)]
    found.append((f"{town.slug}-leader", town.leader, agency, Role.LEADER, ""))
    return found


def _join(username: str, name: str, agency: Agency, role: str, unit: str, since: date, hashed: str) -> None:
    person = Person.objects.create(username=username, name=name, email=f"{username}@yunxi.example", password=hashed)
    Membership.objects.create(person=person, agency=agency, role=role, unit=unit, since=since)


def somebody(agency: Agency, role: str) -> Person:
    """The first person with a role in an agency."""
    return Person.objects.filter(memberships__agency=agency, memberships__role=role).order_by("pk")[0]
