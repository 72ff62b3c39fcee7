"""Invented reports under examination: every defect is noticed by its family of rules, and clean reports by none."""

from __future__ import annotations

from collections import Counter

import pytest

from disclosure.checks.finding import Severity
from disclosure.examine import examine_bytes
from disclosure.samples import Layout, Spec, defects, generate, invent, render, samples

#: What conversion does to a file may be noticed without the office being at fault.
CLEAN_LAYOUTS = (Layout.WORD_DUMP, Layout.TAB_ROWS, Layout.DOCX, Layout.HTML)


def rules_found(spec: Spec) -> Counter[str]:
    truth = invent(spec)
    return Counter(finding.rule for finding in examine_bytes(render(truth), truth.name).findings)


@pytest.mark.parametrize("key", sorted(defects()))
@pytest.mark.parametrize("seed", range(3))
def test_a_defect_raises_a_finding_of_its_family(key, seed):
    clean = rules_found(Spec("青禾镇", 2022, seed, busy=0.2))
    defective = rules_found(Spec("青禾镇", 2022, seed, busy=0.2, defects=(key,)))

    added = {rule.partition(".")[0] for rule in defective - clean}
    assert defects()[key].family in added


def test_a_clean_report_is_accused_of_nothing():
    accused = {
        name: [(finding.rule, str(finding.message)) for finding in examination.findings if grave(finding)]
        for name, data, truth in generate(80, 5, CLEAN_LAYOUTS)
        if not truth.defects
        for examination in [examine_bytes(data, name)]
    }
    assert len(accused) > 25
    assert {name: findings for name, findings in accused.items() if findings} == {}


def grave(finding) -> bool:
    return finding.severity in (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize("name", [name for name, truth in samples().items() if truth.defects])
def test_every_built_in_sample_with_defects_shows_them(name):
    truth = samples()[name]
    families = {finding.rule.partition(".")[0] for finding in examine_bytes(render(truth), name).findings}
    assert truth.families <= families
