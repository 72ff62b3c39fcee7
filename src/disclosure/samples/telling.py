"""The truth of an invented report as a line of JSON, for those who measure a reader of their own by it."""

from __future__ import annotations

import json

from disclosure.samples.truth import Truth


def truth_line(truth: Truth) -> str:
    """One line of JSON: file, layout, quirks, defects, agency, year, form, and each cell as ``[kind, value]`` by its address.

    A value is null where the cell holds no number; an amount is a string, so that no digit is lost.
    """
    report = truth.report
    told = {
        "file": truth.name,
        "layout": truth.layout.value,
        "quirks": sorted(quirk.value for quirk in truth.quirks),
        "defects": list(truth.defects),
        "agency": report.agency,
        "year": report.year,
        "form": report.edition.key if report.edition else None,
        "cells": {at: [cell.kind.value, cell.value] for at, cell in truth.expected.items()},
    }
    return json.dumps(told, ensure_ascii=False, default=str)
