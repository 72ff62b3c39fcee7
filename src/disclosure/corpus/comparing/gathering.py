"""Step one: what a part of the data set tells of its reports for others to be held against them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.checks.agency_keys import agency_key, shorter_forms
from disclosure.checks.figures import FEWEST, filled
from disclosure.checks.likeness import PARTS, own_sentences
from disclosure.checks.neighbours import is_comparable, township_name
from disclosure.checks.subject import in_simplified
from disclosure.corpus.arrow import plain_parquet
from disclosure.corpus.comparing.subjects import Work
from disclosure.corpus.extras import load
from disclosure.form import Report

#: The table that two agencies hardly have alike.
_TABLE = "applications"


def mark_of(*facts: object) -> int:
    """A number for some facts, the same on every machine, and hardly ever that of others."""
    told = repr(facts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big", signed=True)


def gather(work: Work, part: str) -> dict[str, bytes]:
    """The ``index`` (a row a report) and the ``texts`` (a row a part that offices write themselves) of a part, as Parquet."""
    reports = [in_simplified(report) for report in work.reports(part) if is_comparable(report)]
    index = [_entry(report, part) for report in reports]
    texts = [text for report in reports for text in _texts(report, part)]
    return {
        "index": plain_parquet(index, index_schema()),
        "texts": plain_parquet(texts, texts_schema()),
    }


def _entry(report: Report, part: str) -> Mapping[str, Any]:
    key = agency_key(report) or ""
    figures = filled(report, _TABLE)
    return {
        "file": report.source.file,
        "part": part,
        "year": report.year,
        "key": key,
        "shorter": list(shorter_forms(key)),
        "agency": report.agency,
        "code": report.agency_code,
        "township": township_name(report),
        "figures": mark_of(sorted((at, str(value)) for at, value in figures)) if len(figures) >= FEWEST else None,
    }


def _texts(report: Report, part: str) -> Iterator[Mapping[str, Any]]:
    for section in report.sections:
        sentences = own_sentences(section, report) if section.number in PARTS else ()
        if sentences:
            yield {
                "file": report.source.file,
                "part": part,
                "section": section.key,
                "number": section.number,
                "year": report.year,
                "key": agency_key(report),
                "agency": report.agency,
                "code": report.agency_code,
                "sentences": [
                    {"words": one.words, "printed": one.printed, "start": one.start, "end": one.end} for one in sentences
                ],
                "marks": sorted({mark_of(one.words) for one in sentences}),
            }


def index_schema() -> Any:
    """The columns of an index."""
    pa = load("pyarrow")
    texts = dict.fromkeys(("file", "part", "key", "agency", "code", "township"), pa.string())
    kinds = texts | {"year": pa.int64(), "shorter": pa.list_(pa.string()), "figures": pa.int64()}
    order = ("file", "part", "year", "key", "shorter", "agency", "code", "township", "figures")
    return pa.schema([(name, kinds[name]) for name in order])


def texts_schema() -> Any:
    """The columns of texts."""
    pa = load("pyarrow")
    sentence = pa.struct([("words", pa.string()), ("printed", pa.string()), ("start", pa.int64()), ("end", pa.int64())])
    texts = dict.fromkeys(("file", "part", "section", "key", "agency", "code"), pa.string())
    kinds = texts | {"number": pa.int64(), "year": pa.int64(), "sentences": pa.list_(sentence), "marks": pa.list_(pa.int64())}
    order = ("file", "part", "section", "number", "year", "key", "agency", "code", "sentences", "marks")
    return pa.schema([(name, kinds[name]) for name in order])
