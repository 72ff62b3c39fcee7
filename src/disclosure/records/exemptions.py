"""What must or may be withheld (第十三条至第十八条) as data, and whether a reply agrees with what the check found (先审后答)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError
from disclosure.language import Label, Message, _
from disclosure.law import Citation, cite
from disclosure.law.loading import a_day
from disclosure.law.parameter import source
from disclosure.records.application import Replied
from disclosure.records.outcomes import outcome_of

_FILE = Path(__file__).with_name("exemptions.yaml")
_FILE_KEYS = {"from", "source", "checked_on", "general", "later", "grounds"}
_KEYS = {"row", "name", "articles", "duty", "unless", "questions", "consult"}
_QUESTION_KEYS = {"key", "text", "en"}
_DUTIES = ("must", "may")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle; yes speaks for the ground."""

    key: str
    text: Label


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for withholding: the row under which it counts, its articles, and what to settle.

    ``must``: the law forbids disclosure; else the agency may withhold and weighs it. ``unless`` says what lifts the ground all
    the same, None where nothing does. ``consult``: whom to ask first.
    """

    row: str
    name: Label
    articles: tuple[str, ...]
    must: bool
    unless: Label | None
    questions: tuple[Question, ...]
    consult: Label

    @property
    def may_be_lifted(self) -> bool:
        """Whether the information may be disclosed although the ground applies: for a reason that must be written down."""
        return self.unless is not None

    def citations(self, on: date) -> tuple[Citation, ...]:
        """The articles in force on a day. Raises :class:`LawError`."""
        return tuple(cite(article, on=on) for article in self.articles)


@dataclass(frozen=True, slots=True)
class Exemptions:
    """All grounds in the order of the law, the articles on the check itself, and since when and on what source they hold."""

    grounds: Mapping[str, Ground]
    general: tuple[str, ...]
    later: tuple[str, ...]
    first_day: date
    citation: Citation
    checked_on: date


def load_exemptions(path: Path = _FILE) -> Exemptions:
    """The grounds as data. Raises :class:`DataError` for unknown keys, a row that stands twice or is none of table three's."""
    data = load_yaml(path)
    only_keys(data, _FILE_KEYS, required=_FILE_KEYS, where=path.name)
    read = [_ground(entry, path.name) for entry in data["grounds"]]
    found = {each.row: each for each in read}
    if len(found) != len(read):
        raise DataError(_("{where} 有重复的行", where=path.name))
    for article in (*data["general"], *data["later"]):
        cite(article)
    first = a_day(data["from"], path.name)
    return Exemptions(
        found, tuple(data["general"]), tuple(data["later"]), first, source(data["source"], first, path.name)[0],
        a_day(data["checked_on"], path.name),
    )  # fmt: skip


def _ground(entry: Mapping[str, Any], name: str) -> Ground:
    where = f"{name} {entry.get('row', '')}"
    only_keys(entry, _KEYS, required=_KEYS, where=where)
    outcome_of(entry["row"])
    if entry["duty"] not in _DUTIES or not entry["articles"] or not entry["questions"]:
        raise DataError(_("{where} 的依据、义务或者问题写得不对", where=where))
    for article in entry["articles"]:
        cite(article)
    for question in entry["questions"]:
        only_keys(question, _QUESTION_KEYS, required=_QUESTION_KEYS, where=where)
    questions = tuple(Question(each["key"], Label(each["text"], each["en"])) for each in entry["questions"])
    return Ground(
        entry["row"], Label(**entry["name"]), tuple(entry["articles"]), entry["duty"] == "must",
        Label(**entry["unless"]) if entry["unless"] else None,
        questions,
        Label(**entry["consult"]),
    )  # fmt: skip


@cache
def exemptions() -> Exemptions:
    """The grounds that this program applies."""
    return load_exemptions()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check found of one ground: whether it applies, and why it was lifted where it was ("" if not)."""

    row: str
    applies: bool
    lifted: str = ""

    @property
    def stands(self) -> bool:
        """Whether it keeps information from being disclosed."""
        return self.applies and not self.lifted.strip()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the information and what becomes of it (区分处理): ``ground`` is the row it is withheld by, "" if disclosed."""

    label: str
    ground: str = ""
    reason: str = ""


#: Decisions on whether existing information is disclosed: the check comes before them.
_GRANTED, _PARTLY = "granted", "partly_granted"


def is_checked_first(reply: Replied) -> bool:
    """Whether a reply decides on disclosing information that the agency has, so that the check must come first (第十七条).

    What is already public needs none; nor does what the agency does not have, or does not process.
    """
    if reply.outcome == _GRANTED:
        return outcome_of(_GRANTED).decision(reply.decision).key == "provided"
    return reply.outcome == _PARTLY or reply.outcome in exemptions().grounds


def contradictions(reply: Replied, findings: Sequence[Finding], parts: Sequence[Part]) -> tuple[Message, ...]:
    """Why a reply does not agree with its check; empty where it does, or needs none.

    All grounds must be answered. What is granted has no ground that stands and no part withheld; what is separated has a part
    that is disclosed and one that is withheld, each of these on a ground that stands, with its reason; a refusal rests on a
    ground that stands, with no part disclosed.
    """
    return tuple(_contradictions(reply, findings, parts)) if is_checked_first(reply) else ()


def _contradictions(reply: Replied, findings: Sequence[Finding], parts: Sequence[Part]) -> Iterator[Message]:
    known = exemptions().grounds
    missing = [row for row in known if row not in {each.row for each in findings}]
    if missing:
        yield _("公开审查还没有完成：还有{count}种情形没有结论（第十七条）", count=len(missing))
        return
    for each in findings:
        if each.applies and each.lifted.strip() and not known[each.row].may_be_lifted:
            yield _("“{ground}”成立的，依法不予公开，不能另行决定公开", ground=_named(each.row))
    standing = [each.row for each in findings if each.stands]
    yield from _with_parts(reply, standing, parts)


def _with_parts(reply: Replied, standing: Sequence[str], parts: Sequence[Part]) -> Iterator[Message]:
    withheld, given = [part for part in parts if part.ground], [part for part in parts if not part.ground]
    if reply.outcome == _GRANTED:
        for row in standing:
            yield _("审查认为“{ground}”成立，不能全部公开", ground=_named(row))
        if withheld:
            yield _("有{count}个部分决定不予公开，办理结果应为部分公开", count=len(withheld))
        return
    if reply.outcome == _PARTLY:
        if not withheld or not given:
            yield _("部分公开的，应当逐个部分写明：至少一个部分公开、一个部分不予公开（第三十七条）")
        for part in withheld:
            if part.ground not in standing:
                yield _("“{part}”不予公开所依据的“{ground}”，审查结论是不成立", part=part.label, ground=_named(part.ground))
            if not part.reason.strip():
                yield _("“{part}”不予公开，还没有说明理由（第三十七条）", part=part.label)
        return
    if reply.outcome not in standing:
        yield _("审查结论没有认定“{ground}”，不能据此不予公开", ground=_named(reply.outcome))
    if given:
        yield _("有{count}个部分可以公开，办理结果应为部分公开（第三十七条）", count=len(given))


def _named(row: str) -> Label:
    return exemptions().grounds[row].name if row in exemptions().grounds else Label(row, row)
