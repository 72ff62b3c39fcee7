from disclosure.blocks import Grid, GridCell
from disclosure.spans import header_rows, slots


def row(*texts, header=False):
    return tuple(GridCell(text, header=header) for text in texts)


def test_a_cell_that_reaches_down_stands_in_the_rows_below_as_continued():
    grid = Grid(((GridCell("甲", row_span=2), GridCell("1")), (GridCell("2"),)))

    assert [[(slot.cell.text, slot.column, slot.is_continued) for slot in line] for line in slots(grid)] == [
        [("甲", 0, False), ("1", 1, False)],
        [("甲", 0, True), ("2", 1, False)],
    ]


def test_cells_find_the_free_columns_between_those_that_reach_down():
    grid = Grid(((GridCell("a", row_span=2), GridCell("b"), GridCell("c", row_span=2)), (GridCell("d"),)))

    assert [slot.cell.text for slot in slots(grid)[1]] == ["a", "d", "c"]


def test_rows_of_headings_at_the_top_are_the_head():
    assert header_rows(Grid((row("甲", header=True), row("乙", header=True), row("1")))) == 2


def test_a_table_with_headings_further_down_has_no_head_that_could_repeat():
    assert header_rows(Grid((row("甲", header=True), row("1"), row("乙", header=True), row("2")))) == 0


def test_a_table_of_headings_only_and_one_of_figures_only_have_no_head():
    assert header_rows(Grid((row("甲", header=True),))) == 0
    assert header_rows(Grid((row("1"),))) == 0
