"""Files that an office has already (已有的文件): told by their bytes, so that nothing is listed twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from disclosure.language import _
from disclosure.reading.sources import Provenance
from portal.agencies.models import Agency
from portal.annual.models import ReceivedReport
from portal.annual.supervising.collecting import report_of
from portal.annual.supervising.uploads import Incoming, Skipped


@dataclass(frozen=True, slots=True)
class Here:
    """An uploaded file that the office has already: its name now, and the file that counts."""

    name: str
    kept: ReceivedReport


def sifted(office: Agency, files: Iterable[Incoming]) -> tuple[list[Incoming], list[Here], list[Skipped]]:
    """The files that are new to an office; those that it has; those that came twice at once.

    One that a newer file replaced is new again: whoever sends it wants it back. So is one whose note says another source.
    """
    new: list[Incoming] = []
    here: list[Here] = []
    twice: list[Skipped] = []
    first: dict[tuple[str, Provenance | None], str] = {}
    for one in files:
        digest = hashlib.sha256(one.data).hexdigest()
        if (digest, one.noted) in first:
            twice.append(Skipped(one.name, _("与同时上传的“{other}”内容相同，只收一份。", other=first[digest, one.noted])))
            continue
        first[digest, one.noted] = one.name
        same = ReceivedReport.objects.filter(office=office, sha256=digest, replaced=False).order_by("pk")
        kept = next((each for each in same if not _says_more(one.noted, each)), None)
        if kept is None:
            new.append(one)
        else:
            here.append(Here(one.name, kept))
    return new, here, twice


def _says_more(noted: Provenance | None, kept: ReceivedReport) -> bool:
    """Whether a note says another source than what is kept of a file."""
    if noted is None:
        return False
    source = report_of(kept).source
    pairs = ((noted.url, source.url), (noted.captured_on, source.captured_on), (noted.published_on, source.published_on))
    return any(said is not None and said != known for said, known in pairs)
