"""Numbers that Word itself puts before paragraphs (一、 二、 1. 2.): they are printed, and stand in no run of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_CHINESE = "一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
#: Levels of a list; more than Word has are no list of Word's.
_LEVELS = 9
_LARGEST = 9999


def _chinese(number: int) -> str:
    """十二 for 12; as figures beyond ninety-nine, where programs differ."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if not tens else "十" if tens == 1 else f"{_CHINESE[tens - 1]}十") + (_CHINESE[ones - 1] if ones else "")


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * (1 + (number - 1) // 26)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str, "decimalZero": lambda number: f"{number:02d}", "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "chineseCounting": _chinese, "chineseCountingThousand": _chinese, "chineseLegalSimplified": str,
    "japaneseCounting": _chinese, "taiwaneseCounting": _chinese, "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese, "upperLetter": _letter, "lowerLetter": lambda number: _letter(number).lower(),
}  # fmt: skip


@dataclass(slots=True)
class _Level:
    """A level of a list: how its number is written, what stands around it, where it begins."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    """A list: its levels, and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int) -> str:
        """What is printed before the next paragraph of a level; nothing where it is a bullet or of a kind not known."""
        known = self.levels.get(level)
        if known is None:
            return ""
        self.counts[level] = min(self.counts.get(level, known.start - 1) + 1, _LARGEST)
        for deeper in [other for other in self.counts if other > level]:
            del self.counts[deeper]
        if known.format not in _FORMATS:
            return ""
        return _PLACE.sub(self._number, known.text)

    def _number(self, place: re.Match[str]) -> str:
        level = int(place[1]) - 1
        known = self.levels.get(level, _Level())
        write = _FORMATS.get(known.format, str)
        return write(self.counts.get(level, known.start))


class Numbering:
    """The lists of a document; asked paragraph by paragraph, in their order."""

    def __init__(self, part: Any | None, styles: Any | None, namespace: str) -> None:
        self._w = namespace
        self._val = f"{namespace}val"
        self._lists = self._read(part) if part is not None else {}
        self._of_style = dict(self._styles(styles)) if self._lists and styles is not None else {}

    @property
    def is_used(self) -> bool:
        """Whether there is any list."""
        return bool(self._lists)

    def before(self, paragraph: Any) -> str:
        """What Word prints before a paragraph, empty where it is in no list."""
        properties = paragraph.find(f"{self._w}pPr")
        if properties is None:
            return ""
        own = properties.find(f"{self._w}numPr")
        style = properties.find(f"{self._w}pStyle")
        key, level = self._of_style.get(style.get(self._val, ""), ("", 0)) if style is not None else ("", 0)
        if own is not None:
            key, level = self._value(own, "numId") or key, self._whole(own, "ilvl", level)
        found = self._lists.get(key)
        return found.next(level) if found is not None and 0 <= level < _LEVELS else ""

    def _styles(self, styles: Any) -> Any:
        for style in styles.iterchildren(f"{self._w}style"):
            numbers = style.find(f"{self._w}pPr/{self._w}numPr")
            if numbers is not None:
                yield style.get(f"{self._w}styleId", ""), (self._value(numbers, "numId"), self._whole(numbers, "ilvl", 0))

    def _read(self, part: Any) -> dict[str, _List]:
        kinds: dict[str, _List] = {}
        for kind in part.iterchildren(f"{self._w}abstractNum"):
            levels = {self._whole_of(level, "ilvl"): self._level(level) for level in kind.iterchildren(f"{self._w}lvl")}
            kinds[kind.get(f"{self._w}abstractNumId", "")] = _List(levels)
        found: dict[str, _List] = {}
        for number in part.iterchildren(f"{self._w}num"):
            kind = kinds.get(self._value(number, "abstractNumId"))
            if kind is not None:
                # Lists of one kind go on counting, unless one begins anew.
                is_new = number.find(f"{self._w}lvlOverride/{self._w}startOverride") is not None
                found[number.get(f"{self._w}numId", "")] = _List(dict(kind.levels)) if is_new else kind
        return found

    def _level(self, level: Any) -> _Level:
        text = self._value(level, "lvlText")
        return _Level(self._value(level, "numFmt") or "decimal", text[:40], self._whole(level, "start", 1))

    def _value(self, element: Any, name: str) -> str:
        found = element.find(f"{self._w}{name}")
        return str(found.get(self._val, "")) if found is not None else ""

    def _whole(self, element: Any, name: str, default: int) -> int:
        value = self._value(element, name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else default

    def _whole_of(self, element: Any, name: str) -> int:
        value = element.get(f"{self._w}{name}", "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0
