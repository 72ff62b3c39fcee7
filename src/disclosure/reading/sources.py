"""Where a file came from, as somebody noted it beside the file or in a list: address, day of capture, day of publication."""

from __future__ import annotations

import configparser
import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from disclosure.errors import DisclosureError, reason
from disclosure.form import Report
from disclosure.language import Message, _
from disclosure.reading.archives import Member, Refusal

#: What may stand beside ``a.docx``: a note of ours, the same under the name that crawlers use, a link as browsers save it.
_NOTES = (".source.json", ".meta.json")
_LINK = ".url"
#: The endings of notes, for those who look for them in archives.
NOTE_ENDINGS = (*_NOTES, _LINK)
#: Where a file is: in a folder, or in an archive; or why it is not to be had.
Place = Path | Member | Refusal
#: No note is larger.
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Provenance:
    """The address a file was taken from, the day it was taken, the day it was published there; None where not noted."""

    url: str | None = None
    captured_on: date | None = None
    published_on: date | None = None


class Provenances:
    """What is noted of many files: in a list, else beside each file. Folders are looked through once."""

    def __init__(self, listed: Mapping[str, Provenance] | None = None) -> None:
        self._listed = listed or {}
        self._names: dict[Path, frozenset[str]] = {}

    def of(self, path: Place) -> Provenance | None:
        """What is noted of a file, None where nothing is; of one in an archive, what stands beside it there.

        Raises :class:`DisclosureError` where a note cannot be understood.
        """
        if isinstance(path, Refusal):
            return None
        if isinstance(path, Member):
            return self._of_member(path)
        noted = self._listed.get(str(path)) or self._listed.get(path.name)
        return noted or _sidecar(path, self._names_in(path.parent))

    def _of_member(self, member: Member) -> Provenance | None:
        base = member.name.replace("!", "/").rpartition("/")[2]
        noted = next(
            (self._listed[name] for name in (f"{member.archive}!{member.name}", member.name, base) if name in self._listed), None
        )
        if noted or member.note is None:
            return noted
        name = member.note[0]
        return Provenance(_address_in(member.read_note())) if name.endswith(_LINK) else _noted(name, member.read_note())

    def _names_in(self, folder: Path) -> frozenset[str]:
        if folder not in self._names:
            try:
                self._names[folder] = frozenset(entry.name for entry in folder.iterdir())
            except OSError:  # the file itself will be reported
                self._names[folder] = frozenset()
        return self._names[folder]


def sidecar_of(path: Path) -> Provenance | None:
    """What a note beside ``a.docx`` says: ``a.docx.source.json``, ``a.docx.meta.json``, ``a.meta.json``, or a link ``a.url``.

    A note is an object with ``url``, ``captured_on`` and ``published_on`` (YYYY-MM-DD), none of them needed. Raises
    :class:`DisclosureError` where it is there and cannot be understood.
    """
    return Provenances().of(path)


def _sidecar(path: Path, names: frozenset[str]) -> Provenance | None:
    for base in (path.name, path.stem):
        for ending in _NOTES:
            if base + ending in names:
                return _note(path.with_name(base + ending))
        if base + _LINK in names:
            return Provenance(_link(path.with_name(base + _LINK)))
    return None


def _note(path: Path) -> Provenance:
    return _noted(path.name, _text(path))


def _noted(name: str, text: str) -> Provenance:
    try:
        noted = json.loads(text)
        url = noted.get("url")
        if not isinstance(url, str | None):
            raise ValueError(_("url 应为文字"))
        return Provenance(url, _day(noted.get("captured_on")), _day(noted.get("published_on")))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DisclosureError(
            _("来源说明 {file} 读不懂：{reason}。应含 url、captured_on、published_on（年-月-日）。", file=name, reason=error)
        ) from error


def _link(path: Path) -> str | None:
    """The address in a link as browsers on Windows save it, or on the first line of a plain file."""
    return _address_in(_text(path))


def _address_in(text: str) -> str | None:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
        return parser.get("InternetShortcut", "URL", fallback=None)
    except configparser.Error:
        return next(iter(text.split()), None)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8-sig", "replace")
    except OSError as error:
        raise DisclosureError(_("打不开来源说明 {file}：{reason}。", file=path.name, reason=reason(error))) from error


def source_list(path: Path) -> dict[str, Provenance]:
    """What a list of sources says: a CSV file with the columns ``file``, ``url``, ``captured_on``, and ``published_on`` if known.

    Keyed by file name or path. Raises :class:`DisclosureError` naming the line that cannot be understood.
    """
    try:
        return source_list_of(path.read_bytes(), path.name)
    except OSError as error:
        raise DisclosureError(_unlisted(path.name, 1, error)) from error


def source_list_of(data: bytes, name: str) -> dict[str, Provenance]:
    """The same of the bytes of such a file, which is called ``name`` in complaints."""
    found: dict[str, Provenance] = {}
    line = 1
    try:
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            line += 1
            found[row["file"]] = Provenance(row.get("url") or None, _day(row.get("captured_on")), _day(row.get("published_on")))
    except (KeyError, ValueError, csv.Error) as error:
        raise DisclosureError(_unlisted(name, line, error)) from error
    return found


def _unlisted(name: str, line: int, error: Exception) -> Message:
    return _(
        "来源清单 {file} 第{line}行读不懂：{reason}。首行应为 file,url,captured_on,published_on。",
        file=name,
        line=line,
        reason=error,
    )


def noted_beside(name: str, notes: Mapping[str, bytes]) -> Provenance | None:
    """What a note among files that came together says of the file ``name``: ``a.docx.source.json`` and the like, by their names.

    Raises :class:`DisclosureError` where it cannot be understood.
    """
    folder, slash, own = name.rpartition("/")
    for base in (own, PurePosixPath(own).stem):
        for ending in NOTE_ENDINGS:
            data = notes.get(f"{folder}{slash}{base}{ending}")
            if data is not None:
                text = data[:_LARGEST].decode("utf-8-sig", "replace")
                return Provenance(_address_in(text)) if ending == _LINK else _noted(base + ending, text)
    return None


def with_provenance(report: Report, noted: Provenance | None) -> Report:
    """The report with what was noted about its source."""
    if noted is None:
        return report
    source = replace(report.source, url=noted.url, captured_on=noted.captured_on, published_on=noted.published_on)
    return replace(report, source=source)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
