"""Invented reports of the years before the form (2008 to 2018): free parts, and tables of indicators as offices drew them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from disclosure.form import CellKind, Edition, Group, Line, Row, Table, edition_named
from disclosure.form.listing import (
    AMONG,
    INDICATOR_COLUMNS,
    ListedRow,
    columns_of_lists,
    document_table,
    lists_of,
    told_apart,
    with_table,
)
from disclosure.language import Label
from disclosure.samples.documents import render
from disclosure.samples.draft import Draft, SectionDraft
from disclosure.samples.figures import invent_figures
from disclosure.samples.truth import Layout, Quirk, Truth
from disclosure.samples.words import agencies, agency_named, say, words

#: The list of the State Council's office was sent out for this year first.
_NATIONAL_SINCE = 2014
_EDITION = "pre_2019"


#: The layouts in which these reports are made.
OLD_LAYOUTS = (
    Layout.WORD_DUMP,
    Layout.TAB_ROWS,
    Layout.BROKEN_ROWS,
    Layout.DOCX,
    Layout.HTML,
    Layout.FOUND_DOCX,
    Layout.FOUND_HTML,
    Layout.XLSX,
    Layout.MARKDOWN,
    Layout.PDF,
    Layout.TORN_PDF,
    Layout.BAR_ROWS,
    Layout.LINES,
    Layout.SPACED_ROWS,
    Layout.GLUED,
)
#: A cell of a workbook has its column, so no number of it is lost; pages end only in text.
_QUIRKS = {
    Layout.WORD_DUMP: (Quirk.NUMBER_LOST,),
    Layout.TAB_ROWS: (Quirk.NUMBER_LOST,),
    Layout.BROKEN_ROWS: (Quirk.NUMBER_LOST, Quirk.PAGE_BREAK),
    Layout.FOUND_DOCX: (Quirk.NUMBER_LOST,),
    Layout.FOUND_HTML: (Quirk.NUMBER_LOST,),
    Layout.LINES: (Quirk.NUMBER_LOST,),
    Layout.SPACED_ROWS: (Quirk.NUMBER_LOST,),
    Layout.GLUED: (Quirk.LINE_A_ROW,),
}


@dataclass(frozen=True, slots=True)
class OldSpec:
    """What is wanted of an invented report of before 2019; ``defect`` is one of :data:`OLD_DEFECTS`, or none."""

    agency: str
    year: int
    seed: int
    layout: Layout = Layout.TAB_ROWS
    quirks: tuple[Quirk, ...] = ()
    defect: str | None = None
    #: Whether it has a table at all; many reports had none.
    has_table: bool = True

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.agency}-{self.year}.{self.layout.suffix}"


def invent_old(spec: OldSpec, name: str | None = None) -> Truth:
    """An invented report of before 2019; the same ``spec`` gives the same report. Raises :class:`DataError`."""
    random = Random(f"old{spec.agency}{spec.year}{spec.seed}")  # noqa: S311 - invention, not secrecy
    edition = _document_edition(edition_named(_EDITION), spec, random)
    agency = agency_named(spec.agency)
    figures = invent_figures(edition, random, 0.6, random.choice((6, 40, 1500))) if spec.has_table else {}
    draft = Draft(edition, agency, spec.year, random, figures, contact=agency.contact)
    _write_text(draft)
    if spec.defect:
        OLD_DEFECTS[spec.defect].put_in(draft)
    if Quirk.NUMBER_LOST in spec.quirks:
        _lose_a_number(draft)
    if spec.layout is Layout.GLUED and spec.has_table:
        _run_together(draft, is_one_line=Quirk.LINE_A_ROW not in spec.quirks)
    defects = (spec.defect,) if spec.defect else ()
    return Truth(name or spec.name, draft.to_report(), spec.layout, frozenset(spec.quirks), defects)


def generate_old(count: int, seed: int, layouts: tuple[Layout, ...] = OLD_LAYOUTS) -> Iterator[tuple[str, bytes, Truth]]:
    """``count`` invented reports of before 2019 over the layouts in turn: name, content, truth."""
    random = Random(f"old{seed}")  # noqa: S311
    for number in range(count):
        layout = layouts[number % len(layouts)]
        has_table = random.random() > 0.15
        spec = OldSpec(
            agency=random.choice(agencies()).key,
            year=random.randint(2008, 2018),
            seed=random.randrange(2**31),
            layout=layout,
            quirks=tuple(quirk for quirk in _QUIRKS.get(layout, ()) if has_table and random.random() < 0.3),
            defect=random.choice(sorted(OLD_DEFECTS)) if has_table and random.random() < 0.3 else None,
            has_table=has_table,
        )
        truth = invent_old(spec, f"old-{seed}-{number:05d}.{layout.suffix}")
        yield truth.name, render(truth), truth


def _document_edition(edition: Edition, spec: OldSpec, random: Random) -> Edition:
    """The edition with the list that this office printed."""
    local, national = lists_of(edition)
    like = national if spec.year >= _NATIONAL_SINCE and random.random() < 0.6 else local
    rows = list(_rows(like, random))
    rows += [
        ListedRow(name, unit, heading=rows[-1].heading)
        for name, unit in random.sample(words()["old"]["own"], k=random.randint(0, 2))
    ]
    columns = columns_of_lists(edition)
    labels = {"year": random.choice((f"{spec.year}年度", f"{spec.year}年", "本年度" if like is local else "统计数"))}
    if like is local and random.random() < 0.7:
        labels["cumulative"] = columns["cumulative"].label.zh
    printed = [replace(columns[key], label=Label(label, label)) for key, label in labels.items()]
    found = with_table(edition, document_table(like, told_apart(rows), printed))
    return found if spec.has_table else replace(found, sections=tuple(replace(form, table=None) for form in found.sections))


def _rows(like: Table, random: Random) -> Iterator[ListedRow]:
    """Rows of a list as offices changed it: left out, under other names, parts counted or beside a label of their own."""
    wholes = {row.part_of for row in like.rows}
    counted, apart = random.random() < 0.4, random.random() < 0.3
    heading, whole, place = Label("", ""), None, 0
    for block in like.blocks:
        heading = block.heading if block.heading.zh else heading
        for row in block.rows:
            if row.key not in wholes and random.random() < 0.12:
                continue
            name = row.label.zh
            groups: tuple[Group, ...] = ()
            if like.optional or not row.part_of:  # the national list was printed as it was sent
                name = row.label.zh if like.optional else _called(row, random)
            else:
                place = place + 1 if row.part_of == whole else 1
                name, groups = _part(_called(row, random), place, counted=counted, apart=apart)
            whole = row.part_of
            above = Label("", "") if name[:1] in "四五六七" and name[1:2] == "、" else heading
            heading = above
            yield ListedRow(name, block.columns[0].unit, heading=above, groups=groups)


def _called(row: Row, random: Random) -> str:
    name = random.choice(row.printed_labels) if random.random() < 0.3 else row.label.zh
    return AMONG.sub("", name)


def _part(name: str, place: int, *, counted: bool, apart: bool) -> tuple[str, tuple[Group, ...]]:
    """A part's name: 其中 before the first or in a cell beside all of them, and a number where they are counted."""
    name = f"{place}.{name}" if counted else name
    if apart:
        return name, (Group("其中", Label("其中", "其中")),)
    return (f"其中：{name}" if place == 1 else name), ()


