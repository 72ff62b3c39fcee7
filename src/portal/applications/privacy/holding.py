"""What is held about an applicant (查阅、复制，《个人信息保护法》第四十五条), as a zip: JSON, letters, files, a word before.

It is theirs to have, and what is about others is not: names of third parties and of the staff are left out wherever they stand,
letters to others and the material that departments found stay in the case, and the export says that they do.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from disclosure.letters import template
from disclosure.writing.fonts import NoFontError
from portal.agencies.models import Person
from portal.applications.choices import FOUND
from portal.applications.explain import story
from portal.applications.intake.repeats import of_the_same_person
from portal.applications.letters.files import paragraphs, title_of, word_file
from portal.applications.letters.given import letters_given
from portal.applications.models import Application, Letter
from portal.applications.privacy import files_held, holding
from portal.applications.sealing.fields import UnreadableFieldError
from portal.applications.sealing.models import SealedFile
from portal.audit.models import Entry
from portal.today import today

_FIELDS = (
    "receipt_number", "other_number", "channel", "manner", "arrived_on", "read_back_on", "received_on", "due_on", "closed_on",
    "applicant_kind", "name", "identity_kind", "identity_number", "legal_representative", "contact_person", "agent",
    "agent_identity", "agent_phone", "phone", "address", "postcode", "email", "asked", "asked_number", "description", "helps",
    "help_wanted", "help_given", "form_wanted", "way_wanted", "status", "outcome",
)  # fmt: skip
#: Acts in which somebody saw what is masked otherwise.
_LOOKED = (
    "application.revealed",
    "application.form_printed",
    "application.letter_opened",
    "application.file_opened",
    "application.archived",
)
_README = """这是{agency}持有的、与一名申请人有关的信息，{day}导出，共{count}件申请。

data.json：申请的内容、办理经过、通知和查看记录{office}。
{folders}

没有导出的：{left_out}

依据：《中华人民共和国个人信息保护法》第四十五条。其中有个人信息，请妥善保管。
"""
_OFFICE = "，交办、备注、审查、收费和更正申请"
#: What stands in place of names that are not the applicant's.
_THIRD, _STAFF = "（第三方）", "（工作人员）"
_LEFT_OUT = (
    "征求第三方意见和其他机关意见的往来文书、第三方的姓名（他人的信息）；工作人员的姓名；"
    "本机关检索到的材料、遮盖前的文件（不是申请人的个人信息，能否提供以答复为准）；行政复议、行政诉讼的文书（由复议机关、法院依法提供查阅）。"
)
_LEFT_OUT_OWN = f"{_LEFT_OUT[:-1]}；机关内部的备注、交办和审查（可以向本机关申请查阅、复制）。"


def held_about(application: Application) -> bytes:
    """All that the agency holds about the applicant of a case, in this and other cases, for the office to hand out."""
    cases = of_the_same_person(application)
    return _packed(cases, own_only=False)


def held_in(application: Application) -> bytes:
    """What one case holds, as its applicant may have it: without notes of the office and letters that are not out."""
    return _packed([application], own_only=True)


def _packed(cases: list[Application], *, own_only: bool) -> bytes:
    out, agency = io.BytesIO(), cases[0].agency
    left_out = _LEFT_OUT_OWN if own_only else _LEFT_OUT
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        described = []
        for case in cases:
            names = list(_files(archive, case, own_only=own_only))
            described.append(_apart(_described(case, own_only=own_only), _others(case)) | {"files": names})
        kept = {"exported_at": timezone.localtime().isoformat(timespec="seconds"), "agency": agency.name, "left_out": left_out,
                "applications": described}  # fmt: skip
        archive.writestr("data.json", json.dumps(kept, ensure_ascii=False, indent=1, default=str))
        folders = "\n".join(f"{case.receipt_number}/：这件申请的文书和附件。" for case in cases)
        readme = _README.format(
            agency=agency.name, day=today().isoformat(), count=len(cases), folders=folders, left_out=left_out,
            office="" if own_only else _OFFICE,
        )  # fmt: skip
        archive.writestr("说明.txt", readme)
    return out.getvalue()


def _others(case: Application) -> dict[str, str]:
    """Names that are not the applicant's to have, each with what stands for it: whom the case consulted, who works here."""
    found = {str(person): _STAFF for person in Person.objects.filter(memberships__agency=case.agency).distinct()}
    said = (event.said() for event in case.events.all() if event.kind.startswith("consultation"))
    found |= {str(each["name"]): _THIRD for each in said if each.get("name")}
    own = (case.name, case.agent, case.contact_person, case.legal_representative)
    # A single letter is no name to look for, and what is the applicant's own stays.
    return {name: put for name, put in found.items() if len(name) > 1 and not any(name in each for each in own)}


