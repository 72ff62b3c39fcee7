"""What can go wrong with the program's input, as exceptions that say what to do next.

What is wrong with a *report* is a finding, a value (``disclosure.checks``); what keeps us from working at all is an error.
"""

from __future__ import annotations

from disclosure.language import Message, _


class DisclosureError(Exception):
    """Any error of the engine that a user can do something about.

    ``message`` is bilingual; ``str(error)`` gives it in the language in force.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.text()


class DataError(DisclosureError):
    """A data file of the engine (law, form, calendar, samples) breaks its own rules: refused when it is loaded."""


class LawError(DisclosureError):
    """The law is asked for something that it does not say, or did not say on that day."""


class CalendarError(DisclosureError):
    """A working day is asked for in a year for which the State Council has announced nothing."""


class NoticeError(DisclosureError):
    """The text of a notice on days off cannot be read, or contradicts itself or the calendar."""


class FormError(DisclosureError):
    """An edition, table, row or column of the form that does not exist is asked for."""


class UnreadableError(DisclosureError):
    """A file cannot be read: empty, damaged, hostile, too large, or of a kind that we do not know."""


class PicturesError(UnreadableError):
    """A file cannot be read since its pages are pictures, or say nothing of what their characters are: they can be recognised."""


class CaseError(DisclosureError):
    """The events of a case contradict each other or the law: an answer to nothing, a second extension, days out of order."""


class StatementError(DisclosureError):
    """A statement (陈述) says of a cell what the cell cannot hold: a sum of others, a negative count, a fraction of a case."""


def reason(error: OSError) -> Message:
    """Why the system refused a file, in words for users."""
    if isinstance(error, FileNotFoundError):
        return _("文件不存在")
    if isinstance(error, PermissionError):
        return _("没有权限")
    if isinstance(error, IsADirectoryError):
        return _("这是文件夹，应给出其中的一个文件")
    if isinstance(error, NotADirectoryError):
        return _("路径中有一段是文件，不是文件夹")
    return _("{reason}", reason=error.strerror or error)
