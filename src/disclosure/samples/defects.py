"""Defects that an invented report may have on purpose: each changes one thing, and a family of rules must notice it.

A defect works at one of two moments: on the facts, before sentences are written from them, or on the finished draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from disclosure.errors import DataError
from disclosure.form import CellKind, ExtraRow, Line, Row, Table
from disclosure.language import _
from disclosure.samples.draft import Draft, SectionDraft
from disclosure.samples.words import words

Moment = Literal["facts", "text"]
Change = Callable[[Draft], None]


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect: its key, when it is put in, what it does, and the family of rules that must say something about it."""

    key: str
    moment: Moment
    family: str
    put_in: Change

    @property
    def description(self) -> str:
        """What it changes, in words for developers."""
        return (self.put_in.__doc__ or "").strip()


_known: dict[str, Defect] = {}


def _defect(moment: Moment, family: str) -> Callable[[Change], Change]:
    def register(change: Change) -> Change:
        _known[change.__name__] = Defect(change.__name__, moment, family, change)
        return change

    return register


def defects() -> Mapping[str, Defect]:
    """All defects by key."""
    return dict(_known)


def defect_named(key: str) -> Defect:
    """The defect with this key. Raises :class:`DataError`."""
    if key not in _known:
        raise DataError(_("示例中没有缺陷 {defect}；已有：{known}", defect=key, known=sorted(_known)))
    return _known[key]


@_defect("facts", "law")
def superseded_citation(draft: Draft) -> None:
    """The preamble cites the notice of an earlier edition of the form."""
    earlier = min(words()["citations"])
    draft.facts["citation"] = words()["citations"][earlier]


@_defect("facts", "claims")
def application_count(draft: Draft) -> None:
    """The text says one application more than table three has, two where one would be read as including the carried over."""
    more = 2 if draft.facts["carried_over"] == 1 else 1
    draft.facts["received"] += more
    draft.facts["handled"] += more


@_defect("facts", "claims")
def dispute_count(draft: Draft) -> None:
    """The text says two reconsiderations more than table four has."""
    draft.facts["reconsideration"] += 2


@_defect("facts", "claims")
def parts_not_adding_up(draft: Draft) -> None:
    """The kinds of published items do not add up to their stated total."""
    draft.facts["published"] += 3


@_defect("text", "claims")
def narrative_nil(draft: Draft) -> None:
    """The text says that no application arrived, though table three has some."""
    # A topic is a heading and a body; applications are the second topic.
    draft.overview.lines[3] = Line(words()["nil_claim"])


@_defect("text", "privacy")
def personal_mobiles(draft: Draft) -> None:
    """A list of staff with invented mobile numbers stands in section one."""
    leaks = words()["leaks"]
    draft.overview.lines += [Line("\t".join(row), is_table_row=True) for row in (leaks["header"], *leaks["people"])]


@_defect("text", "structure")
def extra_former_row(draft: Draft) -> None:
    """A row that an earlier edition had is still printed."""
    table = next(table for table in draft.edition.tables.values() if table.former_rows)
    draft.extra_rows.append(ExtraRow(table.key, table.former_rows[0].label, (draft.random.randint(0, 40),)))


@_defect("text", "structure")
def collapsed_other(draft: Draft) -> None:
    """Rows that the edition asks for one by one are printed as the single row of the edition before."""
    for table, row in _collapsible(draft):
        for column in table.columns_of(row.key):
            below = [table.address(part.key, column.key) for part in _stood_for(table, row)]
            draft.figures[table.address(row.key, column.key)] = sum(draft.figures.pop(at) for at in below)
            for at in below:
                draft.make(at, CellKind.ABSENT, None)


def _collapsible(draft: Draft) -> list[tuple[Table, Row]]:
    return [(table, row) for table in draft.edition.tables.values() for row in table.rows if row.stands_for]


def _stood_for(table: Table, row: Row) -> list[Row]:
    return [part for part in table.rows if any(group.key == row.stands_for for group in part.groups)]


