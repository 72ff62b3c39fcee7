"""Letters for tests: every outcome and every procedural letter, of one office, on any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from disclosure.letters import Additions, Letter, Office, Withheld, compose, template, templates
from disclosure.letters.samples import sample_additions, sample_event, sample_matter
from disclosure.records import Replied, outcomes

OFFICE = Office(
    agency="临川县青禾镇人民政府", office="党政办公室", address="临川县中心路1号", postcode="000000", phone="0000-1234567",
    prefix="青政", reconsideration_organ="临川县人民政府", court="临川县人民法院",
)  # fmt: skip
REPLY = Additions(reason="经审查，所申请的信息尚在研究", needed="请登录本机关网站查阅", provided="补偿标准1份")
#: What a clerk would write into each decision: reasons and what must be told, invented.
SAID = yaml.safe_load((Path(__file__).parent / "engine/letters/said.yaml").read_text(encoding="utf-8"))
BEFORE, AFTER = date(2023, 12, 29), date(2024, 1, 2)


def replies() -> Iterator[str]:
    """Every decision: row/decision."""
    for row, outcome in outcomes().items():
        yield from (f"{row}/{decision.key}" for decision in outcome.decisions)


def reply(key: str, on: date, *, additions: Additions | None = None, rules=(), office: Office = OFFICE, serial=3) -> Letter:
    row, _slash, decision = key.partition("/")
    said = SAID[key]
    add = additions or Additions(
        reason=said.get("reason", ""),
        needed=said.get("needed", ""),
        provided=said.get("provided", ""),
        parts=tuple(Withheld(*part) for part in said.get("parts", ())),
    )
    return compose(
        template("reply"),
        sample_matter(office, on),
        on,
        event=Replied(on, row, decision),
        additions=add,
        rules=rules,
        serial=serial,
    )


def procedural(kind: str, on: date, *, office: Office = OFFICE) -> Letter:
    return compose(
        template(kind), sample_matter(office, on), on, event=sample_event(kind, on), additions=sample_additions(kind), serial=3
    )  # fmt: skip


def every_letter(on: date) -> Iterator[tuple[str, Letter]]:
    """All of them, by a name that may be a file's."""
    for key in replies():
        yield "reply-" + key.replace("/", "-"), reply(key, on)
    for kind in templates():
        if kind != "reply":
            yield kind, procedural(kind, on)


def as_text(letter: Letter) -> str:
    """A letter as a golden file has it."""
    head = [letter.agency, letter.number, letter.title]
    return "\n".join([*head, *(line.text for line in letter.lines), *letter.files, letter.on.isoformat()]) + "\n"
