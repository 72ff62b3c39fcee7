"""Sample reports as files: a small set that comes with the program, and as many more as a test asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError
from disclosure.language import _
from disclosure.samples.defects import defects
from disclosure.samples.documents import render
from disclosure.samples.invention import Spec, invent
from disclosure.samples.truth import LOOSE_LAYOUTS, WHOLE_LAYOUTS, Layout, Quirk, Truth
from disclosure.samples.words import agencies

_CATALOGUE = Path(__file__).with_name("catalogue.yaml")
_KEYS = {"agency", "year", "seed", "layout", "busy", "quirks", "defects"}

#: Which quirks a layout can have in generated reports; NUMBER_LOST comes only with MISSING_HEADER.
_QUIRKS = {
    Layout.WORD_DUMP: (Quirk.BROKEN_HEADER, Quirk.BROKEN_TITLE, Quirk.TRAILING_BLANKS, Quirk.HARD_SPACES),
    Layout.TAB_ROWS: (Quirk.NINE_COLUMNS, Quirk.BROKEN_TITLE),
    Layout.BROKEN_ROWS: (Quirk.MISSING_HEADER, Quirk.SHIFTED_ROWS, Quirk.LABEL_ALONE, Quirk.PAGE_BREAK),
    Layout.DOCX: (),
    Layout.HTML: (),
    Layout.FOUND_DOCX: (),
    Layout.FOUND_HTML: (),
    Layout.XLSX: (),
    Layout.MARKDOWN: (Quirk.BROKEN_TITLE,),
    Layout.PDF: (),
    Layout.TORN_PDF: (
        Quirk.NO_RULES, Quirk.LEVEL_RULES, Quirk.UPRIGHT_LABELS, Quirk.UPRIGHT_HEADERS, Quirk.HEADER_ONCE, Quirk.BROKEN_TITLE,
    ),
    Layout.LINES: (Quirk.ROW_ENDS, Quirk.LABELS_TORN, Quirk.PAGE_NUMBERS, Quirk.NUMBER_FORMS),
    Layout.BAR_ROWS: (Quirk.LEADING_BAR, Quirk.EXTRA_COLUMNS, Quirk.RULED, Quirk.CUT_TABLES, Quirk.NUMBER_FORMS),
    Layout.SPACED_ROWS: (Quirk.LABELS_TORN, Quirk.PAGE_NUMBERS, Quirk.NUMBER_FORMS),
    Layout.GLUED: (Quirk.LINE_A_ROW,),
}  # fmt: skip
#: Quirks of a layout of which a report has one at most.
_ONE_OF = {
    Layout.LINES: (
        (Quirk.EMPTY_BETWEEN, Quirk.BAR_BETWEEN, Quirk.BAR_AFTER),
        (Quirk.BLANKS_DROPPED, Quirk.REPEATS_REMOVED, Quirk.LABELS_LOST, Quirk.CUT_OFF),
    ),
    Layout.SPACED_ROWS: ((Quirk.BLANKS_DROPPED, Quirk.LABELS_LOST, Quirk.CUT_OFF),),
    Layout.BAR_ROWS: ((Quirk.LABELS_LOST, Quirk.CUT_OFF),),
}
#: The names that :func:`generate` gives.
_GENERATED = re.compile(r"\d+-\d{5,}\.(?:" + "|".join(sorted({layout.suffix for layout in Layout})) + ")")
_ENCODINGS = (Quirk.CRLF, Quirk.BYTE_ORDER_MARK, Quirk.GB18030)


@cache
def samples() -> Mapping[str, Truth]:
    """The truths of the built-in samples by file name. Raises :class:`DataError` where the catalogue is wrong."""
    truths = [invent(_spec(entry)) for entry in load_yaml(_CATALOGUE)["samples"]]
    return {truth.name: truth for truth in truths}


def _spec(entry: Mapping[str, Any]) -> Spec:
    only_keys(entry, _KEYS, required={"agency", "year", "seed", "layout"}, where=_CATALOGUE.name)
    try:
        layout = Layout(entry["layout"])
        quirks = tuple(Quirk(quirk) for quirk in entry.get("quirks", ()))
    except ValueError as error:
        raise DataError(_("{where}：{reason}", where=_CATALOGUE.name, reason=error)) from error
    return Spec(
        agency=entry["agency"],
        year=entry["year"],
        seed=entry["seed"],
        layout=layout,
        busy=entry.get("busy", 0.15),
        quirks=quirks,
        defects=tuple(entry.get("defects", ())),
    )


def sample_files() -> Iterator[tuple[str, bytes]]:
    """Name and content of each built-in sample, the same bytes every time."""
    for name, truth in samples().items():
        yield name, render(truth)


def truth_of(name: str) -> Truth:
    """What is known of a built-in sample. Raises :class:`DataError` for a name that none has."""
    if name not in samples():
        raise DataError(_("没有名为 {name} 的示例；已有：{known}", name=name, known=list(samples())))
    return samples()[name]


def is_sample_name(name: str) -> bool:
    """Whether a file of this name is one that we write: a built-in sample, or a generated one (``1-00042.docx``)."""
    return name in samples() or _GENERATED.fullmatch(name) is not None


def generate(count: int, seed: int, layouts: tuple[Layout, ...] = WHOLE_LAYOUTS) -> Iterator[tuple[str, bytes, Truth]]:
    """``count`` invented reports over the layouts in turn: name, content, truth. The same ``seed`` gives the same."""
    random = Random(seed)  # noqa: S311 - invention, not secrecy
    for number in range(count):
        layout = layouts[number % len(layouts)]
        truth = invent(_random_spec(layout, random), f"{seed}-{number:05d}.{layout.suffix}")
        yield truth.name, render(truth), truth


def _random_spec(layout: Layout, random: Random) -> Spec:
    year = random.randint(2019, 2025)
    busy = random.choice((0, 0.05, 0.2, 0.5, 0.9))
    quirks = [quirk for quirk in _QUIRKS[layout] if random.random() < 0.3]
    for choices in _ONE_OF.get(layout, ()):
        if random.random() < 0.6:
            quirks.append(random.choice(choices))
    if Quirk.LABELS_LOST in quirks and Quirk.CUT_TABLES in quirks:
        quirks.remove(Quirk.CUT_TABLES)  # pieces of a table in which nothing is named belong nowhere for certain
    if Quirk.MISSING_HEADER in quirks and random.random() < 0.5:
        quirks.append(Quirk.NUMBER_LOST)
    if layout.suffix == "txt" and random.random() < 0.2:
        quirks.append(random.choice(_ENCODINGS))
    return Spec(
        agency=random.choice(agencies()).key,
        year=year,
        seed=random.randrange(2**31),
        layout=layout,
        busy=busy,
        largest=random.choice((3, 20, 1500)),
        quirks=tuple(quirks),
        defects=_random_defects(random, year, busy, layout),
    )


def _random_defects(random: Random, year: int, busy: float, layout: Layout) -> tuple[str, ...]:
    """Half of the reports are clean; the others have one to three defects that their edition and figures allow.

    In torn text sums say what cannot be seen, so that reports in it print nothing that no sum speaks of.
    """
    if random.random() < 0.5:
        return ()
    # The rows and sections of these defects are those of the form since 2021.
    later = {"collapsed_other", "extra_fee_section", "superseded_citation"}
    # These need rows of zeros, or applications.
    calm, lively = {"blank_cells", "slash_marks"}, {"narrative_nil"}
    whole_only = {"broken_sum", "blank_cells", "slash_marks"}
    allowed = [
        key
        for key in defects()
        if not (key in later and year < 2021)
        and not (key in calm and busy > 0.2)
        and not (key in lively and not busy)
        and not (key in whole_only and layout in LOOSE_LAYOUTS)
    ]
    return tuple(sorted(random.sample(allowed, k=random.randint(1, 3))))
