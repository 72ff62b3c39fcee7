"""Finding and citing legal documents: by key, by the number printed in a report, by day or reporting year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from disclosure.errors import LawError
from disclosure.language import _
from disclosure.law.article import parse_article
from disclosure.law.document import Citation, LegalDocument
from disclosure.law.loading import load_documents, newest

_DOCUMENTS = Path(__file__).with_name("documents")
_BRACKETS = str.maketrans({**dict.fromkeys("[［(（【", "〔"), **dict.fromkeys("]］)）】", "〕")})


@cache
def documents() -> Mapping[str, LegalDocument]:
    """All registered documents by key, each version of a law by itself."""
    return load_documents(_DOCUMENTS)


def cite(key: str, *, on: date | None = None, year: int | None = None) -> Citation:
    """The citation that ``key`` names: ``disclosure_regulations:33``, ``annual_report_format``, ``civil_code:203``.

    A key of a work gives the version in force on the day ``on``, or the one that governs the annual report of ``year``; without
    either, the newest. A key of a version (``disclosure_regulations_2007``) gives that version.
    Raises :class:`LawError` for an unknown key, an article past the document's last, or a day on which it was not in force.
    """
    name, _colon, article = key.partition(":")
    document = document_for(name, on=on, year=year)
    if not article:
        return Citation(document)
    ref = parse_article(article)
    if ref.article is not None and document.last_article is not None and ref.article > document.last_article:
        raise LawError(_("{document}没有第{article}条，请核对引用 {key}", document=document.name(), article=ref.article, key=key))
    return Citation(document, ref, document.quotation(article), article)


def document_for(name: str, *, on: date | None = None, year: int | None = None) -> LegalDocument:
    """The document with this key, or the version of this work in force on a day or governing a reporting year.

    Raises :class:`LawError`.
    """
    versions = [document for document in documents().values() if name in (document.key, document.work)]
    if not versions:
        raise LawError(_("没有登记名为 {name} 的法律文件；新文件请登记在 law/documents 下", name=name))
    if on is not None:
        fitting = [document for document in versions if document.in_force(on)]
    elif year is not None:
        fitting = [document for document in versions if document.governs(year)]
    else:
        fitting = [newest(versions)]
    if not fitting:
        raise LawError(_("{document}在{when}没有施行", document=versions[0].name(), when=on or year))
    return fitting[0]


def normal_number(written: str) -> str:
    """A document number in its official spelling: brackets 〔〕, no blanks, no 第 before the serial number of a document."""
    compact = re.sub(r"\s+", "", written).translate(_BRACKETS)
    return re.sub(r"〕第(\d+号)", r"〕\1", compact)


def document_numbered(written: str) -> LegalDocument | None:
    """The registered document with this number as printed somewhere, whatever its brackets; None where none has it."""
    number = normal_number(written)
    return next((document for document in documents().values() if document.number == number), None)


@dataclass(frozen=True, slots=True)
class Supersession:
    """A document that had been replaced (已被替代): by which, and since which day."""

    document: LegalDocument
    by: LegalDocument
    since: date


def superseded(written: str, *, on: date | None = None, year: int | None = None) -> Supersession | None:
    """What had replaced the document with this number on a day, or for the annual report of a reporting year.

    None where the number is not registered, the document was still in force, or it was not yet: only what is certain is said.
    Raises :class:`LawError` when neither day nor year is given.
    """
    if (on is None) == (year is None):
        raise LawError(_("查询文件是否已被替代，须给出日期或者报告年度之一"))
    document = document_numbered(written)
    if document is None or document.superseded_by is None or document.last_day is None:
        return None
    successor = documents()[document.superseded_by]
    replaced = on > document.last_day if on is not None else _later_year(document, year or 0)
    return Supersession(document, successor, successor.first_day) if replaced else None


def _later_year(document: LegalDocument, year: int) -> bool:
    """Whether a reporting year lies after the document's time."""
    if document.reporting_years is not None:
        last = document.reporting_years[1]
        return last is not None and year > last
    return document.last_day is not None and date(year, 12, 31) > document.last_day


@dataclass(frozen=True, slots=True)
class Mention:
    """A registered document's number in a text: characters ``start`` to ``end``."""

    document: LegalDocument
    start: int
    end: int


def documents_mentioned(text: str) -> Iterator[Mention]:
    """The registered documents whose numbers stand in ``text``, in reading order, whatever brackets and blanks they have."""
    pattern, by_number = _numbers()
    for found in pattern.finditer(text):
        document = by_number.get(normal_number(found.group()))
        if document is not None:
            yield Mention(document, found.start(), found.end())


@cache
def _numbers() -> tuple[re.Pattern[str], Mapping[str, LegalDocument]]:
    by_number = {document.number: document for document in documents().values() if document.number}
    return re.compile("|".join(_spelling(number) for number in sorted(by_number, key=len, reverse=True))), by_number


def _spelling(number: str) -> str:
    """A pattern for the ways in which a number is printed: any bracket, blanks between the characters, 第 before the serial."""
    kinds = {"〔": r"[〔\[［(（【]", "〕": r"[〕\]］)）】]\s*第?"}
    return r"\s*".join(kinds.get(character, re.escape(character)) for character in number)
