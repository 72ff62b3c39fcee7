"""Figures of a signed report put into a form that somebody sent (填表): a province's template, another office's table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from disclosure.filling import Filled, Left, rows_of
from disclosure.form import Edition, Report, editions
from disclosure.isolation.errand import run

#: What a form may come as, and how large.
SUFFIXES = (".docx", ".xlsx", ".html", ".htm")
LARGEST_FORM = 10 * 1024 * 1024
#: The zip format begins its years in 1980; equal content gives equal bytes.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a person gets: the filled form, or a zip of it with what was left out; how many cells were filled in and left."""

    name: str
    data: bytes
    placed: int
    left: int


def filled_form(report: Report, name: str, data: bytes, *, overwrite: bool) -> FilledForm:
    """The form with the report's figures, read and written in a child process with limits.

    Raises :class:`UnreadableError` where it cannot be read or is no form of the annual report.
    """
    made: Filled = run("fill", data, report, editions(), overwrite)
    path = PurePosixPath(name.replace("\\", "/"))
    stem = _("%(name)s（已填）") % {"name": path.stem}
    filled = f"{stem}{path.suffix.lower()}"
    if not made.left:
        return FilledForm(filled, made.data, len(made.placed), 0)
    rest = "\r\n".join(_rest(made, report)) + "\r\n"
    files = {filled: made.data, _("没有填入的格.txt"): b"\xef\xbb\xbf" + rest.encode("utf-8", "replace")}
    return FilledForm(f"{stem}.zip", _zipped(files), len(made.placed), len(made.left))


def _rest(made: Filled, report: Report) -> Iterator[str]:
    """What was left out and why, then the cells of the form that the report does not have, a line for each row."""
    yield _("填入%(count)s格。") % {"count": len(made.placed)}
    for heading, left, edition in (
        (_("没有填入的%(count)s格："), made.left, report.edition),
        (_("表样有、报告没有的%(count)s格："), made.empty, made.edition),
    ):
        if left:
            yield heading % {"count": len(left)}
            yield from _lines(left, edition)


def _lines(left: tuple[Left, ...], edition: Edition | None) -> Iterator[str]:
    for label, why, count in rows_of(left, edition):
        cells = _("（%(count)s格）") % {"count": count} if count > 1 else ""
        yield f"  {label}{cells}" + (f"：{why}" if why else "")


def _zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return stream.getvalue()
