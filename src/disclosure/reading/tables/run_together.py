"""Tables of indicators of before 2019 in text that kept no mark between their cells → grids, as far as their labels tell.

One cell a line, a row a line with blanks, or names, units and numbers run together. Where a row begins is told by names and
units; a number that its own row does not tell from the next one, or from an empty cell beside it, stays in one piece, and
nothing is read from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from disclosure.blocks import Block, Grid, GridCell, Paragraph
from disclosure.form import Edition
from disclosure.form.edition import Column, Kind
from disclosure.form.listing import columns_of_lists, known_rows, lists_of, name_key
from disclosure.reading.tables.cutting import TooManyWaysError, cuts
from disclosure.reading.tables.values import looks_like_value, squeeze

#: Names of units, as they stand behind the names of indicators.
UNITS = frozenset("条件元次人个篇份期宗起处场户家部册项名本种台页天") | {
    "万元", "人次", "人/次", "%", "条次", "条/次", "份/册", "篇次",
}  # fmt: skip
#: What heads the column of the year's numbers, and that of line codes.
YEAR = re.compile(r"^(20\d\d)年?(?:度|份)?(?:数|统计数|数据|数量)?$")
CODES = frozenset({"代码", "行号", "行次", "序号", "编号", "指标代码"})

_LONGEST_NAME, _LONGEST_LINE = 60, 6000
#: Lines of one table, and lines that begin like the head of a table and are none after which no more are looked at.
_MOST_LINES, _MOST_LOOKS = 2000, 50
#: Pieces of a head: its name, unit, codes, and two columns.
_MOST_HEADS = 6
_YEAR_HEAD = r"20\d\d年(?:度|份)?(?:数|统计数|数据|数量)?"
_COLUMN_CODES = re.compile(r"[(（]?甲[)）]?乙?丙?丁?\d{0,2}")
_COLUMN_CODE = frozenset("甲乙丙丁12")
_PAGE_NUMBER = re.compile(r"[-—–－]\d{1,3}[-—–－]|第\d{1,3}页(?:[/，,]?共\d{1,3}页)?")
_SENTENCE = re.compile(r"[。；;！？!?]")
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
#: What stands where the code of a line was taken out.
_CODE = "\x01"
_RUN = "[约近超逾]?[\\d.．,/—–-]+[余多]?"
#: A name, its unit, and what stands up to the next name: numbers, marks, the number of that name.
_ROW = re.compile(rf"(?P<name>[^\d]*?(?:\d{{1,2}}[.．、)）][^\d]*?)*){_CODE}?(?P<unit>{_UNIT})(?P<run>{_RUN})")
_UNIT_AND_RUN = re.compile(rf"(?:{_UNIT})(?:{_RUN})?")
_NUMBERED = re.compile(r"^[.．、)）]")
#: Where a name begins behind a heading: at its number, or behind the code of the heading.
_BEGINS = re.compile(
    rf"{_CODE}|(?<!^)(?<![：:中])(?=[(（][一二三四五六七八九十]{{1,3}}[)）]|[一二三四五六七八九十]{{1,3}}、|\d{{1,2}}[.．、](?!\d)|其中[：:])"
)
#: What a heading or a name begins with where no digit can belong to it.
_MARKED = re.compile(r"其中|[(（]注|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[一二三四五六七八九十]{1,3}、")
_AMONG = "其中"
_AMONG_ALONE = re.compile(r"^其中(?![：:]).")
_ORDINAL = re.compile(r"^(?:其中[：:]?)?(\d{1,2})[.．、)）]")
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_PIECES = re.compile(r"\d[\d.,]*|—+|–+|[/-]")


@dataclass(frozen=True, slots=True)
class _Words:
    """What heads tables of indicators, and the names that offices were asked for, with the number that each has there."""

    names: frozenset[str]
    units: frozenset[str]
    columns: Mapping[str, str]
    known: frozenset[str]
    starts: tuple[str, ...]
    ordinals: Mapping[str, int]
    head: re.Pattern[str]

    def is_head_word(self, text: str) -> bool:
        """Whether a text is the head of some column."""
        return text in self.names or text in self.units or text in self.columns or text in CODES or YEAR.match(text) is not None


@cache
def _words_of(edition: Edition) -> _Words:
    tables = lists_of(edition)
    names = {word for table in tables for word in (*table.headings, table.corner.zh if table.corner else "") if word}
    units = {table.unit_header.zh for table in tables if table.unit_header}
    columns = {
        printed: column.key
        for table in tables
        for column in table.header
        if isinstance(column, Column)
        for printed in column.printed_labels
    }
    known = frozenset(name for table in tables for name in known_rows(table))
    ordinals = {
        name_key(row.label.zh): int(found[1]) for table in tables for row in table.rows if (found := _ORDINAL.match(row.label.zh))
    }
    heads = sorted({*names, *units, *columns, *CODES}, key=len, reverse=True)
    head = re.compile("|".join((_YEAR_HEAD, *map(re.escape, heads))))
    return _Words(frozenset(names), frozenset(units), columns, known, tuple(known), ordinals, head)


def with_loose_rows(blocks: Sequence[Block], edition: Edition, *, broken_off: bool = False) -> tuple[Block, ...]:
    """The blocks, with lines that are a table of indicators without marks made a grid.

    ``broken_off``: the last line may lack its end, so that a number there may lack digits.
    """
    words = _words_of(edition)
    begins = tuple(words.names)
    found: list[Block] = []
    at = looks = 0
    while at < len(blocks):
        block = blocks[at]
        run = None
        if looks < _MOST_LOOKS and isinstance(block, Paragraph) and block.text.lstrip().startswith(begins):
            run = _run_from(blocks, at, edition, words) if "|" not in block.text else None
            looks += run is None
        if run is None:
            found.append(block)
            at += 1
        else:
            found.append(_grid(run, broken_off=broken_off and run.end == len(blocks)))
            at = run.end
    return tuple(found)


@dataclass
class _Run:
    """A table under way: its head, its rows, and the block after it."""

    head: list[GridCell]
    columns: tuple[Column, ...]
    words: _Words
    end: int
    rows: list[list[GridCell]] = field(default_factory=list)
    #: The code of the line read last, where lines have one.
    code: int = 0

    @property
    def has_codes(self) -> bool:
        """Whether a column is that of line codes."""
        return any(cell.text in CODES for cell in self.head)

    @property
    def has_unit(self) -> bool:
        """Whether a column is that of the units."""
        return any(cell.text in self.words.units for cell in self.head)


def _grid(run: _Run, *, broken_off: bool) -> Grid:
    if broken_off and run.rows:
        run.rows[-1][-1] = replace(run.rows[-1][-1], doubt="broken_off")
    # A column of its own for 其中, so that a row has as many cells as the head only where it is whole.
    head = (replace(run.head[0], column_span=2), *run.head[1:])
    rows = (row if len(row) > 1 and row[0].text == _AMONG else (GridCell("", row[0].place), *row) for row in run.rows)
    return Grid((head, *map(tuple, rows)), run.head[0].place)


def _run_from(blocks: Sequence[Block], at: int, edition: Edition, words: _Words) -> _Run | None:
    """The table whose head begins at a block; None where there is none."""
    lines = list(_text_from(blocks, at))
    first = lines[0]
    alone = squeeze(first.text) in words.names
    head, rest = ([], "") if alone else _head_in(first, words)
    taken = 1
    while alone and taken < min(len(lines), _MOST_HEADS) and words.is_head_word(text := squeeze(lines[taken].text)):
        head.append(GridCell(text, lines[taken].place))
        taken += 1
    if alone:
        head.insert(0, GridCell(squeeze(first.text), first.place))
    own = columns_of_lists(edition)
    keys = ["year" if YEAR.match(cell.text) else words.columns.get(cell.text, "") for cell in head[1:]]
    columns = tuple(own[key] for key in keys if key)
    if not columns:
        return None
    run = _Run(head, columns, words, at + taken)
    if alone:
        count = _cells(run, lines[taken:])
    else:
        count = _lines(run, ([replace(first, text=rest)] if rest else []) + lines[taken:]) - bool(rest)
    run.end += max(count, 0)
    known = {name_key(row[0].text) for row in run.rows} & words.known
    return run if len(known) > 1 else None


def _text_from(blocks: Sequence[Block], at: int) -> Iterator[Paragraph]:
    """The lines from a block on that no table interrupts."""
    for block in blocks[at : at + _MOST_LINES]:
        if not isinstance(block, Paragraph):
            return
        yield block


def _head_in(line: Paragraph, words: _Words) -> tuple[list[GridCell], str]:
    """The head at the beginning of a line, and what stands behind it there."""
    text = line.text.strip()
    found: list[GridCell] = []
    at = 0
    while len(found) < _MOST_HEADS and (match := words.head.match(text, at)):
        found.append(GridCell(match[0], line.place))
        at = match.end()
        while at < len(text) and text[at].isspace():
            at += 1
    codes = _COLUMN_CODES.match(text, at)
    return found, text[codes.end() if codes else at :].strip()


def _cells(run: _Run, lines: Sequence[Paragraph]) -> int:
    """The rows of a table with one cell a line; how many lines they take."""
    names: list[GridCell] = []
    row: list[GridCell] = []
    taken = ended = 0
    for number, line in enumerate(lines):
        text = squeeze(line.text)
        if _PAGE_NUMBER.fullmatch(text) or (not run.rows and not names and text in _COLUMN_CODE):
            continue
        if line.doubt == "page":
            if names and _belongs(text, names[-1].text, row, run):
                row.append(GridCell(text, line.place, doubt="page"))
            continue
        if names and _belongs(text, names[-1].text, row, run):
            row.append(GridCell(text, line.place))
            ended = number + 1
            continue
        if row:
            run.rows += _named(names, _without_pages(row, run), run.words)
            names, row, taken = [], [], number
        if looks_like_value(text) or len(text) > _LONGEST_NAME or _SENTENCE.search(text) or len(names) > 2:
            break
        names.append(GridCell(text, line.place))
    if row:
        run.rows += _named(names, _without_pages(row, run), run.words)
        taken = ended
    return taken


def _without_pages(row: Sequence[GridCell], run: _Run) -> Sequence[GridCell]:
    """The cells of a row without numbers of pages, where it is whole without them; where not, any figure in it may be one."""
    figures = [cell for cell in row if not cell.doubt]
    if len(figures) > len(run.head) - 2:
        return figures
    return row if len(figures) == len(row) else [replace(cell, doubt="page") if _has_digit(cell.text) else cell for cell in row]


def _belongs(text: str, name: str, row: Sequence[GridCell], run: _Run) -> bool:
    """Whether a line is a cell of the row of a name: its code, its unit, or a number; marks only behind those."""
    if text in UNITS:
        return not any(cell.text in UNITS for cell in row)
    if not looks_like_value(text) or sum(not cell.doubt for cell in row) > len(run.head) - 2:
        return False
    return bool(row) or (text.isdigit() and (not run.has_unit or name_key(name) in run.words.known or len(text) == len("01")))


def _named(names: Sequence[GridCell], row: Sequence[GridCell], words: _Words) -> Iterator[list[GridCell]]:
    """A row with its name, put together where it is torn and the whole is known; what stands before it is a heading."""
    if len(names) > 1 and names[-2].text == _AMONG:
        yield from ([name] for name in names[:-2])
        yield [*names[-2:], *row]
        return
    whole = "".join(name.text for name in names)
    if len(names) > 1 and name_key(whole) in words.known and name_key(names[0].text) not in words.known:
        names = [GridCell(whole, names[0].place)]
    yield from ([name] for name in names[:-1])
    yield [names[-1], *row]


def _lines(run: _Run, lines: Sequence[Paragraph]) -> int:
    """The rows of a table with one row a line or more; how many lines they take."""
    taken = 0
    waiting: list[list[GridCell]] = []
    for number, line in enumerate(lines, 1):
        text = line.text.strip()
        if (
            line.doubt == "page"
            or _PAGE_NUMBER.fullmatch(squeeze(text))
            or (not run.rows and _COLUMN_CODES.fullmatch(squeeze(text)))
        ):
            continue
        rows = _spaced(line, run) or _glued(line, run)
        if rows:
            run.rows += [*waiting, *rows]
            waiting, taken = [], number
        elif len(text) <= _LONGEST_NAME and len(waiting) < 2 and not _SENTENCE.search(text):
            bare, run.code = _without_codes(squeeze(text), run.code) if run.has_codes else (squeeze(text), 0)
            waiting.append([GridCell(bare.replace(_CODE, ""), line.place)])
        else:
            break
    return taken


def _spaced(line: Paragraph, run: _Run) -> list[list[GridCell]]:
    """The row of a line with blanks between its cells."""
    pieces = line.text.split()
    behind = next((place for place, piece in enumerate(pieces) if place and (piece in UNITS or looks_like_value(piece))), 0)
    after = pieces[behind:]
    if not behind or not all(piece in UNITS or looks_like_value(piece) for piece in after):
        return []
    if not (any(piece in UNITS for piece in after) if run.has_unit else any(map(_has_digit, after))):
        return []
    return [[GridCell(text, line.place) for text in (*_apart("".join(pieces[:behind])), *after)]]


def _apart(name: str) -> tuple[str, ...]:
    """A name, and 其中 before it where that is a cell of its own for all parts: no sign stands behind it."""
    return (_AMONG, name[len(_AMONG) :]) if _AMONG_ALONE.match(name) else (name,)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _glued(line: Paragraph, run: _Run) -> list[list[GridCell]]:
    """The rows of a line in which nothing stands between name, unit and numbers; none where it holds anything else."""
    text = squeeze(line.text)
    if len(text) > _LONGEST_LINE or not run.has_unit:
        return []
    text, last = _without_codes(text, run.code) if run.has_codes else (text, 0)
    rows: list[list[GridCell]] = []
    at, before = 0, 0
    ordinal = ""
    matches = list(_rows_in(text))
    for number, match in enumerate(matches):
        name = ordinal + match["name"]
        printed, ordinal = match["run"], ""
        following = matches[number + 1]["name"] if number + 1 < len(matches) else text[match.end() :]
        *headings, own = [piece for piece in _BEGINS.split(name) if piece] or [""]
        if not own or len(own) > _LONGEST_NAME or _SENTENCE.search(name):
            return []
        found = _ORDINAL.match(own)
        before = int(found[1]) if found else 0
        if printed[-1] in ".．" or _NUMBERED.match(following):
            figures, ordinal = _without_ordinal(printed, following, before, run.words)
            ordinal = ordinal and ordinal + (printed[-1] if printed[-1] in ".．" else "")
        else:  # 「热线受理数」 behind it may be the rest of 「12345热线受理数」
            figures = printed if _is_beginning(following, run.words) else None
        rows += ([GridCell(heading, line.place)] for heading in headings)
        kind: Kind = "amount" if "元" in match["unit"] else "count"
        columns = [replace(column, kind=kind) for column in run.columns]
        values = [] if figures is None else _figures(figures, columns)
        code = ("",) if run.has_codes else ()
        rows.append([GridCell(cell, line.place) for cell in (*_apart(own), *code, match["unit"], *values)])
        if figures is None:
            rows[-1].append(GridCell(printed, line.place, doubt="run_on"))
        at = match.end()
    rest = text[at:].replace(_CODE, "")
    if len(rest) > _LONGEST_NAME or _has_digit(rest):
        return []
    run.code = last
    return rows


def _is_beginning(following: str, words: _Words) -> bool:
    """Whether what stands behind a number is nothing, or begins with a mark of a heading or name, or is a name that is known."""
    return not following or _MARKED.match(following) is not None or name_key(following).startswith(words.starts)


def _rows_in(text: str) -> Iterator[re.Match[str]]:
    """The rows from the beginning of a text on, each where the one before it ends."""
    at = 0
    while row := _ROW.match(text, at):
        yield row
        at = row.end()


def _without_codes(text: str, code: int) -> tuple[str, int]:
    """A text with a mark in place of the codes of its lines, which go on counting from ``code``; and the last of them."""
    found: list[str] = []
    at = start = 0
    while match := re.compile(rf"(?<=[^\d.．,]){code + 1:02d}(?=\D|$|\d{{1,2}}[.．、])").search(text, at):
        found.append(text[start : match.start()])
        start, code = match.end(), code + 1
        behind = _UNIT_AND_RUN.match(text, start)  # what looks like a code there is the number of the line
        at = behind.end() if behind else start
    return _CODE.join((*found, text[start:])), code


def _without_ordinal(printed: str, following: str, before: int, words: _Words) -> tuple[str | None, str]:
    """The numbers of a row, and the number of the name behind them; None where several numbers of that name are possible.

    The name has the number that the list gives it, the one after the number before it, or 1.
    """
    bare = printed.rstrip(".．")
    name = re.split(r"[\d条件次个人元篇份]", following.lstrip(".．、)）"), maxsplit=1)[0]
    expected = {before + 1, 1, *(number for key, number in words.ordinals.items() if name and key.startswith(name_key(name)))}
    fits = [str(number) for number in expected if bare.endswith(str(number))]
    if len(fits) != 1:
        return None, ""
    return bare.removesuffix(fits[0]), fits[0]


def _figures(printed: str, columns: Sequence[Column]) -> list[str]:
    """The number of each column, or all in one piece where several ways to part them are possible, an empty cell included."""
    pieces = _PIECES.findall(printed)
    if "".join(pieces) != printed:  # about so many
        return [printed]
    if len(columns) == 1 or len(pieces) == len(columns):
        return pieces
    if len(pieces) != 1 or _NUMBER.fullmatch(printed):
        return [printed] if printed else []
    try:
        ways = cuts(printed, columns)
    except TooManyWaysError:
        ways = []
    return list(ways[0]) if len(ways) == 1 else [printed]
