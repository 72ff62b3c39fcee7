"""A letter composed: template, case, day and what somebody wrote, made into paragraphs, with what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from disclosure.language import Message, _
from disclosure.letters.editing import articles_in
from disclosure.letters.facts import facts, fill, names_in, words
from disclosure.letters.filling import enclosure_name, reply_words, values_of
from disclosure.letters.letter import Letter, Line
from disclosure.letters.matter import Additions, Matter
from disclosure.letters.template import Template, template
from disclosure.letters.wording import Wording
from disclosure.records import (
    ApplicationEvent,
    ConsultationSent,
    Consulted,
    CorrectionAsked,
    DelaySet,
    Extended,
    ReasonsAsked,
    Replied,
    Transferred,
    outcome_of,
)

_OF_EVENT: Mapping[type, str] = {
    CorrectionAsked: "correction", Extended: "extension", ReasonsAsked: "reasons_asked", DelaySet: "delayed",
    Transferred: "transfer", Replied: "reply",
}  # fmt: skip
#: Stands in the number until it is issued.
_NO_NUMBER = "　"


def kind_of_event(event: ApplicationEvent) -> str:
    """The kind of letter that goes with an event; "" where none does."""
    if isinstance(event, ConsultationSent):
        return "consultation" if event.consulted is Consulted.THIRD_PARTY else "agency_consultation"
    return _OF_EVENT.get(type(event), "")


def compose(
    written: Template,
    matter: Matter,
    on: date,
    *,
    event: ApplicationEvent | None = None,
    additions: Additions | None = None,
    serial: int | None = None,
    rules: Sequence[Wording] = (),
) -> Letter:
    """The letter of a day. ``serial`` None: not numbered yet, the place of the number stays free.

    A paragraph that fills in nothing but what is empty is left out, unless what is empty is required: then its name stands in its
    place, and the letter says that it is missing. Raises :class:`LawError` for a day before the law.
    """
    add = additions or Additions()
    title = _title(written, event, rules)
    values = values_of(written, title, matter, on, event, add, rules)
    values["序号"] = str(serial) if serial else _NO_NUMBER
    wanted = _wanted(written, event)
    lines = tuple(_lines(written, matter, values, wanted, rules))
    return Letter(
        kind=written.kind, agency=matter.office.agency, title=title, number=fill(written.number, values), lines=lines, on=on,
        files=tuple(map(enclosure_name, add.files)), law=articles_in(values["依据"] + values["不予公开部分"]),
        missing=tuple(_missing(wanted, values, event, add)), warnings=tuple(_doubts(written, matter)),
    )  # fmt: skip


def _title(written: Template, event: ApplicationEvent | None, rules: Sequence[Wording]) -> str:
    title = written.title
    if isinstance(event, Replied) and written.title == template(written.kind).title:
        title = reply_words(event).title
    for rule in rules:
        title = rule.titles.get(written.kind, title)
    return title


def _wanted(written: Template, event: ApplicationEvent | None) -> set[str]:
    """The names of the facts that this letter cannot go without."""
    wanted = set(written.required)
    if isinstance(event, Replied):
        outcome = outcome_of(event.outcome)
        wanted |= {"理由"} if outcome.reason_required else set()
        wanted |= {"告知内容"} if outcome.decision(event.decision).needs else set()
        wanted |= {"不予公开部分"} if outcome.row == "partly_granted" else set()
    return wanted


def _lines(
    written: Template, matter: Matter, values: Mapping[str, str], wanted: set[str], rules: Sequence[Wording]
) -> Iterator[Line]:
    shown = {name: value or (words("missing", fact=name) if name in wanted else "") for name, value in values.items()}
    for slot in written.paragraphs:
        names = list(names_in(slot.text))
        if names and any(not shown[name].strip() for name in names) and slot.style != "row":
            continue
        text = fill(matter.addressed(slot.text), shown)
        for rule in rules:
            for before, after in rule.replace.items():
                text = text.replace(before, after)
        yield Line(slot.key, slot.style, text)


def _missing(wanted: set[str], values: Mapping[str, str], event: ApplicationEvent | None, add: Additions) -> Iterator[Message]:
    for name in (name for name in facts() if name in wanted and not values[name].strip()):
        needs = outcome_of(event.outcome).decision(event.decision).needs if isinstance(event, Replied) else ""
        if name == "告知内容" and needs:
            yield _("还没有写明：{needs}", needs=needs)
        elif name == "理由":
            yield _("还没有说明理由；没有理由的，不能签发")
        else:
            yield _("还没有填写：{fact}", fact=facts()[name].label)
    if isinstance(event, Replied) and outcome_of(event.outcome).row == "partly_granted":
        for part in add.parts:
            if not (part.reason.strip() or add.reason.strip()):
                yield _("不予公开的部分还没有说明理由")
                return


def _doubts(written: Template, matter: Matter) -> Iterator[Message]:
    """What a letter can do without and had better not."""
    office = matter.office
    if written.remedies and not office.reconsideration_organ:
        yield _("机关设置里没有填写行政复议机关，文书只能写“有管辖权的行政复议机关”")
    if written.remedies and not office.court:
        yield _("机关设置里没有填写管辖法院，文书只能写“有管辖权的人民法院”")
    if written.number and not office.prefix:
        yield _("机关设置里没有填写发文代字，文号不完整")
