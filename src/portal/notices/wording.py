"""The words of a notice, from data: its subject says nothing but number and agency, its text nothing personal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from disclosure.data import load_yaml
from portal.agencies.templatetags.house import day as written
from portal.notices.models import Notice


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said: number and agency, the state in a few words, the text with where to read on."""

    number: str
    agency: str
    short: str
    subject: str
    text: str
    url: str


@cache
def wordings() -> Mapping[str, Mapping[str, str]]:
    """The kinds of events that an applicant is told of, each with its words."""
    found: Mapping[str, Mapping[str, str]] = load_yaml(Path(__file__).with_name("wording.yaml"))
    return found


def wording_of(notice: Notice) -> Wording:
    """The words of a notice as the case stands now."""
    application, words = notice.application, wordings()[notice.kind]
    event = application.events.get(sequence=notice.sequence)
    url = settings.BASE_URL.rstrip("/") + reverse("site:track", args=[application.agency.slug])
    days = {"day": event.on, "due": application.due_on, "until": _until(event.payload)}
    said = []
    for language, key in (("zh-hans", "zh"), ("en", "en")):
        with translation.override(language):
            facts = {name: written(value) if value else "—" for name, value in days.items()}
        said.append(words[key].format(**facts))
    number, agency = application.receipt_number, application.agency.name
    text = "\n\n".join([
        f"您好！您向{agency}提交的政府信息公开申请（受理编号 {number}）：", said[0],
        f"凭受理编号和查询码查询：{url}", f"Application {number} to {agency}: {said[1]}\n{url}",
        f"{agency}\n{application.agency.phone}".strip(),
    ])  # fmt: skip
    return Wording(number, agency, words["short"], f"{agency}：申请 {number} 有新进展", text, url)


def _until(payload: Mapping[str, Any]) -> date | None:
    value = payload.get("answer_by")
    return date.fromisoformat(value) if value else None
