"""Invented reports of before 2019: what is read equals what was put in, in every layout; what is wrong is found, no more."""

from __future__ import annotations

import pytest

from disclosure.checks.finding import Severity
from disclosure.examine import examine_bytes, examine_together
from disclosure.reading import read_report
from disclosure.samples import OLD_DEFECTS, OLD_LAYOUTS, Layout, OldSpec, generate_old, invent_old, render

#: Reports of each layout in make test; make deep reads many more.
IN_TEST = 30
IN_DEEP = 500
NO_LOSS = (Layout.TAB_ROWS, Layout.DOCX, Layout.FOUND_HTML)


def told(report) -> dict[str, object]:
    return {cell.at: (cell.kind, cell.value) for cell in report.cells}


def differing(count: int, seed: int, layout: Layout) -> dict[str, object]:
    found = {}
    for name, data, truth in generate_old(count, seed, (layout,)):
        report = read_report(data, name)
        known = ("pre_2019" if truth.report.cells else None, truth.report.year, truth.report.agency, told(truth.report))
        read = (report.edition.key if report.edition else None, report.year, report.agency, told(report))
        if known != read:
            found[name] = (truth.quirks, known[:3], read[:3], set(known[3].items()) ^ set(read[3].items()))
    return found


@pytest.mark.parametrize("layout", OLD_LAYOUTS)
def test_every_indicator_is_read_as_printed(layout):
    assert differing(IN_TEST, 1, layout) == {}


@pytest.mark.deep
@pytest.mark.parametrize("layout", OLD_LAYOUTS)
def test_every_indicator_of_very_many_reports_is_read_as_printed(layout):
    assert differing(IN_DEEP, 2, layout) == {}


def test_the_parts_of_a_free_report_are_found_by_their_words():
    """What an office called them, with whatever number; what it did not print is not there."""
    for name, data, truth in generate_old(40, 3, NO_LOSS):
        read = read_report(data, name).sections
        assert [(part.number, part.printed) for part in read] == [
            (part.number, part.printed) for part in truth.report.sections
        ], name


def test_a_report_in_order_is_accused_of_nothing():
    accused = {
        name: [(finding.rule, str(finding.message)) for finding in examine_bytes(data, name).findings if grave(finding)]
        for name, data, truth in generate_old(90, 4, NO_LOSS)
        if not truth.defects and not truth.quirks
    }
    assert len(accused) > 30
    assert {name: findings for name, findings in accused.items() if findings} == {}


def grave(finding) -> bool:
    return finding.severity in (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize("defect", sorted(OLD_DEFECTS))
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("layout", NO_LOSS)
def test_what_is_wrong_with_a_table_is_found(defect, seed, layout):
    truth = invent_old(OldSpec("青禾镇", 2010 + seed, seed, layout, defect=defect))
    rules = {finding.rule for finding in examine_bytes(render(truth), truth.name).findings if grave(finding)}

    assert any(rule.startswith(OLD_DEFECTS[defect].rules) for rule in rules), rules


def test_the_years_of_an_office_are_held_against_each_other():
    """A new year's table with the old year's sums: 历年累计 does not follow."""
    years = [invent_old(OldSpec("青禾镇", year, 7, Layout.DOCX)) for year in (2011, 2012)]
    examined = examine_together([examine_bytes(render(truth), truth.name) for truth in years])

    assert any(finding.rule == "years.indicator_cumulative" for finding in examined[1].findings)
    assert not any(finding.rule == "years.indicator_cumulative" for finding in examined[0].findings)
