"""Where a file came from, as somebody noted it beside the file: address and day of capture (来源说明)."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from disclosure.errors import DisclosureError
from disclosure.form import Report
from disclosure.language import _


@dataclass(frozen=True, slots=True)
class Provenance:
    """The address a file was taken from and the day it was taken; None where not noted."""

    url: str | None = None
    captured_on: date | None = None


def sidecar_of(path: Path) -> Provenance | None:
    """What ``FILE.source.json`` beside a file says: an object with ``url`` and ``captured_on`` (YYYY-MM-DD).

    Raises :class:`DisclosureError` where it is there and cannot be understood.
    """
    sidecar = path.with_name(f"{path.name}.source.json")
    if not sidecar.is_file():
        return None
    try:
        noted = json.loads(sidecar.read_text(encoding="utf-8-sig"))
        return Provenance(noted.get("url"), _day(noted.get("captured_on")))
    except (ValueError, TypeError, AttributeError, OSError) as error:
        raise DisclosureError(
            _("来源说明 {file} 读不懂：{reason}。应含 url 和 captured_on（年-月-日）。", file=sidecar.name, reason=error)
        ) from error


def source_list(path: Path) -> dict[str, Provenance]:
    """What a list of sources says: a CSV file with the columns ``file``, ``url``, ``captured_on``, keyed by file name.

    Raises :class:`DisclosureError` naming the line that cannot be understood.
    """
    found: dict[str, Provenance] = {}
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                line += 1
                found[row["file"]] = Provenance(row.get("url") or None, _day(row.get("captured_on")))
    except (KeyError, ValueError, OSError, csv.Error) as error:
        raise DisclosureError(
            _(
                "来源清单 {file} 第{line}行读不懂：{reason}。首行应为 file,url,captured_on。",
                file=path.name,
                line=line,
                reason=error,
            )
        ) from error
    return found


def with_provenance(report: Report, noted: Provenance | None) -> Report:
    """The report with what was noted about its source."""
    if noted is None:
        return report
    return replace(report, source=replace(report.source, url=noted.url, captured_on=noted.captured_on))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
