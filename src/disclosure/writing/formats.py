"""Which writer makes which kind of file."""

from __future__ import annotations

from disclosure.checks.examination import Examination
from disclosure.errors import DisclosureError
from disclosure.form import Report
from disclosure.language import _
from disclosure.privacy import masked
from disclosure.writing.compose import compose

#: The kinds of file that a report can be written as.
SUFFIXES = (".docx", ".pdf", ".xlsx", ".html", ".json")


class UnknownFormatError(DisclosureError):
    """A report is to be written as a kind of file that we do not make."""


def write_report(examination: Examination, suffix: str, *, unmasked: bool = False) -> bytes:
    """A report as the bytes of a file of the kind that ``suffix`` names (".docx").

    Personal numbers in the text are masked unless ``unmasked``. Raises :class:`UnknownFormatError`, and for .pdf
    :class:`NoFontError`.
    """
    report = examination.report if unmasked else masked(examination.report)
    suffix = suffix.lower()
    if suffix == ".docx":
        return _docx(report)
    if suffix == ".pdf":
        from disclosure.writing.pdf import write_pdf

        return write_pdf(compose(report))
    if suffix == ".xlsx":
        from disclosure.writing.xlsx import write_xlsx

        return write_xlsx(report)
    if suffix in (".html", ".htm"):
        from disclosure.writing.html import write_html

        return write_html(compose(report))
    if suffix == ".json":
        from disclosure.writing.json import report_line

        return (report_line(report, examination.findings, unmasked=unmasked) + "\n").encode()
    raise UnknownFormatError(_("不能写成“{suffix}”；可以写成：{known}。", suffix=suffix or _("（无后缀）"), known=SUFFIXES))


def _docx(report: Report) -> bytes:
    from disclosure.writing.docx import write_docx  # the library behind it takes longer to load than all the rest

    return write_docx(compose(report))
