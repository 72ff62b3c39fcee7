"""Writing: a report composed into blocks, and blocks into .docx and .html; a report as JSON."""

from disclosure.writing.compose import compose
from disclosure.writing.docx import write_docx
from disclosure.writing.html import write_html
from disclosure.writing.json import report_line, report_object

__all__ = ["compose", "report_line", "report_object", "write_docx", "write_html"]
