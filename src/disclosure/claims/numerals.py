"""Numbers as people write them: Arabic, full-width, with thousands marks, and in Chinese numerals."""

from __future__ import annotations

import re
from decimal import Decimal

from disclosure.form import Number

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，＋－％／", "0123456789.,+-%/")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

CHINESE_NUMERAL = "[零〇○一二两三四五六七八九十百千万亿]+"
ARABIC_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"

#: Digits. Nothing that an office counts has more, and Python refuses to read numbers of many thousand digits.
LONGEST_NUMBER = 18

_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_PLAIN = re.compile(r"^\d+(?:\.\d+)?$")


def narrow(text: str) -> str:
    """The text with full-width digits and number signs made narrow; every character keeps its position."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def read_arabic(text: str) -> Number | None:
    """An Arabic number without sign, None where it is none. ``1,234`` is 1234; ``12,34`` is no number."""
    text = narrow(text)
    if len(text) > LONGEST_NUMBER:
        return None
    if _THOUSANDS.match(text):
        text = text.replace(",", "")
    elif not _PLAIN.match(text):
        return None
    return Decimal(text) if "." in text else int(text)


def read_chinese(text: str) -> int | None:
    """A number in Chinese numerals, None where it is none: 二十三 is 23, 一千零五 is 1005, 二〇二二 is 2022."""
    if len(text) > LONGEST_NUMBER or not re.fullmatch(CHINESE_NUMERAL, text):
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, section, digit = 0, 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character == "亿":
            total, section, digit = (total + section + digit) * _MYRIADS[character], 0, 0
        else:
            total, section, digit = total + (section + digit) * _MYRIADS[character], 0, 0
    return total + section + digit


def read_number(text: str) -> Number | None:
    """A number in Arabic or Chinese numerals, None where the text is none."""
    arabic = read_arabic(text)
    return arabic if arabic is not None else read_chinese(text)
