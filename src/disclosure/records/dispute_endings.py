"""How a reconsideration or a lawsuit can end (审理结果), in the names of the law, with its place in table four: dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import CaseError, DataError
from disclosure.language import Label, _
from disclosure.law import Citation, cite
from disclosure.law.loading import a_day
from disclosure.law.parameter import source
from disclosure.records.dispute import DisputeKind, DisputeOutcome

_FILE = Path(__file__).with_name("dispute_endings.yaml")
_KEYS = {"key", "zh", "en", "article", "column", "document", "appeal", "redo", "instance"}
_FORUMS = ("reconsideration", "litigation")
#: Where an ending puts the case besides the columns of the form: it goes on; or as the decision appealed against did.
PENDING, AS_BEFORE = "pending", "as_before"
_COLUMNS = (*DisputeOutcome, PENDING, AS_BEFORE)
_DOCUMENTS = {
    "decision": Label("行政复议决定书", "reconsideration decision"), "mediation": Label("调解书", "settlement"),
    "judgment": Label("判决书", "judgment"), "ruling": Label("裁定书", "ruling"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """One way to end. ``column`` is a column of table four, ``pending`` or ``as_before``.

    ``appeal`` says by which period the decision of a first instance can be appealed against: judgment, ruling or none.
    ``redo``: whether a new reply to the applicant must follow (must), may be ordered (may), or is not (no).
    """

    key: str
    label: Label
    article: str
    column: str
    document: Label
    appeal: str
    redo: str
    instance: str

    def citation(self, on: date) -> Citation:
        """The article as it stood when the decision was made. Raises :class:`LawError`."""
        return cite(self.article, on=on)

    def fits(self, *, appealed: bool) -> bool:
        """Whether it can end this instance: some are only for the first, some only for the second or a retrial."""
        return self.instance in ("any", "second" if appealed else "first")


@dataclass(frozen=True, slots=True)
class _Block:
    first_day: date
    endings: tuple[Ending, ...]


def _ending(entry: Mapping[str, Any], law: str, where: str) -> Ending:
    only_keys(entry, _KEYS, required=_KEYS - {"appeal", "instance"}, where=where)
    article = entry["article"] if ":" in entry["article"] else f"{law}:{entry['article']}"
    found = Ending(
        entry["key"], Label(entry["zh"], entry["en"]), article, entry["column"], _DOCUMENTS[entry["document"]],
        entry.get("appeal", "none"), entry["redo"], entry.get("instance", "any"),
    )  # fmt: skip
    known = (found.column in _COLUMNS, found.appeal in ("judgment", "ruling", "none"), found.redo in ("must", "may", "no"),
             found.instance in ("first", "second", "any"))  # fmt: skip
    if not all(known):
        raise DataError(_("{where} 的“{key}”写得不对", where=where, key=found.key))
    cite(article)
    return found


def load_endings(path: Path = _FILE) -> Mapping[str, tuple[_Block, ...]]:
    """The blocks of each forum in order. Raises :class:`DataError` for unknown keys, a key twice, blocks out of order."""
    data = load_yaml(path)
    only_keys(data, {"checked_on", "source", *_FORUMS}, required={"checked_on", "source", *_FORUMS}, where=path.name)
    checked = a_day(data["checked_on"], path.name)
    source(data["source"], checked, path.name)
    return {forum: _blocks(data[forum], f"{path.name} {forum}") for forum in _FORUMS}


def _blocks(entries: Any, where: str) -> tuple[_Block, ...]:
    blocks = []
    for entry in entries:
        only_keys(entry, {"from", "law", "endings"}, required={"from", "law", "endings"}, where=where)
        first = a_day(entry["from"], where)
        endings = tuple(_ending(each, entry["law"], where) for each in entry["endings"])
        if len({each.key for each in endings}) != len(endings):
            raise DataError(_("{where}：同一种结果写了两次", where=where))
        blocks.append(_Block(first, endings))
    if any(later.first_day <= earlier.first_day for earlier, later in pairwise(blocks)):
        raise DataError(_("{where}：先后颠倒", where=where))
    return tuple(blocks)


@cache
def _known() -> Mapping[str, tuple[_Block, ...]]:
    return load_endings()


def _forum(kind: DisputeKind) -> str:
    return "reconsideration" if kind is DisputeKind.RECONSIDERATION else "litigation"


def endings(kind: DisputeKind, on: date) -> tuple[Ending, ...]:
    """The ways in which a dispute of a kind can end by a document of a day. Raises :class:`CaseError` before the law."""
    found = [block.endings for block in _known()[_forum(kind)] if block.first_day <= on]
    if not found:
        raise CaseError(_("{day}的决定、判决不在本程序登记的法律施行期间之内", day=on))
    return found[-1]


def ending_of(kind: DisputeKind, key: str, on: date) -> Ending:
    """The ending with this key. Raises :class:`CaseError` for one that the law of the day does not know."""
    for each in endings(kind, on):
        if each.key == key:
            return each
    known: list[Label] = [each.label for each in endings(kind, on)]
    raise CaseError(_("没有“{key}”这种审理结果；可用：{known}", key=key, known=known))