def _write_text(draft: Draft) -> None:
    """A preamble, and the parts under titles of the office's own choice, each with a sentence."""
    told = words()["old"]
    figures = [int(value) for at, value in draft.figures.items() if at.endswith(f".{INDICATOR_COLUMNS[0]}")]
    facts = {"year": draft.year, "agency": draft.agency.name, "we": draft.agency.we, "some": max(figures, default=3)}
    draft.preamble.append(say(told["opening"], draft.random, facts))
    for form in draft.edition.sections:
        if form.key in told["optional"] and draft.random.random() < 0.3:
            continue
        title = form.title.zh if draft.random.random() < 0.5 else draft.random.choice(form.printed_titles)
        part = SectionDraft(title, form.number, form.table)
        part.lines.append(Line(say(told["parts"][form.key], draft.random, facts)))
        draft.sections.append(part)


@dataclass(frozen=True, slots=True)
class OldDefect:
    """What is wrong with a table on purpose: the rules one of which must notice it, and what puts it in."""

    rules: tuple[str, ...]
    put_in: Callable[[Draft], None]


def _table(draft: Draft) -> Table:
    return lists_of(draft.edition)[0]


def _parts_of(table: Table) -> Sequence[Row]:
    """The parts that are of the unit of their wholes."""
    return [
        row for row in table.rows if row.part_of and table.columns_of(row.key)[0].unit == table.columns_of(row.part_of)[0].unit
    ]


