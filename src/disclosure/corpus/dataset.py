"""A data set as a folder: parts of Parquet that are never changed, and a manifest that names those that count.

A part is made beside the others and then moved into place whole; only then does the manifest name it. So whatever ends a build,
each file stands in the data set once or not at all::

    manifest.json          schema, settings, the parts that count with a hash of each, what was compared
    register.csv           the register of agencies that gave the codes, where there was one
    parts/00000/           reports.parquet  cells.parquet  findings.parquet
                           files.json: what was read, to know an unchanged file again
    across/00000/          findings.parquet: what rules across years and agencies say of them all
    comparing/             what a comparison that is not finished has made so far
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from disclosure.corpus.arrow import arrow_schema
from disclosure.corpus.extras import load
from disclosure.corpus.locks import locked
from disclosure.corpus.schema import SCHEMA, tables
from disclosure.errors import DisclosureError, reason
from disclosure.language import _

TABLES = ("reports", "cells", "findings")
#: A file as it was when it was read: size, time of change, what was noted of its source.
Stamp = tuple[object, ...]


class DatasetError(DisclosureError):
    """A data set cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What counts: the settings the files were read with, the parts in order, the findings across them all.

    ``parts`` gives each part the hash of its tables: a name is given again when the part that had it went. ``compared`` is the
    :attr:`mark` of the parts that ``across`` was made of, ``rules`` the mark of the rule book that was applied: where the one is
    another now, the findings are of other reports and do not count; where the other is, they count, and are made again.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    across: str | None = None
    compared: str | None = None
    rules: str | None = None

    @property
    def mark(self) -> str:
        """What tells the parts that count now from all others: 64 hexadecimal digits."""
        return hashlib.sha256(_json(sorted(self.parts.items()))).hexdigest()


