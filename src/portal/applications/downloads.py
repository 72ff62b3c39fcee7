"""Files handed out as downloads under a name that may be Chinese."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from portal.applications.letters import title_of
from portal.applications.models import Letter

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """The content as a file to be saved; never shown in the page, whatever it is."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def name_of(letter: Letter) -> str:
    """What a letter's file is called: its number, or its title while it has none."""
    return letter.document_number or title_of(letter.kind)
