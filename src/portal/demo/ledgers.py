"""Trainings and accounts of the invented towns, last year and this year until the day."""

from __future__ import annotations

from datetime import date
from random import Random

from portal.agencies.models import Agency, Role
from portal.demo.people import Town, somebody
from portal.ledgers.services import enter, kind_with

_TOPICS = (
    "《政府信息公开条例》学习",
    "依申请公开答复文书格式讲解",
    "政务公开工作推进会精神传达",
    "信息发布三审三校操作培训",
    "个人信息保护与公开前审查",
    "年度报告编制培训",
)


def invent_ledgers(town: Town, agency: Agency, day: date) -> None:
    """A few trainings a year; the busy town keeps two accounts, the nil-year town has neither."""
    clerk = somebody(agency, Role.CLERK)
    training, accounts = kind_with("training"), kind_with("channel_accounts")
    random = Random(f"ledgers {town.slug}")  # noqa: S311 - invention, not secrecy
    for year in (day.year - 1, day.year):
        for number in range(round(town.busy * 5)):
            on = date(year, 2 + 2 * number, random.randint(3, 26))
            if on <= day and training:
                values = {
                    "held_on": on,
                    "topic": _TOPICS[number % len(_TOPICS)],
                    "form": ("held", "attended", "test")[number % 3],
                    "attendees": random.randint(8, 46),
                }
                enter(agency, training, values, clerk)
    if town.busy >= 0.3 and accounts:
        for platform, name in (("wechat", f"{town.short}发布"), ("wechat_video", f"{town.short}视频号"))[
            : 2 if town.busy == 1 else 1
        ]:
            values = {
                "counted_on": date(day.year - 1, 12, 31),
                "platform": platform,
                "name": name,
                "state": "running",
                "followers": random.randint(800, 9000),
                "posts": random.randint(60, 350),
                "reads": random.randint(9000, 90000),
            }
            enter(agency, accounts, values, clerk)
