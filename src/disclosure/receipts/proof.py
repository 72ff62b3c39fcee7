"""Leaves, the ledger that an agency publishes beside its report, and the proof that an applicant takes home.

For every application and every cell of table three that it counts in (one it came in by, one it went out by) there is one leaf:
a hash over agency, year, cell, receipt number and a random salt. The agency publishes the leaves with their cells, not what is
under them; the applicant gets number and salt of the own leaves. So the applicant, and nobody else, finds them in the ledger, and
everybody can count the ledger's leaves against the report's cells.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from disclosure.errors import DisclosureError
from disclosure.language import Message, _
from disclosure.receipts.tree import SIZE, leaf_hash, path_to, root_from, root_of

LEDGER_FORMAT, PROOF_FORMAT = "gongkai.counted/1", "gongkai.receipt/1"
_HEX = re.compile(rf"[0-9a-f]{{{2 * SIZE}}}")
#: More applications than any agency has in a year; a file that claims more is not looked at.
_MOST = 10_000_000


class Unproven(DisclosureError):
    """A file is no proof, or proves nothing: the sentence says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One application in one cell: its receipt number, the cell's address, and the salt that hides it from others (hex)."""

    number: str
    cell: str
    salt: str

    def leaf(self, agency: str, year: int) -> bytes:
        """Its leaf in the ledger of an agency (its code) and year."""
        parts = [LEDGER_FORMAT, agency, year, self.cell, self.number, self.salt]
        return leaf_hash(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode())


@dataclass(frozen=True, slots=True)
class Ledger:
    """What an agency publishes beside a signed report: for each leaf its cell, in the order of the leaves.

    ``report`` is the SHA-256 of the signed report (hex), ``agency`` the agency's code.
    """

    agency: str
    name: str
    year: int
    report: str
    leaves: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, agency: str, name: str, year: int, report: str, entries: Iterable[Counted]) -> Ledger:
        """The ledger over entries, in the order of their hashes, which tells nothing of the order of the records."""
        leaves = sorted((entry.leaf(agency, year).hex(), entry.cell) for entry in entries)
        return cls(agency, name, year, report, tuple(leaves))

    @property
    def root(self) -> str:
        """The hash that stands for all of it (hex)."""
        return root_of([bytes.fromhex(leaf) for leaf, _cell in self.leaves]).hex()

    def counts(self) -> Mapping[str, int]:
        """How many leaves each cell has."""
        return Counter(cell for _leaf, cell in self.leaves)

    def to_json(self) -> dict[str, Any]:
        """As it is published."""
        return {
            "format": LEDGER_FORMAT,
            "agency": {"code": self.agency, "name": self.name},
            "year": self.year,
            "report_sha256": self.report,
            "root": self.root,
            "leaves": [{"leaf": leaf, "cell": cell} for leaf, cell in self.leaves],
        }

    @classmethod
    def from_json(cls, data: Any) -> Ledger:
        """Read what was published. Raises :class:`Unproven` where it is no ledger, or its root is not that of its leaves."""
        with _reading(_("这不是公开的计数清单（{format}）。", format=LEDGER_FORMAT)):
            _must(data["format"] == LEDGER_FORMAT)
            leaves = tuple((_hash(entry["leaf"]), str(entry["cell"])) for entry in data["leaves"])
            agency = data["agency"]
            ledger = cls(str(agency["code"]), str(agency["name"]), int(data["year"]), _hash(data["report_sha256"]), leaves)
            root = _hash(data["root"])
        if ledger.root != root:
            raise Unproven(_("计数清单的校验根与清单内容不符：清单被改动过。"))
        return ledger


@dataclass(frozen=True, slots=True)
class Proof:
    """What an applicant takes home: the own entries, their places among the ``size`` leaves, their paths to the root."""

    agency: str
    name: str
    year: int
    report: str
    root: str
    size: int
    entries: tuple[tuple[Counted, int, tuple[str, ...]], ...]

    def to_json(self) -> dict[str, Any]:
        """As it is handed out."""
        return {
            "format": PROOF_FORMAT, "agency": {"code": self.agency, "name": self.name}, "year": self.year,
            "report_sha256": self.report, "root": self.root, "leaves": self.size,
            "counted": [
                {"receipt": one.number, "cell": one.cell, "salt": one.salt, "place": place, "path": list(path)}
                for one, place, path in self.entries
            ],
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Any) -> Proof:
        """Read what was handed out. Raises :class:`Unproven` where it is no proof."""
        with _reading(_("这不是计数证明（{format}）。请用查询页面下载的原文件。", format=PROOF_FORMAT)):
            _must(data["format"] == PROOF_FORMAT)
            entries = tuple(
                (
                    Counted(str(one["receipt"]), str(one["cell"]), str(one["salt"])),
                    int(one["place"]),
                    tuple(_hash(step) for step in one["path"]),
                )
                for one in data["counted"]
            )
            size = int(data["leaves"])
            _must(bool(entries) and 0 < size <= _MOST)
            agency = data["agency"]
            code, name, year = str(agency["code"]), str(agency["name"]), int(data["year"])
            return cls(code, name, year, _hash(data["report_sha256"]), _hash(data["root"]), size, entries)


def prove(ledger: Ledger, entries: Sequence[Counted]) -> Proof:
    """The proof for entries of a ledger. Raises :class:`Unproven` where one is not in it."""
    hashes = [bytes.fromhex(leaf) for leaf, _cell in ledger.leaves]
    places = {leaf: place for place, (leaf, _cell) in enumerate(ledger.leaves)}
    found = []
    for entry in entries:
        place = places.get(entry.leaf(ledger.agency, ledger.year).hex())
        if place is None:
            raise Unproven(_("这件申请不在已签发报告的计数清单中。"))
        found.append((entry, place, tuple(step.hex() for step in path_to(hashes, place))))
    return Proof(ledger.agency, ledger.name, ledger.year, ledger.report, ledger.root, len(hashes), tuple(found))


def verify(proof: Proof, ledger: Ledger | None = None) -> None:
    """Check a proof, and that it belongs to a published ledger where one is given. Raises :class:`Unproven`; silence is proof.

    Without the ledger the proof stands under its own root: that must then be compared with the one the agency printed.
    """
    for entry, place, path in proof.entries:
        steps = [bytes.fromhex(step) for step in path]
        root = root_from(entry.leaf(proof.agency, proof.year), place, proof.size, steps)
        if root is None or root.hex() != proof.root:
            raise Unproven(_("证明不成立：编号、数字格或路径与校验根对不上。"))
    if ledger is None:
        return
    if (proof.agency, proof.year, proof.report, proof.root) != (ledger.agency, ledger.year, ledger.report, ledger.root):
        raise Unproven(_("证明与这份公开的清单不是同一份报告：机关、年度、报告校验值或校验根不同。"))
    if any(ledger.leaves[place][1] != entry.cell for entry, place, _path in proof.entries):
        raise Unproven(_("清单把这件申请记在了另一个数字格。"))


def _hash(value: Any) -> str:
    _must(isinstance(value, str) and _HEX.fullmatch(value) is not None)
    return str(value)


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError


@contextmanager
def _reading(sentence: Message) -> Iterator[None]:
    """Whatever is missing or of another kind in a file becomes one sentence."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Unproven(sentence) from error
