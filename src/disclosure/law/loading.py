"""The register of legal documents from its data files, one file for each work with all its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError
from disclosure.language import Label, _
from disclosure.law.document import Confidence, LegalDocument, Quotation

_WORK_KEYS = {"work", "known_by_number", "checked_on", "versions"}
_VERSION_KEYS = {
    "key", "title", "number", "issued", "from", "to", "superseded_by", "last_article", "reporting_years",
    "articles", "confidence", "note", "source",
}  # fmt: skip
_VERSION_REQUIRED = {"key", "title", "number", "issued", "from", "confidence", "source"}
_QUOTE_KEYS = {"quote", "confidence"}


def load_documents(folder: Path) -> Mapping[str, LegalDocument]:
    """All versions of all works in a folder, by key.

    Raises :class:`DataError` naming the file for unknown keys, versions that overlap, unknown successors, a key used twice.
    """
    register: dict[str, LegalDocument] = {}
    for path in sorted(folder.glob("*.yaml")):
        for document in _work(load_yaml(path), path.name):
            if document.key in register:
                raise DataError(_("{where}：文件 {key} 登记了两次", where=path.name, key=document.key))
            register[document.key] = document
    _check_successors(register)
    return register


def _work(data: Any, where: str) -> Sequence[LegalDocument]:
    only_keys(data, _WORK_KEYS, required=_WORK_KEYS, where=where)
    versions = [_version(entry, data, where) for entry in data["versions"]]
    _check_order(versions, where)
    return versions


def _version(entry: Any, work: Mapping[str, Any], where: str) -> LegalDocument:
    only_keys(entry, _VERSION_KEYS, required=_VERSION_REQUIRED, where=where)
    place = f"{where} {entry['key']}"
    confidence = confidence_mark(entry["confidence"], place)
    return LegalDocument(
        key=entry["key"],
        work=work["work"],
        title=in_both(entry["title"], place),
        number=entry["number"],
        issued=a_day(entry["issued"], place) if entry["issued"] else None,
        first_day=a_day(entry["from"], place),
        last_day=a_day(entry["to"], place) if entry.get("to") else None,
        superseded_by=entry.get("superseded_by"),
        known_by_number=work["known_by_number"],
        last_article=entry.get("last_article"),
        reporting_years=_years(entry.get("reporting_years"), place),
        quotations={str(ref): _quote(kept, confidence, place) for ref, kept in entry.get("articles", {}).items()},
        confidence=confidence,
        checked_on=a_day(work["checked_on"], place),
        source=entry["source"],
        note=in_both(entry["note"], place) if "note" in entry else None,
    )


def _quote(kept: Any, of_document: Confidence, where: str) -> Quotation:
    if isinstance(kept, str):
        return Quotation(kept, of_document)
    only_keys(kept, _QUOTE_KEYS, required=_QUOTE_KEYS, where=where)
    return Quotation(kept["quote"], confidence_mark(kept["confidence"], where))


def _years(years: Any, where: str) -> tuple[int, int | None] | None:
    if years is None:
        return None
    only_keys(years, {"from", "to"}, required={"from"}, where=where)
    return years["from"], years.get("to")


def in_both(value: Any, where: str) -> Label:
    """``value`` as words in both languages: a mapping of zh and en, neither of them empty.

    Raises :class:`DataError`; whoever reads English is not left with a sentence that was never translated.
    """
    only_keys(value, {"zh", "en"}, required={"zh", "en"}, where=where)
    if not all(isinstance(words, str) and words.strip() for words in value.values()):
        raise DataError(_("{where}：zh 和 en 都要写明", where=where))
    return Label(value["zh"], value["en"])


def a_day(value: Any, where: str) -> date:
    """``value`` as a day. Raises :class:`DataError` for anything that YAML did not read as a day."""
    if type(value) is not date:
        raise DataError(_("{where}：{value} 不是日期，应写作 2019-05-15", where=where, value=value))
    return value


def confidence_mark(value: Any, where: str) -> Confidence:
    """``value`` as a mark of confidence. Raises :class:`DataError`."""
    if value not in list(Confidence):
        raise DataError(_("{where}：可信度 {value} 不认识，可用 {known}", where=where, value=value, known=[*Confidence]))
    return Confidence(value)


def _check_order(versions: Sequence[LegalDocument], where: str) -> None:
    """Versions follow one another: the earlier one ends before the later one begins."""
    for earlier, later in pairwise(versions):
        if earlier.last_day is None or earlier.last_day >= later.first_day:
            raise DataError(_("{where}：{one} 与 {other} 的施行日期重叠", where=where, one=earlier.key, other=later.key))
        if earlier.last_day + timedelta(days=1) != later.first_day and earlier.superseded_by == later.key:
            raise DataError(_("{where}：{one} 与 {other} 之间有空档", where=where, one=earlier.key, other=later.key))


def _check_successors(register: Mapping[str, LegalDocument]) -> None:
    for document in register.values():
        unknown = document.superseded_by is not None and document.superseded_by not in register
        if unknown or (document.superseded_by is not None and document.last_day is None):
            raise DataError(
                _(
                    "文件 {key}：替代它的 {successor} 未登记，或者没有写明失效日期",
                    key=document.key,
                    successor=document.superseded_by,
                )
            )


def newest(documents: Iterable[LegalDocument]) -> LegalDocument:
    """The version that took force last."""
    return max(documents, key=lambda document: document.first_day)
