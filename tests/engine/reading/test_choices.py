"""Ways that go together, against trying every choice; and a dense report whose blanks are gone, read in good time."""

from __future__ import annotations

import itertools
import time
from random import Random

import pytest

from disclosure.form import CellKind
from disclosure.reading import read_report
from disclosure.reading.tables.choices import SAYS_NOTHING, Choices, TooManyStepsError
from disclosure.reading.tables.propagation import Propagation, Together
from disclosure.samples import Layout, Quirk, Spec, invent, render


def fulfils(start, ways):
    return all(sum(column) in (0, SAYS_NOTHING) for column in zip(start, *ways, strict=True))


@pytest.mark.parametrize("asked", [Choices, Propagation, Together])
@pytest.mark.parametrize("seed", range(150))
def test_a_way_is_possible_where_some_choice_with_it_fulfils_all_sums(seed, asked):
    random = Random(seed)  # noqa: S311 - invention, not secrecy
    width = random.randint(1, 4)

    def amount():
        return SAYS_NOTHING if random.random() < 0.05 else random.choice((0, 0, 1, -1, 2, -3, 40))

    start = tuple(amount() for _place in range(width))
    rows = [[tuple(amount() for _place in range(width)) for _way in range(random.randint(1, 4))] for _row in range(4)]
    good = [choice for choice in itertools.product(*map(range, map(len, rows)))
            if fulfils(start, [row[number] for row, number in zip(rows, choice, strict=True)])]  # fmt: skip
    choices = asked(start, rows)

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


@pytest.mark.parametrize("steps", [0, 5, 50, 500])
@pytest.mark.parametrize("seed", range(40))
def test_what_one_search_gives_up_the_other_answers_alike(seed, steps, monkeypatch):
    """However early the first gives up, nothing that it found out is lost, and nothing else is said."""
    random = Random(seed)  # noqa: S311 - invention, not secrecy
    rows = [[(random.randint(0, 4), random.randint(-3, 3)) for _way in range(4)] for _row in range(5)]
    start = tuple(-sum(random.choice(row)[place] for row in rows) for place in range(2))
    whole = Choices(start, rows)
    monkeypatch.setattr("disclosure.reading.tables.choices._MOST_STEPS", steps)
    broken = Together(start, rows)

    assert broken.exist() == whole.exist()
    for row, ways in enumerate(rows):
        for way in range(len(ways)):
            assert broken.is_possible(row, way) == whole.is_possible(row, way)
            assert not broken.is_known(row, way) or whole.is_possible(row, way)


def test_a_search_that_gives_up_says_so_and_not_that_there_is_nothing(monkeypatch):
    monkeypatch.setattr("disclosure.reading.tables.choices._MOST_STEPS", 0)
    monkeypatch.setattr("disclosure.reading.tables.propagation._MOST_LOOKS", 3)
    rows = [[(number, -number) for number in range(4)] for _row in range(5)]

    with pytest.raises(TooManyStepsError):
        Together((-7, 7), rows).exist()


@pytest.mark.parametrize("seed", [240, 248, 257, 270])
def test_a_dense_report_of_small_numbers_is_settled_by_the_second_search(seed, monkeypatch):
    """Of each way it is known whether it is possible: nothing stays open for want of steps."""
    monkeypatch.setattr("disclosure.reading.tables.choices._MOST_STEPS", 100_000)
    asked, given_up = Together.is_possible, []

    def told(self, row, way):
        try:
            return asked(self, row, way)
        except TooManyStepsError:
            given_up.append((row, way))
            raise

    monkeypatch.setattr(Together, "is_possible", told)
    spec = Spec("青禾镇", 2022, seed, layout=Layout.LINES, busy=0.9, largest=40, quirks=(Quirk.BLANKS_DROPPED,))
    truth = invent(spec, "a.txt")
    report = read_report(render(truth), "a.txt")

    assert given_up == []
    assert [at for at, cell in report.by_address.items() if cell.value is not None and cell.value != truth.report.value(at)] == []
