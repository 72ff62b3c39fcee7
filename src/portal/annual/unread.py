"""Files that cannot be read, as this site speaks of them: the engine's own words name a command line for scans."""

from __future__ import annotations

from dataclasses import replace

from disclosure.checks.examination import Examination
from disclosure.errors import DisclosureError, PicturesError, UnreadableError
from disclosure.examine import IN_PICTURES
from disclosure.language import Message, _


def is_in_pictures(examination: Examination) -> bool:
    """Whether a file could not be read since its pages are pictures, so that its words can be recognised."""
    return any(oddity.kind == IN_PICTURES for oddity in examination.report.oddities)


def unread(examination: Examination) -> UnreadableError:
    """Why a file could not be read, as an error that may be raised."""
    kind = PicturesError if is_in_pictures(examination) else UnreadableError
    return kind(examination.findings[0].message)


def in_words(error: DisclosureError) -> Message:
    """What is said of an error here."""
    if isinstance(error, PicturesError):
        return _("是扫描件或图片，没有可读的文字。请用生成它的 Word 文件。")
    return error.message


def said_here(examination: Examination) -> Examination:
    """An examination whose findings say what is said here."""
    if not is_in_pictures(examination):
        return examination
    message = in_words(unread(examination))
    return replace(examination, findings=tuple(replace(finding, message=message) for finding in examination.findings))
