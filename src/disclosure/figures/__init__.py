"""Records counted into addresses of the form, each with the ids of the records behind it."""

from disclosure.figures.applications import application_figures, cells_of, passages
from disclosure.figures.disputes import dispute_figures
from disclosure.figures.fees import fee_figures
from disclosure.figures.figure import Figure, by_address, counted

__all__ = ["Figure", "application_figures", "by_address", "cells_of", "counted", "dispute_figures", "fee_figures", "passages"]
