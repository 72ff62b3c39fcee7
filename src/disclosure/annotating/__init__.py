"""Findings that come back to the author: comments in the author's own Word file, the tables as a workbook, one letter."""

from disclosure.annotating.kinds import KINDS, Annotated, annotated, letter_file, made_of
from disclosure.annotating.letter import Sender, letter

__all__ = ["KINDS", "Annotated", "Sender", "annotated", "letter", "letter_file", "made_of"]
