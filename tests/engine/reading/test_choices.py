"""Ways that go together, against trying every choice; and a dense report whose blanks are gone, read in good time."""

from __future__ import annotations

import itertools
import time
from random import Random

import pytest

from disclosure.form import CellKind
from disclosure.reading import read_report
from disclosure.reading.tables.choices import SAYS_NOTHING, Choices
from disclosure.samples import Layout, Quirk, Spec, invent, render


def fulfils(start, ways):
    return all(sum(column) in (0, SAYS_NOTHING) for column in zip(start, *ways, strict=True))


@pytest.mark.parametrize("seed", range(150))
def test_a_way_is_possible_where_some_choice_with_it_fulfils_all_sums(seed):
    random = Random(seed)  # noqa: S311 - invention, not secrecy
    width = random.randint(1, 4)

    def amount():
        return SAYS_NOTHING if random.random() < 0.05 else random.choice((0, 0, 1, -1, 2, -3, 40))

    start = tuple(amount() for _place in range(width))
    rows = [[tuple(amount() for _place in range(width)) for _way in range(random.randint(1, 4))] for _row in range(4)]
    good = [choice for choice in itertools.product(*map(range, map(len, rows)))
            if fulfils(start, [row[number] for row, number in zip(rows, choice, strict=True)])]  # fmt: skip
    choices = Choices(start, rows)

    assert choices.exist() == bool(good)
    for row, ways in enumerate(rows):
        for way in range(len(ways)):
            assert choices.is_possible(row, way) == any(choice[row] == way for choice in good)


@pytest.mark.parametrize("seed", [1, 88, 185])
def test_a_dense_report_that_lost_its_blanks_is_read_in_good_time(seed):
    """Numbers up to 1,500 in nearly all rows: the sums leave one reading of nearly every cell."""
    spec = Spec("青禾镇", 2022, seed, layout=Layout.LINES, busy=0.95, largest=1500, quirks=(Quirk.BLANKS_DROPPED,))
    truth = invent(spec, "a.txt")
    began = time.process_time()
    report = read_report(render(truth), "a.txt")

    assert time.process_time() - began < 5
    assert [at for at, cell in report.by_address.items() if cell.value is not None and cell.value != truth.report.value(at)] == []
    matrix = [cell for at, cell in report.by_address.items() if at.startswith("applications.")]
    assert sum(cell.kind is CellKind.UNREADABLE for cell in matrix) < len(matrix) / 10
