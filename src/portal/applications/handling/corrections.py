"""Records about oneself corrected (更正自身信息记录, 第四十一条): received with evidence, verified, answered, delivered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from disclosure.blocks import Document
from disclosure.errors import CaseError
from disclosure.language import _ as said
from disclosure.letters import Additions, Letter, Line, Matter, compose, digest, laid_out, wants
from portal.agencies.models import Agency, Person
from portal.applications.handling.models import CorrectionFile, RecordsCorrection
from portal.applications.intake.numbers import next_serial
from portal.applications.letters.facts import office_of, rules_of, template_of
from portal.applications.letters.making import numbered_in, refuse
from portal.audit.log import record as log
from portal.today import today

KIND = "records_correction"
_Outcome = RecordsCorrection.Outcome


@transaction.atomic
def register(
    agency: Agency, fields: dict[str, object], by: Person, files: Sequence[tuple[str, bytes]] = ()
) -> RecordsCorrection:  # fmt: skip
    """Take a request in; ``fields`` are those of :class:`RecordsCorrection`. Raises :class:`CaseError` without evidence."""
    if not str(fields.get("evidence", "")).strip():
        raise CaseError(said("要求更正的，应当有证据证明记录不准确（第四十一条）；请写明证据材料"))
    Agency.objects.select_for_update().get(pk=agency.pk)
    day: date = fields["received_on"]  # type: ignore[assignment]
    of_year = RecordsCorrection.objects.filter(agency=agency, number__startswith=f"G{day.year}-")
    number = f"G{day.year}-{of_year.count() + 1:03d}"
    made = RecordsCorrection.objects.create(agency=agency, number=number, by=by, **fields)
    log(agency, by, "correction.registered", made, correction=made.pk)
    for name, content in files:
        attach(made, name, content, by)
    return made


@transaction.atomic
def attach(correction: RecordsCorrection, name: str, content: bytes, by: Person) -> CorrectionFile:
    """Add a piece of evidence; its name and content are encrypted. Raises :class:`CaseError` once it is answered."""
    _hold(correction)
    _open(correction)
    kept = CorrectionFile(correction=correction, by=by)
    kept.put(name, content)
    kept.save()
    log(correction.agency, by, "correction.file_added", correction, correction=correction.pk, file=kept.pk, size=kept.size)
    return kept


@transaction.atomic
def verify(correction: RecordsCorrection, text: str, by: Person) -> None:
    """Keep what was found (核实). Raises :class:`CaseError` once it is answered."""
    _hold(correction)
    _open(correction)
    correction.verified = text
    correction.save()
    log(correction.agency, by, "correction.verified", correction, correction=correction.pk)


def _hold(correction: RecordsCorrection) -> None:
    """Bring the request up to how it stands now, and hold it until the act is over: a signed answer is not written over."""
    RecordsCorrection.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    correction.refresh_from_db()


def _open(correction: RecordsCorrection) -> None:
    if not correction.is_open:
        raise CaseError(said("已经答复，不再改动"))


@transaction.atomic
def propose(correction: RecordsCorrection, outcome: str, answer: str, reason: str, addressee: str, by: Person) -> None:
    """Say how it is to be answered; the leader signs. Raises :class:`CaseError` where something is missing.

    第四十一条: proven and within one's power it is corrected; outside one's power it is passed on, or the requester told whom to
    ask; so these two name the agency.
    """
    _hold(correction)
    _open(correction)
    if not correction.verified.strip():
        raise CaseError(said("请先填写核实情况"))
    if outcome in (_Outcome.TRANSFERRED, _Outcome.TOLD) and not addressee.strip():
        raise CaseError(said("请写明有权更正的机关（第四十一条）"))
    correction.outcome, correction.answer, correction.reason, correction.addressee = outcome, answer, reason, addressee
    correction.save()
    log(correction.agency, by, "correction.proposed", correction, correction=correction.pk, outcome=outcome)


def drafted(correction: RecordsCorrection) -> Letter:
    """The answer as it would be signed today. Raises :class:`LawError` for a day before the law."""
    agency, on = correction.agency, today()
    matter = Matter(
        office=office_of(agency), applicant=correction.name, receipt_number=correction.number, asked=correction.record,
        arrived_on=correction.received_on, received_on=correction.received_on,
    )  # fmt: skip
    add = Additions(note=_answer(correction), reason=correction.reason)
    return compose(template_of(agency, KIND), matter, on, additions=add, rules=rules_of(agency, on))


def _answer(correction: RecordsCorrection) -> str:
    if correction.outcome in (_Outcome.TRANSFERRED, _Outcome.TOLD) and correction.addressee not in correction.answer:
        return f"{correction.answer.strip().rstrip('。')}（有权更正的机关：{correction.addressee}）"
    return correction.answer


def missing(correction: RecordsCorrection) -> list[str]:
    """What still stands between the answer and a signature."""
    if not correction.outcome:
        return [str(said("请先填写处理结果"))]
    composed = drafted(correction)
    return [str(each) for each in wants(composed, composed)]


@transaction.atomic
def sign(correction: RecordsCorrection, seen: str, by: Person) -> RecordsCorrection:
    """Sign the answer (by the leader) as it was shown, number it and freeze it. Raises :class:`CaseError`."""
    agency = Agency.objects.select_for_update().get(pk=correction.agency_id)
    locked = RecordsCorrection.objects.select_for_update().get(pk=correction.pk)
    _open(locked)
    refuse(tuple(missing(locked)))
    composed = drafted(locked)
    if digest(composed) != seen:
        raise CaseError(said("正文、附件或者落款日期在您打开之后有变动，请重新核对后再签发"))
    locked.year, locked.serial = composed.on.year, next_serial(agency, KIND, composed.on.year)
    number = numbered_in(template_of(agency, KIND).number, composed, locked.serial, agency, locked.number)
    kept = {
        "agency": composed.agency, "title": composed.title, "number": number, "on": composed.on.isoformat(),
        "lines": [[line.key, line.style, line.text] for line in composed.lines],
    }  # fmt: skip
    locked.letter, locked.document_number = json.dumps(kept, ensure_ascii=False), number
    locked.decided_on, locked.signed_by = composed.on, by
    locked.save()
    log(agency, by, "correction.signed", locked, correction=locked.pk, number=number, outcome=locked.outcome)
    return locked


@transaction.atomic
def deliver(correction: RecordsCorrection, on: date, by: Person) -> None:
    """The answer was delivered. Raises :class:`CaseError` before it was signed, and where another day is on record."""
    _hold(correction)
    if correction.is_erased:
        raise CaseError(said("内容已经删除，不能再办理"))
    if correction.decided_on is None or on < correction.decided_on:
        raise CaseError(said("答复签发之后才能登记送达"))
    if correction.delivered_on is not None:
        if correction.delivered_on == on:
            return  # sent twice
        raise CaseError(said("已经登记送达，不再改动"))
    correction.delivered_on = on
    correction.save()
    log(correction.agency, by, "correction.delivered", correction, correction=correction.pk, on=on.isoformat())


def letter_of(correction: RecordsCorrection) -> Letter:
    """The answer as it was signed, or as it would be. Raises :class:`CaseError` where it was erased."""
    if correction.is_erased:
        raise CaseError(said("内容已经删除，不能再办理"))
    if not correction.letter:
        return drafted(correction)
    kept = json.loads(correction.letter)
    lines = tuple(Line(*line) for line in kept["lines"])
    return Letter(KIND, kept["agency"], kept["title"], kept["number"], lines, date.fromisoformat(kept["on"]))


def document_of(correction: RecordsCorrection) -> Document:
    """The answer laid out; a draft shows where the seal goes."""
    return laid_out(letter_of(correction), draft=not correction.letter)
