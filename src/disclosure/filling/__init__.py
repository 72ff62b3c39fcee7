"""Figures put into a form that somebody sent (填表): into the cells that can be told, and nothing else of the file changes."""

from disclosure.filling.figures import Left, Placed, rows_of
from disclosure.filling.filling import Filled, FillingError, fill

__all__ = ["Filled", "FillingError", "Left", "Placed", "fill", "rows_of"]
