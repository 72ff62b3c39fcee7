"""What is held about an applicant (查阅、复制，《个人信息保护法》第四十五条), as a zip: JSON, letters, files, a word before."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from disclosure.writing.fonts import NoFontError
from portal.applications.encryption import UnreadableFieldError
from portal.applications.explain import story
from portal.applications.letters.files import paragraphs, title_of, word_file
from portal.applications.letters.given import letters_given
from portal.applications.models import Application, Attachment, Letter
from portal.applications.privacy import holding
from portal.applications.repeats import of_the_same_person
from portal.audit.models import Entry
from portal.today import today

_FIELDS = (
    "receipt_number", "other_number", "channel", "manner", "arrived_on", "read_back_on", "received_on", "due_on", "closed_on",
    "applicant_kind", "name", "identity_kind", "identity_number", "legal_representative", "contact_person", "agent",
    "agent_identity", "agent_phone", "phone", "address", "postcode", "email", "asked", "asked_number", "description", "helps",
    "help_wanted", "help_given", "form_wanted", "way_wanted", "status", "outcome",
)  # fmt: skip
#: Acts in which somebody saw what is masked otherwise.
_LOOKED = ("application.revealed", "application.form_printed", "application.file_opened", "application.archived")
_README = """这是{agency}持有的、与一名申请人有关的全部信息，{day}导出，共{count}件申请。

data.json：申请的内容、办理经过、通知和查看记录。
{folders}

依据：《中华人民共和国个人信息保护法》第四十五条。其中有个人信息，请妥善保管。
"""


def held_about(application: Application) -> bytes:
    """All that the agency holds about the applicant of a case, in this and other cases, for the office to hand out."""
    cases = of_the_same_person(application)
    return _packed(cases, own_only=False)


def held_in(application: Application) -> bytes:
    """What one case holds, as its applicant may have it: without notes of the office and letters that are not out."""
    return _packed([application], own_only=True)


def _packed(cases: list[Application], *, own_only: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        described = []
        for case in cases:
            names = list(_files(archive, case, own_only=own_only))
            described.append(_described(case, own_only=own_only) | {"files": names})
        kept = {"exported_at": timezone.localtime().isoformat(timespec="seconds"), "agency": cases[0].agency.name,
                "applications": described}  # fmt: skip
        archive.writestr("data.json", json.dumps(kept, ensure_ascii=False, indent=1, default=str))
        folders = "\n".join(f"{case.receipt_number}/：这件申请的文书和附件。" for case in cases)
        readme = _README.format(agency=cases[0].agency.name, day=today().isoformat(), count=len(cases), folders=folders)
        archive.writestr("说明.txt", readme)
    return out.getvalue()


def _described(case: Application, *, own_only: bool) -> dict[str, Any]:
    lines: list[dict[str, Any]] = []
    for line in story(case):
        said = {"on": line.event.on, "what": line.name}
        lines.append(said if own_only else said | {"detail": line.detail, "note": line.event.note})
    more: dict[str, Any] = {}
    for _receiver, answer in holding.send(Application, application=case):
        more |= answer
    described = (
        {name: getattr(case, name) for name in _FIELDS if getattr(case, name) not in ("", None)} | {"course": lines} | more
    )
    if not own_only:
        looked = Entry.objects.filter(agency=case.agency, action__in=_LOOKED, subject=str(case))
        described["looked_at"] = [
            {"at": each.at, "by": str(each.person), "what": each.action, **each.facts} for each in looked.select_related("person")
        ]
    return described


def _files(archive: zipfile.ZipFile, case: Application, *, own_only: bool) -> Iterator[dict[str, str]]:
    letters = letters_given(case) if own_only else list(case.letters.filter(state=Letter.State.SIGNED))
    for letter in letters:
        name = f"{case.receipt_number}/{_safe(letter.document_number or title_of(letter.kind))}-{letter.pk}"
        try:
            archive.writestr(f"{name}.docx", word_file(letter))
            yield {"letter": title_of(letter.kind), "file": f"{name}.docx"}
        except NoFontError:
            archive.writestr(f"{name}.txt", "\n".join(text for _style, text in paragraphs(letter)))
            yield {"letter": title_of(letter.kind), "file": f"{name}.txt"}
    for file in _attachments(case, own_only=own_only):
        name = f"{case.receipt_number}/{file.pk}-{_safe(file.title)}"
        try:
            archive.writestr(name, file.content())
        except (UnreadableFieldError, FileNotFoundError):
            yield {"attachment": file.title, "file": ""}
            continue
        yield {"attachment": file.title, "file": name}


def _attachments(case: Application, *, own_only: bool) -> list[Attachment]:
    """The files; to the applicant those that were sent in, and those that went with the reply that is out."""
    if not own_only:
        return list(case.attachments.all())
    replied = any(letter.kind == "reply" for letter in letters_given(case))
    return [each for each in case.attachments.all() if each.by_id is None or (each.for_applicant and replied)]


def _safe(name: str) -> str:
    """A name that no archive takes for a path."""
    return "".join("_" if letter in '/\\:*?"<>|' or ord(letter) < 32 else letter for letter in name)[:80] or "_"
