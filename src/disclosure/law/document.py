"""Legal documents with their days in force, and citations of their articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.language import CHINESE, Label, language_in_force
from disclosure.law.article import ArticleRef


class Confidence(StrEnum):
    """How a fact of law was established (the marks of the data files)."""

    TEXT = "T"
    WORDING = "V"
    SEEN = "S"
    KNOWLEDGE = "K"
    INFERENCE = "I"
    LOCAL = "L"

    @property
    def label(self) -> Label:
        """What the mark means, for users."""
        return _CONFIDENCE[self]


_CONFIDENCE = {
    Confidence.TEXT: Label("已核对全文", "full text compared"),
    Confidence.WORDING: Label("已核对措辞", "wording seen in copies"),
    Confidence.SEEN: Label("见于已发布的年度报告", "seen in published reports"),
    Confidence.KNOWLEDGE: Label("凭经验，未核对原文", "from knowledge, not compared"),
    Confidence.INFERENCE: Label("由条文推断", "inferred from the text"),
    Confidence.LOCAL: Label("地方做法", "local practice"),
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, with how sure we are of them."""

    words: str
    confidence: Confidence


@dataclass(frozen=True)
class LegalDocument:
    """One version of a law or document (法律文件).

    ``work`` is the key that all versions share. ``first_day`` and ``last_day`` bound its force, both included; ``last_day``
    is None while it is in force. ``reporting_years`` bounds the annual reports that it governs, for forms of the report.
    ``issued`` is None where the day could not be confirmed. ``last_article`` is None where it is not known or
    the document has no articles.
    """

    key: str
    work: str
    title: Label
    number: str | None
    issued: date | None
    first_day: date
    last_day: date | None
    superseded_by: str | None
    known_by_number: bool
    last_article: int | None
    reporting_years: tuple[int, int | None] | None
    quotations: Mapping[str, Quotation]
    confidence: Confidence
    checked_on: date
    source: str
    note: Label | None = None

    def in_force(self, on: date) -> bool:
        """Whether the document was in force on a day."""
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)

    def governs(self, year: int) -> bool:
        """Whether the document governs the annual report of a reporting year: by its years, else by the year's last day."""
        if self.reporting_years is None:
            return self.in_force(date(year, 12, 31))
        first, last = self.reporting_years
        return first <= year and (last is None or year <= last)

    def quotation(self, article: str) -> Quotation | None:
        """The words kept for an article: its own, else those of its parts in order, else those of the whole article."""
        own = self.quotations.get(article)
        if own is not None:
            return own
        parts = [kept for ref, kept in self.quotations.items() if ref.startswith((f"{article}.", f"{article}("))]
        if parts:
            return Quotation("……".join(kept.words for kept in parts), parts[0].confidence)
        whole = article.partition(".")[0].partition("(")[0]
        return self.quotations.get(whole)

    def name(self, language: str | None = None) -> str:
        """《title》（number） in Chinese; title (number) in English."""
        if (language or language_in_force()) == CHINESE:
            return f"《{self.title.zh}》" + (f"（{self.number}）" if self.number else "")
        return self.title.en + (f" ({self.number})" if self.number else "")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a legal document, with its words where they are kept (引用)."""

    document: LegalDocument
    article: ArticleRef | None = None
    quotation: Quotation | None = None
    reference: str | None = None

    @property
    def key(self) -> str:
        """The key that leads back to this citation: of the version, with the article."""
        return f"{self.document.key}:{self.reference}" if self.reference else self.document.key

    @property
    def quote(self) -> str | None:
        """The words of the article, None where none are kept."""
        return self.quotation.words if self.quotation else None

    @property
    def first_day(self) -> date:
        """The day from which the cited document is in force."""
        return self.document.first_day

    @property
    def last_day(self) -> date | None:
        """The last day on which it was in force, None while it is."""
        return self.document.last_day

    def text(self, language: str | None = None) -> str:
        """The citation in full: 《中华人民共和国政府信息公开条例》（国务院令第711号）第三十三条."""
        spoken = language or language_in_force()
        return self._with_article(self.document.name(spoken), spoken)

    def short(self, language: str | None = None) -> str:
        """The number where the document is known by it (国办公开办函〔2021〕30号), else the title; then the article, if any."""
        spoken = language or language_in_force()
        document = self.document
        if document.known_by_number and document.number:
            return self._with_article(document.number, spoken)
        title = f"《{document.title.zh.removeprefix('中华人民共和国')}》" if spoken == CHINESE else document.title.en
        return self._with_article(title, spoken)

    def _with_article(self, name: str, language: str) -> str:
        if self.article is None:
            return name
        words = self.article.text(language)
        return name + words if language == CHINESE else f"{name}, {words}"

    def __str__(self) -> str:
        return self.text()