def _part_too_large(draft: Draft) -> None:
    table = _table(draft)
    row = draft.random.choice(_parts_of(table))
    whole = draft.figures[table.address(row.part_of or "", "year")]
    draft.print_number(table.address(row.key, "year"), whole + draft.random.randint(1, 9))


def _cumulative_too_small(draft: Draft) -> None:
    table = _table(draft)
    row = draft.random.choice(table.rows)
    year = table.address(row.key, "year")
    draft.figures[year] += 5
    if any(column.key == "cumulative" for column in table.columns_of(row.key)):
        draft.print_number(table.address(row.key, "cumulative"), draft.figures[year] - 1)
    else:
        draft.make(year, CellKind.UNREADABLE, "约5")


def _sum_off_by_one(draft: Draft) -> None:
    table = _table(draft)
    if not table.identities:
        _part_too_large(draft)
        return
    identity = draft.random.choice(table.identities)
    at = table.address(identity.left[0], "year")
    draft.print_number(at, draft.figures[at] + 1)


#: What may be wrong with a table of indicators on purpose.
OLD_DEFECTS: Mapping[str, OldDefect] = {
    "part_too_large": OldDefect(("values.indicator_part", "arithmetic."), _part_too_large),
    "cumulative_too_small": OldDefect(("values.indicator_cumulative", "values.unreadable_cell"), _cumulative_too_small),
    "sum_off_by_one": OldDefect(("arithmetic.", "values.indicator_part"), _sum_off_by_one),
}


def _lose_a_number(draft: Draft) -> None:
    """A row of two columns prints one number: which of them cannot be told."""
    table = _table(draft)
    rows = [row for row in table.rows if len(table.columns_of(row.key)) == len(INDICATOR_COLUMNS)]
    for row in draft.random.sample(rows, k=min(1, len(rows))):
        for column in table.columns_of(row.key):
            at = table.address(row.key, column.key)
            draft.make(at, CellKind.UNREADABLE, format(Decimal(draft.figures[at]), "f"))


def _run_together(draft: Draft, *, is_one_line: bool) -> None:
    """Numbers without anything between them are told where one way alone parts them, empty cells counted among the ways.

    In one line none is told before a name of the office's own, which may begin with digits.
    """
    table = _table(draft)
    own = {name for name, _unit in words()["old"]["own"]}
    before_own = {above.key for above, below in pairwise(table.rows) if is_one_line and below.label.zh in own}
    for row in table.rows:
        places = [table.address(row.key, column.key) for column in table.columns_of(row.key)]
        printed = [format(Decimal(draft.figures[at]), "f") for at in places]
        whole = "".join(printed)
        ways = [cut for cut in range(len(whole) + 1) if _is_number(whole[:cut]) and _is_number(whole[cut:])]
        if row.key in before_own or (len(places) > 1 and len(ways) != 1):
            for at, text in zip(places, printed, strict=True):
                draft.make(at, CellKind.UNREADABLE, text)


def _is_number(text: str) -> bool:
    """Whether a text is a number as it is written, or nothing."""
    whole, dot, part = text.partition(".")
    digits = whole.isdigit() and (whole == "0" or whole[0] != "0") and (not dot or part.isdigit())
    return not text or digits
