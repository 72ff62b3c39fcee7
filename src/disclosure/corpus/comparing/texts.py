"""Steps two and three for texts: their MinHash marks without templates, and the exact likeness of pairs with one in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.checks.agency_keys import same_agency
from disclosure.checks.likeness import ALIKE, OwnSentence, bands_of, pieces_of, shared, text_of, told_by_both
from disclosure.corpus.arrow import plain_parquet
from disclosure.corpus.comparing.gathering import mark_of
from disclosure.corpus.extras import load

#: A text: its file and its part of the report.
At = tuple[str, str]


def sketch(texts: Path, templates: Path) -> dict[str, bytes]:
    """The marks of the texts in a file: a row a text with its list of marks; those too short without templates are left out."""
    known = _templates(templates, templates.stat().st_mtime_ns)
    rows = []
    for row in _read(texts):
        words = text_of(_own(row, known))
        bands = bands_of(pieces_of(words)) if words else ()
        if bands:
            marks = [mark_of(row["year"], row["number"], number, band) for number, band in enumerate(bands)]
            rows.append({name: row[name] for name in ("file", "part", "section")} | {"bands": marks})
    pa = load("pyarrow")
    schema = pa.schema([*((name, pa.string()) for name in ("file", "part", "section")), ("bands", pa.list_(pa.int64()))])
    return {"bands": plain_parquet(rows, schema)}


def compare(folder: Path, templates: Path, pairs: Sequence[Mapping[str, str]]) -> dict[str, bytes]:
    """Of pairs of texts those that are alike, each from both sides (``twins``); ``folder`` holds the texts by part."""
    known = _templates(templates, templates.stat().st_mtime_ns)
    wanted: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        wanted[pair["part"]].add(pair["file"])
        wanted[pair["other_part"]].add(pair["other_file"])
    texts: dict[At, tuple[Mapping[str, Any], tuple[OwnSentence, ...], frozenset[str]]] = {}
    for part in sorted(wanted):
        for row in _read(folder / f"{part}.parquet", wanted[part]):
            own = _own(row, known)
            texts[row["file"], row["section"]] = (row, own, pieces_of(text_of(own)))
    found = []
    for pair in pairs:
        one, other = texts[pair["file"], pair["section"]], texts[pair["other_file"], pair["other_section"]]
        share = shared(one[2], other[2]) if not same_agency(one[0]["key"], other[0]["key"]) else 0.0
        if share >= ALIKE:
            found += [_twin(one, other, share), _twin(other, one, share)]
    return {"twins": plain_parquet(found, twins_schema())}


def _twin(one: Any, other: Any, share: float) -> Mapping[str, Any]:
    (row, own, _pieces), (beside, theirs, _theirs) = one, other
    quote, says = told_by_both(row["section"], own, theirs)
    return {
        "file": row["file"],
        "part": row["part"],
        "section": row["section"],
        "share": share,
        "start": quote.start if quote else None,
        "end": quote.end if quote else None,
        "says": says,
        "other_file": beside["file"],
        "other_section": beside["section"],
        "other_agency": beside["agency"],
        "other_year": beside["year"],
    }


def twins_schema() -> Any:
    """The columns of twins."""
    pa = load("pyarrow")
    kinds = {"share": pa.float64(), "start": pa.int64(), "end": pa.int64(), "other_year": pa.int64()}
    order = (
        "file",
        "part",
        "section",
        "share",
        "start",
        "end",
        "says",
        "other_file",
        "other_section",
        "other_agency",
        "other_year",
    )
    return pa.schema([(name, kinds.get(name, pa.string())) for name in order])


def _own(row: Mapping[str, Any], known: Mapping[int, frozenset[int]]) -> tuple[OwnSentence, ...]:
    """The sentences of a text without those that are templates in its year."""
    templates = known.get(row["year"], frozenset())
    sentences = (OwnSentence(**sentence) for sentence in row["sentences"])
    return tuple(one for one in sentences if not templates or mark_of(one.words) not in templates)


@lru_cache(maxsize=2)
def _templates(path: Path, _written: int) -> Mapping[int, frozenset[int]]:
    """The marks of sentences that are everybody's, by year; read again where the file was written anew."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in load("pyarrow.parquet").read_table(path).to_pylist():
        found[row["year"]].add(row["mark"])
    return {year: frozenset(marks) for year, marks in found.items()}


def _read(path: Path, files: set[str] | None = None) -> list[dict[str, Any]]:
    filters = [("file", "in", sorted(files))] if files is not None else None
    rows: list[dict[str, Any]] = load("pyarrow.parquet").read_table(path, filters=filters).to_pylist()
    return rows
