import pytest

from disclosure.blocks import GridCell
from disclosure.errors import UnreadableError
from disclosure.reading.gathering import MOST_CELLS, WIDEST_GRID, Gathering


def test_places_count_from_one_and_empty_paragraphs_do_not_count():
    gathering = Gathering()
    gathering.paragraph("甲")
    gathering.paragraph("  \n")
    gathering.grid([[GridCell("1"), GridCell("2")], [], [GridCell("3")]])
    gathering.paragraph("乙\n丙", "heading")
    first, grid, second, third = gathering.document("题").blocks

    assert (first.place, second.place, third.place) == ("paragraph 1", "paragraph 2", "paragraph 2")
    assert [[cell.place for cell in row] for row in grid.rows] == [
        ["table 1 row 1 cell 1", "table 1 row 1 cell 2"],
        [],
        ["table 1 row 3 cell 1"],
    ]
    assert third.style == "heading"


def test_a_table_without_cells_is_no_table():
    gathering = Gathering()
    gathering.grid([[], []])

    assert gathering.document().blocks == ()


def test_a_cell_cannot_claim_to_be_wider_than_any_table():
    gathering = Gathering()
    gathering.grid([[GridCell("1", column_span=999_999), GridCell("2", column_span=0)]])
    (grid,) = gathering.document().blocks

    assert sum(cell.column_span for cell in grid.rows[0]) <= WIDEST_GRID


def test_as_many_cells_as_no_report_has_are_refused():
    gathering = Gathering()
    row = [GridCell("")] * 1000
    gathering.grid([row] * (MOST_CELLS // 1000))

    with pytest.raises(UnreadableError, match="单元格"):
        gathering.grid([[GridCell("1")]])
