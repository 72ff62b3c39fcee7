"""Thousands of invented reports as files, each different, made once and kept below ``build/`` until what makes them changes."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.book import KEPT, PROJECT
from bench.files import as_pdf
from bench.word import as_word_saves_it
from disclosure.samples import Layout, generate

#: Of twenty files: Word (every other one as years of editing leave it), web pages and text, PDF.
_SHARES = ("docx", "html", "word", "txt", "docx", "pdf", "word", "txt", "docx", "word",
           "html", "docx", "word", "txt", "docx", "pdf", "word", "html", "docx", "word")  # fmt: skip
#: Files of one seed, made by one process in one go and kept in one folder.
_SHARD = 500
_MAKERS = ("src/disclosure/samples", "src/disclosure/writing", "src/disclosure/form", "tools/bench")


def files(count: int) -> Path:
    """The folder of so many files."""
    folder = KEPT / f"reports-{count}"
    mark = folder.with_suffix(".made")
    state = _state_of_makers()
    if not mark.is_file() or mark.read_text(encoding="ascii") != state:
        print(f"making {count:,} reports …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        mark.unlink(missing_ok=True)
        jobs = [(folder / f"{seed:03d}", seed, min(_SHARD, count - start)) for seed, start in enumerate(range(0, count, _SHARD))]
        # Afresh, not forked: what drew files before left threads here, and a copy would wait for their locks for ever.
        with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=get_context("spawn")) as pool:
            list(pool.map(_make, *zip(*jobs, strict=True)))
        mark.write_text(state, encoding="ascii")
    return folder


def _state_of_makers() -> str:
    """A digest of everything that decides what the files say."""
    digest = hashlib.sha256()
    for maker in _MAKERS:
        for path in sorted((PROJECT / maker).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _make(folder: Path, seed: int, count: int) -> None:
    folder.mkdir(parents=True)
    for number, (kind, data) in enumerate(_rendered(seed, count)):
        suffix = "docx" if kind == "word" else kind
        (folder / f"{number:03d}.{suffix}").write_bytes(data)


def _rendered(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """The kind and the content of each file of a seed. Each report is invented for itself: no two files are the same."""
    texts = (Layout.WORD_DUMP, Layout.TAB_ROWS, Layout.BROKEN_ROWS)
    layouts = {"docx": Layout.DOCX, "word": Layout.DOCX, "html": Layout.HTML, "pdf": Layout.HTML}
    kinds = [_SHARES[number % len(_SHARES)] for number in range(count)]
    wanted = tuple(layouts.get(kind) or texts[number % len(texts)] for number, kind in enumerate(kinds))
    for kind, (_name, data, truth) in zip(kinds, generate(count, seed, wanted), strict=True):
        if kind == "word":
            yield kind, as_word_saves_it(data)
        elif kind == "pdf":
            yield kind, as_pdf(truth)
        else:
            yield kind, data
