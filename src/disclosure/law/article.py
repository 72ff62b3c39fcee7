"""References to a part of a legal document: ``33``, ``33.2`` (paragraph 款), ``20(1)`` (item 项), ``31.1(2)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.errors import LawError
from disclosure.language import CHINESE, _, language_in_force

_NUMBERED = re.compile(r"(?P<article>\d+)(?:\.(?P<paragraph>\d+))?(?:\((?P<item>\d+)\))?")
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LARGEST = 9999


def chinese_number(number: int) -> str:
    """``number`` (0 to 9999) in Chinese numerals as laws print them: 10 十, 33 三十三, 201 二百零一.

    Raises :class:`ValueError` outside that range.
    """
    if not 0 <= number <= _LARGEST:
        raise ValueError(f"{number} is outside 0..{_LARGEST}")
    if number == 0:
        return _DIGITS[0]
    words = ""
    for place, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            words += _DIGITS[digit] + _PLACES[place]
        elif words and not words.endswith(_DIGITS[0]):
            words += _DIGITS[0]
    return words.rstrip(_DIGITS[0]).removeprefix("一") if 10 <= number <= 19 else words.rstrip(_DIGITS[0])


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """A part of a document: article (条), paragraph (款) and item (项), or a ``label`` for documents without articles."""

    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    label: str | None = None

    def text(self, language: str | None = None) -> str:
        """第三十三条第二款 in Chinese, ``Art. 33(2)`` style in English; a label as it is."""
        if self.label is not None:
            return self.label
        if (language or language_in_force()) == CHINESE:
            return self._chinese()
        parts = [f"Art. {self.article}"]
        parts += [f"para. {self.paragraph}"] if self.paragraph else []
        parts += [f"item {self.item}"] if self.item else []
        return " ".join(parts)

    def _chinese(self) -> str:
        words = f"第{chinese_number(self.article or 0)}条"
        words += f"第{chinese_number(self.paragraph)}款" if self.paragraph else ""
        return words + (f"第（{chinese_number(self.item)}）项" if self.item else "")


def parse_article(written: str) -> ArticleRef:
    """The reference that ``written`` means. Anything that is not a number is a label (a part of a form, 第三部分).

    Raises :class:`LawError` when it is empty or a number that cannot be an article.
    """
    written = written.strip()
    if not written or written == "0":
        raise LawError(_("条文编号“{written}”不成立，应写作 33、33.2（款）或 20(1)（项）", written=written))
    found = _NUMBERED.fullmatch(written)
    if not found:
        return ArticleRef(label=written)
    article, paragraph, item = (int(part) if part else None for part in found.groups())
    return ArticleRef(article, paragraph, item)
