"""Two reports beside each other (比对): two years, two agencies, two versions; by cells and by sentences."""

from disclosure.comparing.comparison import Comparison, SectionCompared, TableCompared, compare, names_of
from disclosure.comparing.figures import FigureChange
from disclosure.comparing.sentences import Change, Pair, Piece
from disclosure.comparing.writing import comparison_body, comparison_json, comparison_page

__all__ = [
    "Change",
    "Comparison",
    "FigureChange",
    "Pair",
    "Piece",
    "SectionCompared",
    "TableCompared",
    "compare",
    "comparison_body",
    "comparison_json",
    "comparison_page",
    "names_of",
]
