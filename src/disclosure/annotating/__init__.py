"""Findings that come back to the author: comments in the author's own Word file, the tables as a workbook, one letter."""

from disclosure.annotating.letter import Sender, letter
from disclosure.annotating.produce import Annotated, annotated, letter_file

__all__ = ["Annotated", "Sender", "annotated", "letter", "letter_file"]