def _apart(value: Any, others: Mapping[str, str]) -> Any:
    """The value with the names of others replaced wherever they stand, the longest first."""
    if isinstance(value, str):
        for name in sorted(others, key=len, reverse=True):
            value = value.replace(name, others[name])
        return value
    if isinstance(value, dict):
        return {key: _apart(each, others) for key, each in value.items()}
    return [_apart(each, others) for each in value] if isinstance(value, list) else value


def _described(case: Application, *, own_only: bool) -> dict[str, Any]:
    lines: list[dict[str, Any]] = []
    for line in story(case):
        said = {"on": line.event.on, "what": line.name}
        lines.append(said if own_only else said | {"detail": line.detail, "note": line.event.note})
    more: dict[str, Any] = {}
    for _receiver, answer in holding.send(Application, application=case, own_only=own_only):
        more |= answer
    described = (
        {name: getattr(case, name) for name in _FIELDS if getattr(case, name) not in ("", None)} | {"course": lines} | more
    )
    if not own_only:
        looked = Entry.objects.filter(agency=case.agency, action__in=_LOOKED, subject=str(case))
        described["looked_at"] = [{"at": each.at, "what": each.action, **each.facts} for each in looked]
    return described


def _files(archive: zipfile.ZipFile, case: Application, *, own_only: bool) -> Iterator[dict[str, str]]:
    letters = letters_given(case) if own_only else _letters_to_the_applicant(case)
    for letter in letters:
        name = f"{case.receipt_number}/{_safe(letter.document_number or title_of(letter.kind))}-{letter.pk}"
        try:
            archive.writestr(f"{name}.docx", word_file(letter))
            yield {"letter": title_of(letter.kind), "file": f"{name}.docx"}
        except NoFontError:
            archive.writestr(f"{name}.txt", "\n".join(text for _style, text in paragraphs(letter)))
            yield {"letter": title_of(letter.kind), "file": f"{name}.txt"}
    for file in _attachments(case, own_only=own_only):
        name = f"{case.receipt_number}/{type(file).__name__.lower()}-{file.pk}-{_safe(file.title)}"
        try:
            archive.writestr(name, file.content())
        except (UnreadableFieldError, FileNotFoundError):
            yield {"attachment": file.title, "file": ""}
            continue
        yield {"attachment": file.title, "file": name}


def _letters_to_the_applicant(case: Application) -> list[Letter]:
    """What is signed, delivered or not; letters to third parties, other agencies and departments are about others too."""
    signed = case.letters.filter(state=Letter.State.SIGNED)
    return [each for each in signed if template(each.kind).reader == "applicant"]


def _attachments(case: Application, *, own_only: bool) -> list[SealedFile]:
    """The files that came in or go out; to the applicant what was sent in and what went with the reply that is out.

    What departments found and what was blacked out later stay: what of it is given is the reply's to say.
    """
    files = list(case.attachments.prefetch_related("redactions"))
    if not own_only:
        sent = [each for each in files if each.kind != FOUND[0] and not each.redactions.all()]
        return [*sent, *(file for _receiver, found in files_held.send(Application, application=case) for file in found)]
    replied = any(letter.kind == "reply" for letter in letters_given(case))
    return [each for each in files if each.by_id is None or (each.for_applicant and replied)]


def _safe(name: str) -> str:
    """A name that no archive takes for a path."""
    return "".join("_" if letter in '/\\:*?"<>|' or ord(letter) < 32 else letter for letter in name)[:80] or "_"
