"""Tables whose figures fulfil every sum of the form, for any edition."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from disclosure.form import Edition, Table

Figures = dict[str, int]


@st.composite
def consistent_tables(draw: st.DrawFn, edition: Edition, *, collapsed: bool = False) -> Figures:
    """Figures for all tables of a form that fulfil every sum; ``collapsed`` prints single rows for groups that have one."""
    figures: Figures = {}
    for table in edition.tables.values():
        if not table.optional:
            figures |= draw(_matrix(table, collapsed) if table.layout == "matrix" else _others(table))
    return figures


@st.composite
def _others(draw: st.DrawFn, table: Table) -> Figures:
    """Tables whose only sums, if any, are the totals of their rows."""
    figures = {at: draw(st.integers(0, 5000)) for at in table.addresses()}
    return _with_row_totals(table, figures)


@st.composite
def _matrix(draw: st.DrawFn, table: Table, collapsed: bool) -> Figures:
    """Table three: outcomes by chance, their total, and what came in made to balance what went out."""
    present = printed_rows(table, collapsed)
    leaves = [row.key for row in table.leaves("outcomes", present)]
    figures: Figures = {}
    for column in table.columns_of("received"):
        outcomes = {key: draw(st.integers(0, 40)) for key in leaves}
        total, forward = sum(outcomes.values()), draw(st.integers(0, 20))
        carried = draw(st.integers(0, total + forward))
        column_of_figures = outcomes | {
            "total": total,
            "carried_forward": forward,
            "carried_over": carried,
            "received": total + forward - carried,
        }
        figures |= {table.address(row, column.key): value for row, value in column_of_figures.items()}
    return _with_row_totals(table, figures)


def printed_rows(table: Table, collapsed: bool) -> frozenset[str]:
    """The keys of the rows that a report prints; with ``collapsed`` one row stands for each group that may be collapsed."""
    single = [row for row in table.rows if row.stands_for] if collapsed else []
    replaced = {row.stands_for for row in single}
    regular = [row for row in table.regular_rows if not any(group.key in replaced for group in row.groups)]
    return frozenset(row.key for row in (*regular, *single))


def _with_row_totals(table: Table, figures: Mapping[str, int]) -> Figures:
    """The figures with the total of each row put right."""
    mended = dict(figures)
    for identity in table.identities:
        if identity.each == "row":
            for row in {at.rpartition(".")[0] for at in figures}:
                mended[f"{row}.{identity.left[0]}"] = sum(mended[f"{row}.{key}"] for key in identity.right)
    return mended
