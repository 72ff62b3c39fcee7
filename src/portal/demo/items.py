"""What the invented towns have published, last year and this year until the day, and what lies on people's desks.

Hundreds of released items are written in bulk with all the acts that releasing leaves behind; what is still on its way goes
through the acts themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from disclosure.data import load_yaml
from portal.agencies.access import Office
from portal.agencies.models import Agency, Person, Role
from portal.audit.log import record
from portal.demo.people import Town, somebody
from portal.publishing import indexing, review, writing
from portal.publishing.models import Column, Item, Placement, Release, ReviewAct, Status, Step, Validity, Verdict
from portal.publishing.services import give_standard_columns


@cache
def wording() -> dict[str, Any]:
    """The words of the invented towns."""
    return dict(load_yaml(Path(__file__).with_name("wording.yaml")))


@dataclass(frozen=True, slots=True)
class Crew:
    """Who writes and reviews in a town."""

    writers: tuple[Person, ...]
    reviewer: Person
    leader: Person


def crew_of(agency: Agency) -> Crew:
    """The people of a town."""
    writers = Person.objects.filter(memberships__agency=agency, memberships__role__in=(Role.CONTRIBUTOR, Role.CLERK))
    return Crew(tuple(writers.order_by("pk")), somebody(agency, Role.REVIEWER), somebody(agency, Role.LEADER))


def invent_items(town: Town, agency: Agency, day: date) -> None:
    """Everything that a town has published and is about to publish."""
    columns = {column.key: column for column in give_standard_columns(agency)}
    crew = crew_of(agency)
    drafts = [item for year in (day.year - 1, day.year) for item in _of_year(town, agency, columns, crew, year, day)]
    drafts += _documents(town, agency, columns, crew, day)
    _release(agency, crew, sorted(drafts, key=lambda item: item.published_on or day))
    if town.busy >= 0.3:
        _on_the_way(town, agency, columns, day)


def _of_year(town: Town, agency: Agency, columns: dict[str, Column], crew: Crew, year: int, day: date) -> Iterator[Item]:
    """The items of one year until the day: 5 in a nil year, over 300 in the busy town."""
    random = Random(f"items {town.slug} {year}")  # noqa: S311 - invention, not secrecy
    days = sorted(date(year, 1, 2) + timedelta(random.randrange(363)) for _one in range(5 + round(town.busy * 320)))
    for number, on in enumerate(days, start=1):
        kind = wording()["items"][random.randrange(len(wording()["items"]))]
        facts = {
            "town": town.short,
            "year": year,
            "month": on.month,
            "n": number,
            "village": random.choice(wording()["villages"]),
        }
        author = random.choice(crew.writers)
        if on <= day:
            yield Item(
                agency=agency, column=columns[kind["column"]], title=kind["title"].format(**facts), author=author,
                body=f"<p>{kind['body'].format(**facts)}</p>", item_class=kind["class"], topic=kind["topic"],
                unit=kind["unit"].format(**facts), produced_on=on, published_on=on, round=1, status=Status.RELEASED, version=3,
            )  # fmt: skip


def _documents(town: Town, agency: Agency, columns: dict[str, Column], crew: Crew, day: date) -> list[Item]:
    """Normative documents of the year before, with their interpretations; towns where nothing happens have none."""
    found = []
    for document in wording()["documents"] if town.busy >= 0.3 else ():
        on = date(day.year - 1, 2 + 3 * document["number"], 15)
        repealed = document.get("repealed", "")
        if on > day:
            continue
        found.append(
            Item(
                agency=agency, column=columns["documents"], title=document["title"].format(town=town.short), topic="20.1",
                body=f"<p>{document['body']}</p>", item_class="规范性文件", author=crew.writers[0], unit="党政综合办公室",
                document_number=f"{town.prefix}规〔{on.year}〕{document['number']}号", produced_on=on, published_on=on, round=1,
                validity=Validity.EXPIRED if repealed else Validity.IN_FORCE, validity_reason=repealed,
                status=Status.RELEASED, version=3,
            )
        )  # fmt: skip
    return found


def _release(agency: Agency, crew: Crew, items: list[Item]) -> None:
    """Write released items with the acts, the release and the placement that each of them has."""
    given: dict[int, int] = {}
    for item in items:
        year = item.published_on.year if item.published_on else 0
        given[year] = given.get(year, 0) + 1
        item.index_number = f"{agency.code}/{year}-{given[year]:05d}"
    made = _written(crew, items)
    made += _written(crew, _interpretations(agency, crew, [item for item in made if item.validity == Validity.IN_FORCE]))
    record(agency, None, "items.invented", agency, count=len(made))


def _written(crew: Crew, items: list[Item]) -> list[Item]:
    contents = [item.content() for item in items]  # before they have keys: no file to ask for
    hashes = [item.content_hash() for item in items]
    made = Item.objects.bulk_create(items)
    writers = Item.writers.through
    writers.objects.bulk_create(writers(item_id=item.pk, person_id=item.author_id) for item in made)
    ReviewAct.objects.bulk_create(act for item, digest in zip(made, hashes, strict=True) for act in _acts(item, crew, digest))
    Release.objects.bulk_create(
        Release(item=item, number=1, content=content, content_hash=digest, released_by=crew.leader, released_on=item.published_on)
        for item, content, digest in zip(made, contents, hashes, strict=True)
    )
    Placement.objects.bulk_create(placement for item in made for placement in _placements(item))
    for item in made:
        indexing.put(item)
    return made


def _acts(item: Item, crew: Crew, digest: str) -> Iterator[ReviewAct]:
    steps = ((Step.SUBMIT, item.author), (Step.REVIEW, crew.reviewer), (Step.RELEASE, crew.leader))
    for position, (step, who) in enumerate(steps, start=1):
        at = datetime.combine(item.published_on or date.min, time(8 + 2 * position), timezone.get_current_timezone())
        yield ReviewAct(
            item=item, round=1, position=position, step=step, reviewer=who, verdict=Verdict.PASSED, content_hash=digest, at=at
        )


def _placements(item: Item) -> Iterator[Placement]:
    """On our own site all; every fourth on the account as well, every ninth on the notice board."""
    if item.published_on is None:
        return
    yield Placement(
        item=item, channel="website", address=item.get_absolute_url(), placed_on=item.published_on, entered_by=item.author
    )
    if item.pk % 4 == 0:
        yield Placement(
            item=item, channel="wechat", placed_on=item.published_on, entered_by=item.author, views=120 + item.pk % 700
        )
    if item.pk % 9 == 0:
        yield Placement(item=item, channel="board", placed_on=item.published_on, entered_by=item.author, place="镇政府公告栏")


def _interpretations(agency: Agency, crew: Crew, documents: list[Item]) -> list[Item]:
    """An interpretation beside each document that has one, published on the same day (同步发布)."""
    titles = {one["number"]: one["interpretation"] for one in wording()["documents"] if "interpretation" in one}
    column = Column.objects.get(agency=agency, key="interpretations")
    return [
        Item(
            agency=agency, column=column, title=titles[number].format(town=agency.short_name), item_class="政策解读",
            body=f"<p>{document.title}已经发布。这里用几句话说明为什么制定、和群众有什么关系、什么时候执行。</p>",
            author=crew.writers[0], interpretation_of=document, produced_on=document.produced_on, topic="20.1",
            published_on=document.published_on, round=1, status=Status.RELEASED, version=3, unit="党政综合办公室",
            index_number=f"{agency.code}/{document.published_on:%Y}-9{number:04d}",
        )
        for number, document in enumerate(documents, start=1)
        if number in titles
    ]  # fmt: skip


def office(agency: Agency, role: str) -> Office:
    """Somebody with a role at work."""
    return Office(agency, somebody(agency, role), frozenset({role}))


def _on_the_way(town: Town, agency: Agency, columns: dict[str, Column], day: date) -> None:
    """A draft, one in review, one with the last reviewer, one returned: through the acts themselves."""
    contributor, reviewer = office(agency, Role.CONTRIBUTOR), office(agency, Role.REVIEWER)
    subjects = ("森林防火值班安排", "老年人免费体检通知", "农村公路养护招标公告", "暑期防溺水工作安排")
    made = [
        writing.create(
            contributor,
            {
                "column": columns["notices"],
                "title": f"{town.short}{subject}",
                "body": f"<p>{town.short}{day.month}月{subject}如下。联系电话见机构职能页面。</p>",
                "item_class": "公告公示",
                "topic": "20.15",
                "unit": "党政综合办公室",
                "produced_on": day,
            },
        )
        for subject in subjects
    ]
    for item in made[1:]:
        review.submit(contributor, item.pk)
    _draft, _waiting, last, returned = (Item.objects.get(pk=item.pk) for item in made)
    review.approve(reviewer, last.pk, last.content_hash(), 2, "内容属实，可以发布。")
    review.send_back(reviewer, returned.pk, returned.content_hash(), 2, "请补充值班电话的公布位置和起止时间。")