class Dataset:
    """A data set's folder. Raises :class:`DatasetError` where the folder holds something else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = self._read_manifest()

    @property
    def exists(self) -> bool:
        """Whether anything was ever built here."""
        return self._manifest_file.is_file()

    def files(self, table: str) -> list[Path]:
        """The Parquet files of a table, in order; the findings across reports come last."""
        found = [self.part_file(part, table) for part in self.manifest.parts]
        if table == "findings" and self.is_compared:
            found.append(self.folder / "across" / str(self.manifest.across) / "findings.parquet")
        return found

    def part_file(self, part: str, table: str) -> Path:
        """Where a table of one part is."""
        return self._parts / part / f"{table}.parquet"

    @property
    def is_compared(self) -> bool:
        """Whether the findings across years and agencies speak of the parts that count now, by whatever rule book."""
        return self.manifest.across is not None and self.manifest.compared == self.manifest.mark

    def stamps(self) -> dict[str, tuple[str, Stamp]]:
        """Each file that was read, by its name: the part that holds it, and its stamp."""
        return {name: (part, stamp) for part in self.manifest.parts for name, stamp in self.stamps_of(part).items()}

    def stamps_of(self, part: str) -> dict[str, Stamp]:
        """The files of one part with their stamps."""
        return {name: tuple(stamp) for name, *stamp in json.loads((self._parts / part / "files.json").read_bytes())}

    def tables_of(self, part: str) -> dict[str, Any]:
        """The Arrow tables of one part."""
        pa, pq = load("pyarrow"), load("pyarrow.parquet")
        found = {}
        for name in TABLES:
            data = (self._parts / part / f"{name}.parquet").read_bytes()
            found[name] = pq.read_table(pa.BufferReader(data)).cast(arrow_schema(tables()[name]))
        return found

    def free_numbers(self) -> Iterator[int]:
        """Numbers that no part has, the lowest first."""
        taken = {int(part) for part in self.manifest.parts}
        number = 0
        while True:
            if number not in taken:
                yield number
            number += 1

    def commit(
        self, number: int, found: Mapping[str, bytes], stamps: Mapping[str, Stamp], instead_of: Sequence[str] = ()
    ) -> None:
        """Add a part, for good, ``instead_of`` others; an empty part only takes those away."""
        parts = {part: mark for part, mark in self.manifest.parts.items() if part not in instead_of}
        if stamps:
            files = {f"{table}.parquet": data for table, data in found.items()}
            files["files.json"] = _json([[name, *stamp] for name, stamp in stamps.items()])
            name = f"{number:05d}"
            self._place(files, self._parts / name)
            parts[name] = _mark_of(found)
        self.save(replace(self.manifest, parts=dict(sorted(parts.items()))))

    def commit_across(self, findings: Path, rules: str) -> None:
        """Set the findings across reports, a Parquet file that is moved in.

        They speak of the parts that count now; ``rules`` is the mark of the rule book that made them.
        """
        name = "00000" if self.manifest.across != "00000" else "00001"
        target = self.folder / "across" / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        findings.rename(target / "findings.parquet")
        self.save(replace(self.manifest, across=name, compared=self.manifest.mark, rules=rules))

    def save(self, manifest: Manifest) -> None:
        """Make a manifest the one that counts."""
        told = {"schema": SCHEMA, "settings": manifest.settings, "parts": manifest.parts,
                "across": manifest.across, "compared": manifest.compared, "rules": manifest.rules}  # fmt: skip
        write_whole(self._manifest_file, _json(told))
        self.manifest = manifest

    def keep(self, name: str, data: bytes | None) -> None:
        """Keep a small file beside the manifest, or none of that name."""
        if data is None:
            (self.folder / name).unlink(missing_ok=True)
        else:
            write_whole(self.folder / name, data)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the data set for one build; what an interrupted one left behind is cleared away. Makes the folder.

        Raises :class:`DatasetError` where another build is at work, or the folder cannot be written.
        """
        try:
            if not self.exists and self.folder.is_dir() and any(entry.name != ".lock" for entry in self.folder.iterdir()):
                raise DatasetError(_("文件夹 {folder} 里有别的东西。请换一个空的或新的文件夹放数据集。", folder=self.folder))
            self._parts.mkdir(parents=True, exist_ok=True)
            with locked(self.folder / ".lock") as ours:
                if not ours:
                    raise DatasetError(_("数据集 {folder} 正由另一个程序写入，请等它结束。", folder=self.folder))
                self.manifest = self._read_manifest()
                self._clear()
                yield
        except OSError as error:
            raise DatasetError(_("写不进数据集 {folder}：{reason}。", folder=self.folder, reason=reason(error))) from error

    def _clear(self) -> None:
        """Take away what no manifest names."""
        keep = {*self.manifest.parts}
        for part in self._parts.iterdir():
            if part.name not in keep:
                shutil.rmtree(part)
        if (self.folder / "across").is_dir():
            for entry in (self.folder / "across").iterdir():
                if entry.name != self.manifest.across:
                    shutil.rmtree(entry)

    def _place(self, files: Mapping[str, bytes], target: Path) -> None:
        """Write files into a folder that appears whole, or not at all."""
        made = target.with_name(f"{target.name}.new")
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        made.mkdir(parents=True)
        for name, data in files.items():
            _write(made / name, data)
        made.rename(target)

    @property
    def _parts(self) -> Path:
        return self.folder / "parts"

    @property
    def _manifest_file(self) -> Path:
        return self.folder / "manifest.json"

    def _read_manifest(self) -> Manifest:
        if not self.exists:
            return Manifest()
        try:
            told = json.loads(self._manifest_file.read_bytes())
            if told.pop("schema") != SCHEMA:
                raise ValueError(SCHEMA)
            # Before there were hashes of parts, both were lists of names: such a set is read, and compared anew.
            compared = told["compared"] if isinstance(told["compared"], str) else None
            parts = told["parts"] if isinstance(told["parts"], dict) else dict.fromkeys(told["parts"], "")
            return Manifest(told["settings"], parts, told["across"], compared, told.get("rules"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DatasetError(_("{folder} 不是本版本的数据集（manifest.json 读不懂）。", folder=self.folder)) from error


def existing(folder: Path) -> Dataset:
    """The data set in a folder. Raises :class:`DatasetError` where there is none."""
    dataset = Dataset(folder)
    if not dataset.exists:
        raise DatasetError(_("{folder} 里没有数据集。请先用 gongkai corpus build 建一个。", folder=folder))
    return dataset


def _mark_of(tables: Mapping[str, bytes]) -> str:
    """What tells the tables of a part from those of another that has its name later: 16 hexadecimal digits."""
    mark = hashlib.sha256()
    for name in sorted(tables):
        mark.update(hashlib.sha256(tables[name]).digest())
    return mark.hexdigest()[:16]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _write(path: Path, data: bytes) -> None:
    """Write a file and see it onto the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: a reader sees the old or the new, never half of it."""
    new = path.with_name(f"{path.name}.new")
    _write(new, data)
    new.replace(path)
