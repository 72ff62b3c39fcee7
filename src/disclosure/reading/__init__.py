"""Reading: bytes → blocks (paragraphs, grids) → report. One small module a format, one alignment for all."""

from disclosure.reading.report import read_report, report_of

__all__ = ["read_report", "report_of"]