@_defect("facts", "structure")
def missing_contact(draft: Draft) -> None:
    """The preamble does not say how to reach the office."""
    draft.contact = None


@_defect("text", "typography")
def editor_marks(draft: Draft) -> None:
    """A bookmark and marks of bold type of an editor are left in the text."""
    first, *rest = (place for place, line in enumerate(draft.overview.lines) if len(line.text) > 12)
    mark, bold = words()["editor_mark"], words()["bold_mark"]
    draft.overview.lines[first] = Line(mark + draft.overview.lines[first].text)
    last = draft.overview.lines[rest[-1]].text
    draft.overview.lines[rest[-1]] = Line(f"{bold}{last[:4]}{bold}{last[4:]}")


@_defect("text", "typography")
def doubled_words(draft: Draft) -> None:
    """A word stands twice in a row."""
    problems = next(part for part in draft.sections[1:] if part.lines)
    twice = words()["sent_twice"] * 2
    problems.lines[0] = Line(problems.lines[0].text.rstrip("。") + f"，{twice}回复群众。")


@_defect("text", "structure")
def missing_section_number(draft: Draft) -> None:
    """The last section's heading has lost its number."""
    draft.sections[-1].numbered = False


@_defect("text", "structure")
def extra_fee_section(draft: Draft) -> None:
    """A section on processing fees with its own table stands before the problems, so that later numbers move by one."""
    extra = next(part for part in draft.edition.extra_sections if part.table)
    table = draft.edition.table(extra.table or "")
    place = max(number for number, part in enumerate(draft.sections) if part.table) + 1
    draft.sections.insert(place, SectionDraft(extra.title.zh, None, extra.table))
    fees = draft.fees
    amounts = (fees.notices, fees.noticed_amount, fees.received_amount) if fees else (0, 0, 0)
    draft.figures |= {at: amount or 0 for at, amount in zip(table.addresses(), amounts, strict=True)}


@_defect("text", "values")
def blank_cells(draft: Draft) -> None:
    """Some rows of nothing but zeros are left blank between their first and last cell."""
    for row in draft.random.sample(_rows_of_zeros(draft), k=3):
        for at in row[1:-1]:
            draft.make(at, CellKind.BLANK, "")


@_defect("text", "values")
def slash_marks(draft: Draft) -> None:
    """Some rows of nothing but zeros print a slash in every cell."""
    for row in draft.random.sample(_rows_of_zeros(draft), k=2):
        for at in row:
            draft.make(at, CellKind.MARK, "/")


def _rows_of_zeros(draft: Draft) -> list[list[str]]:
    """Rows of seven plain zeros that nothing else has changed."""
    table = next(table for table in draft.edition.tables.values() if table.layout == "matrix")
    rows = [[table.address(row.key, column.key) for column in table.columns_of(row.key)] for row in table.regular_rows]
    return [row for row in rows if all(draft.figures.get(at) == 0 and at not in draft.special for at in row)]


@_defect("text", "arithmetic")
def broken_sum(draft: Draft) -> None:
    """One cell of table three is one too large, so that its row and its column no longer add up."""
    table = next(table for table in draft.edition.tables.values() if table.layout == "matrix")
    leaves = {equation.right[0] for equation in table.equations(frozenset(row.key for row in table.regular_rows))}
    at = draft.random.choice(sorted(leaves & set(draft.figures)))
    draft.print_number(at, draft.figures[at] + 1)


def lose_a_number(draft: Draft) -> None:
    """Two rows print one number less than they have columns, all zero: first and last cell can't be told apart.

    This belongs to a layout, not to an office: it is put in with the quirk NUMBER_LOST.
    """
    table = next(table for table in draft.edition.tables.values() if table.layout == "matrix")
    short = {row.key for row in table.regular_rows if len(row.groups) == 1}
    rows = [row for row in _rows_of_zeros(draft) if draft.edition.split(row[0])[1].key in short]  # type: ignore[union-attr]
    for row in rows[:2]:
        for at in (row[0], row[-1]):
            draft.make(at, CellKind.UNREADABLE, None)
