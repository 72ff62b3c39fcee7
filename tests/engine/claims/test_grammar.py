"""The grammar as data: every measure speaks of cells that the form has."""

from __future__ import annotations

import pytest

from disclosure.claims.grammar import grammar
from disclosure.form import editions


@pytest.mark.parametrize("measure", grammar().measures, ids=lambda measure: measure.key)
def test_each_measure_has_words_and_knows_its_cells(measure):
    named_by_its_whole = any(other.parts == measure.key for other in grammar().measures)
    assert measure.before or measure.after or measure.nil or named_by_its_whole
    assert measure.term.zh
    assert measure.term.en
    if measure.cells:
        assert any(measure.addresses(edition, frozenset()) == measure.cells for edition in editions())
    if measure.part_of:
        assert grammar().measure(measure.part_of)


def test_a_measure_whose_cells_an_edition_lacks_is_bound_to_none():
    assert grammar().measure("normative_documents.issued").addresses(editions()[1], frozenset()) == ()
    assert grammar().measure("applications.received").addresses(None, frozenset()) == ()


def test_parts_are_tried_before_the_whole_whose_words_they_contain():
    keys = [measure.key for measure in grammar().measures]
    assert keys.index("applications.received_online") < keys.index("applications.received")
