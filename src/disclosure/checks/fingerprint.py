"""Fingerprints of findings (问题指纹): what a person's verdict on a finding rests on.

A verdict must hold when the same report is examined again, by newer rules too, and must be asked for again when what it was
about has changed. So a fingerprint is made of the rule, the addresses, and the evidence there: the printed cells, the quoted
words, what was expected and found, and what another report says to the contrary. It is not made of the sentence, the advice, the
severity or the law, which may be worded and weighed anew, nor of line numbers, which move when something else is edited.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from disclosure.checks.finding import Finding
from disclosure.form import Report
from disclosure.privacy import mask


def fingerprints(report: Report, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The fingerprint of each finding on a report, in their order: 64 hexadecimal digits.

    Findings whose evidence is the very same (one misprint met twice in a part) are told apart by their order.
    """
    met: Counter[str] = Counter()
    found = []
    for finding in findings:
        evidence = json.dumps(list(_evidence(report, finding)), ensure_ascii=False)
        met[evidence] += 1
        repeated = f" {met[evidence]}" if met[evidence] > 1 else ""
        found.append(hashlib.sha256((evidence + repeated).encode("utf-8", "surrogatepass")).hexdigest())
    return tuple(found)


def quoted_words(report: Report, finding: Finding) -> tuple[str, ...]:
    """The very words of the report that a finding points at, personal numbers masked."""
    found = []
    for quote in finding.quotes:
        section = report.section(quote.section)
        found.append(mask(section.text)[quote.start : quote.end] if section else "")
    return tuple(found)


def _evidence(report: Report, finding: Finding) -> Iterator[object]:
    yield finding.rule
    yield [(at, _printed(report, at)) for at in sorted(finding.at)]
    yield [str(finding.expected), str(finding.found)]
    yield [" ".join(words.split()) for words in quoted_words(report, finding)]
    # Only where there is any, so that a rule that begins to quote a second report asks again, and no other does.
    if finding.beside:
        yield [(beside.agency, beside.year, beside.at, " ".join(beside.words.split())) for beside in finding.beside]


def _printed(report: Report, address: str) -> str:
    """What a cell shows: its value where it is a number, so that 4 and a full-width ４ are the same evidence."""
    cell = report.cell(address)
    if cell is None:
        return ""
    return str(cell.value) if cell.value is not None else f"{cell.kind.value} {cell.as_printed or ''}".strip()
