"""A page that prints more than one report (a comparison of two years): only the first is read, nothing after it mixed in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosure.blocks import Block, Grid, Paragraph
from disclosure.reading.dates import in_digits
from disclosure.reading.tables.vocabulary import vocabulary

_TITLE = re.compile(r"[^，。；：]{0,40}20\d\d年?度?[^，。；：]{0,40}(?:信息公开|政务公开)工作?年度?报告")
_LONGEST_TITLE = 80


def first_report(blocks: Sequence[Block]) -> tuple[Sequence[Block], Paragraph | None]:
    """The blocks up to the title of a second report with tables of its own, and that title; all of them where there is none."""
    titles = list(_titles(blocks))
    if len({words for _place, words in titles}) < 2:
        return blocks, None
    tables = [place for place, block in enumerate(blocks) if isinstance(block, Grid) and _is_of_the_form(block)]
    (_first, title) = titles[0]
    for place, words in titles[1:]:
        is_between = tables and tables[0] < place < tables[-1]
        block = blocks[place]
        if words != title and is_between and isinstance(block, Paragraph):
            return blocks[:place], block
    return blocks, None


def _titles(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """Where titles of reports begin, and their words; a title may stand in two lines."""
    found = []
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_TITLE or "信息公开" not in block.text:
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        alone = in_digits("".join(block.text.split()))
        whole = alone + in_digits("".join(after.text.split())) if isinstance(after, Paragraph) else alone
        for words in (alone, whole):
            if len(words) <= _LONGEST_TITLE and words.endswith("报告") and _TITLE.fullmatch(words):
                found.append((place, words))
                break
    return found


def _is_of_the_form(grid: Grid) -> bool:
    words = vocabulary()
    return sum(1 for row in grid.rows for cell in row if cell.text and words.knows(cell.text)) >= 2
