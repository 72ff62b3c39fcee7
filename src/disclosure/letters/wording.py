"""A region's own wording on top of a template (地方用语规则): titles, words, routes of remedies, as dated data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError
from disclosure.language import Label, _
from disclosure.records import outcomes

_FOLDER = Path(__file__).with_name("wordings")
_KEYS = {"name", "means", "from", "to", "titles", "replace", "review_first"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One rule of wording that an agency may follow, and the days of letters for which it holds."""

    key: str
    name: Label
    means: Label
    first_day: date | None
    last_day: date | None
    titles: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, str] = field(default_factory=dict)
    review_first: tuple[str, ...] = ()

    def holds(self, on: date) -> bool:
        """Whether it holds for a letter of that day."""
        return (self.first_day is None or self.first_day <= on) and (self.last_day is None or on <= self.last_day)


def read_wording(path: Path) -> Wording:
    """A rule of wording from its file. Raises :class:`DataError` for unknown keys and unknown rows."""
    entry = load_yaml(path)
    only_keys(entry, _KEYS, required={"name", "means"}, where=path.name)
    unknown = sorted(set(entry.get("review_first", ())) - set(outcomes()))
    if unknown:
        raise DataError(_("{where} 有不认识的办理结果：{rows}", where=path.name, rows=unknown))
    return Wording(
        key=path.stem, name=Label(entry["name"]["zh"], entry["name"]["en"]),
        means=Label(entry["means"]["zh"], entry["means"]["en"]), first_day=entry.get("from"), last_day=entry.get("to"),
        titles=entry.get("titles", {}), replace=entry.get("replace", {}), review_first=tuple(entry.get("review_first", ())),
    )  # fmt: skip


@cache
def wordings() -> Mapping[str, Wording]:
    """All rules of wording by key."""
    return {path.stem: read_wording(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def chosen(keys: Iterable[str], on: date) -> tuple[Wording, ...]:
    """The rules with these keys that hold on a day; keys that no longer exist are passed over."""
    known = wordings()
    return tuple(known[key] for key in sorted(set(keys) & set(known)) if known[key].holds(on))
