"""Writing: a report composed into blocks, and blocks into .docx and .html; a report as JSON."""

from disclosure.writing.compose import compose
from disclosure.writing.formats import SUFFIXES, UnknownFormatError, write_report
from disclosure.writing.json import report_line, report_object

__all__ = ["SUFFIXES", "UnknownFormatError", "compose", "report_line", "report_object", "write_report"]
