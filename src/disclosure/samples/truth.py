"""What an invented report is known to say: the truth against which a reading of it is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from disclosure.form import Cell, Report


class Layout(StrEnum):
    """The ways in which the tables of real reports arrive.

    ``word_dump``: text taken from Word, one cell a line; ``tab_rows``: one row a line, tabs between the cells;
    ``broken_rows``: the same with what conversion breaks; ``docx``, ``html`` and ``pdf``: files of our own writers;
    ``found_docx`` and ``found_html``: as other programs write them and people leave them; ``xlsx``: workbooks as offices
    fill them in; ``markdown``: what converters make of a page; ``torn_pdf``: a PDF as office
    programs print one; ``lines``: text with one cell a line and nothing else; ``bar_rows``: one row a line, bars
    between the cells; ``spaced_rows``: the same with blanks; ``glued``: labels and numbers without anything between them.
    """

    WORD_DUMP = "word_dump"
    TAB_ROWS = "tab_rows"
    BROKEN_ROWS = "broken_rows"
    DOCX = "docx"
    HTML = "html"
    FOUND_DOCX = "found_docx"
    FOUND_HTML = "found_html"
    XLSX = "xlsx"
    MARKDOWN = "markdown"
    PDF = "pdf"
    TORN_PDF = "torn_pdf"
    LINES = "lines"
    BAR_ROWS = "bar_rows"
    SPACED_ROWS = "spaced_rows"
    GLUED = "glued"

    @property
    def suffix(self) -> str:
        """The ending of the file's name."""
        return _SUFFIXES.get(self, "txt")


_SUFFIXES = {
    Layout.DOCX: "docx",
    Layout.HTML: "html",
    Layout.FOUND_DOCX: "docx",
    Layout.FOUND_HTML: "html",
    Layout.XLSX: "xlsx",
    Layout.MARKDOWN: "md",
    Layout.PDF: "pdf",
    Layout.TORN_PDF: "pdf",
}


class Quirk(StrEnum):
    """What conversion does to a document without changing what it says."""

    #: Labels of columns stand on two lines of one cell (商业 / 企业).
    BROKEN_HEADER = "broken_header"
    #: The title stands on two lines.
    BROKEN_TITLE = "broken_title"
    #: Hundreds of blanks follow a number.
    TRAILING_BLANKS = "trailing_blanks"
    #: Non-breaking spaces stand before numbers and headings.
    HARD_SPACES = "hard_spaces"
    #: The labels of rows stand in two columns instead of three, so that rows of seven numbers have nine.
    NINE_COLUMNS = "nine_columns"
    #: The header lacks the last kind of applicant, while the rows have its numbers.
    MISSING_HEADER = "missing_header"
    #: Empty cells before a row's label are lost, so that it stands further left.
    SHIFTED_ROWS = "shifted_rows"
    #: A row's label stands alone; its numbers follow on the next line.
    LABEL_ALONE = "label_alone"
    #: A page ends inside the table: an empty line, and a group's label in two halves.
    PAGE_BREAK = "page_break"
    #: A row prints one number less than it has columns.
    NUMBER_LOST = "number_lost"
    #: The tables of a PDF have no lines: white space parts their cells.
    NO_RULES = "no_rules"
    #: The tables of a PDF have lines between their rows only.
    LEVEL_RULES = "level_rules"
    #: Labels of groups of rows stand upright, one character a line.
    UPRIGHT_LABELS = "upright_labels"
    #: Headings of columns stand upright, in one or two characters a line.
    UPRIGHT_HEADERS = "upright_headers"
    #: The head of a table that goes on is not printed again on the next page.
    HEADER_ONCE = "header_once"
    #: Lines end in the way of Windows.
    CRLF = "crlf"
    #: The file starts with a byte order mark.
    BYTE_ORDER_MARK = "byte_order_mark"
    #: The text is in GB 18030, not UTF-8.
    GB18030 = "gb18030"
    #: An empty line stands between two cells.
    EMPTY_BETWEEN = "empty_between"
    #: A line with a bar stands between two cells.
    BAR_BETWEEN = "bar_between"
    #: A bar stands after each cell.
    BAR_AFTER = "bar_after"
    #: Each row ends in several bars.
    ROW_ENDS = "row_ends"
    #: Rows begin with a bar.
    LEADING_BAR = "leading_bar"
    #: One or two empty columns stand at the end.
    EXTRA_COLUMNS = "extra_columns"
    #: A rule stands below the head of each table: |---|---|.
    RULED = "ruled"
    #: One table is cut into many small ones.
    CUT_TABLES = "cut_tables"
    #: Each row of a table without separators stands in a line of its own.
    LINE_A_ROW = "line_a_row"
    #: Empty cells left no trace.
    BLANKS_DROPPED = "blanks_dropped"
    #: Of equal lines only the first one was kept.
    REPEATS_REMOVED = "repeats_removed"
    #: The labels of one group's rows are not there.
    LABELS_LOST = "labels_lost"
    #: Long labels stand in two lines, the second one before or after the numbers.
    LABELS_TORN = "labels_torn"
    #: The numbers of pages stand between the cells.
    PAGE_NUMBERS = "page_numbers"
    #: The text ends inside a table.
    CUT_OFF = "cut_off"
    #: Numbers stand in the other ways in which offices write them.
    NUMBER_FORMS = "number_forms"


#: Layouts of text that has lost something, so that some cells cannot be told by anybody.
LOOSE_LAYOUTS = (Layout.LINES, Layout.BAR_ROWS, Layout.SPACED_ROWS, Layout.GLUED)
#: Layouts in which every cell of a report can be read.
WHOLE_LAYOUTS = tuple(layout for layout in Layout if layout not in LOOSE_LAYOUTS)


@dataclass(frozen=True)
class Truth:
    """An invented report with everything that is known of it.

    ``name`` is the file's name. The cells of ``report`` give kind, value and print of every cell of the document; its
    places and its source are empty, because they belong to a file. ``defects`` are the keys of the defects put in on purpose.
    """

    name: str
    report: Report
    layout: Layout
    quirks: frozenset[Quirk] = frozenset()
    defects: tuple[str, ...] = ()
    #: Families of rules that must say something about this report (see ``samples.defects``).
    families: frozenset[str] = field(default_factory=frozenset)

    @property
    def expected(self) -> Mapping[str, Cell]:
        """The cells by address: what a faithful reading finds there."""
        return self.report.by_address
