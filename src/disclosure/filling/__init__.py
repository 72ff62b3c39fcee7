"""Figures put into a form that somebody sent (填表): into the cells that can be told, and nothing else of the file changes."""

from disclosure.filling.figures import Left, Placed, rows_of
from disclosure.filling.filling import Filled, FillingError, check_kind, fill

__all__ = ["Filled", "FillingError", "Left", "Placed", "check_kind", "fill", "rows_of"]
