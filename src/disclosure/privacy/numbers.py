"""Mobile, identity and bank card numbers: patterns, check digits, masks of the same length as what they hide."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.language import Label


class PersonalNumberKind(StrEnum):
    """What kind of number of a person it is."""

    MOBILE = "mobile"
    IDENTITY = "identity"
    BANK_CARD = "bank_card"

    @property
    def label(self) -> Label:
        """The word for users."""
        return _LABELS[self]


_LABELS = {
    PersonalNumberKind.MOBILE: Label("手机号码", "mobile number"),
    PersonalNumberKind.IDENTITY: Label("居民身份证号码", "identity number"),
    PersonalNumberKind.BANK_CARD: Label("银行卡号", "bank card number"),
}


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A personal number at characters ``start`` to ``end`` of a text."""

    kind: PersonalNumberKind
    start: int
    end: int
    digits: str


# A number may be broken up by single blanks or hyphens (138-0000-0000), but never be a part of a longer number.
_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d(?:[ -]?)\d{4}(?:[ -]?)\d{4}(?![\d.]?\d)")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])")
_IDENTITY_OLD = re.compile(r"(?<![\dA-Za-z])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\dA-Za-z])")
_BANK_CARD = re.compile(r"(?<![\dA-Za-z])62\d{14,17}(?![\dA-Za-z])")
#: A card of any bank, where the words before it say that it is one.
_ACCOUNT = re.compile(r"(?:卡号|银行卡|账号|帐号)\s*[：:为是]?\s*(?P<card>(?<!\d)\d{16,19})(?!\d)")
#: The shortest of them has eleven digits, narrow or full-width; most texts have no such run, and need no closer look.
_LONG = re.compile(r"\d(?:[ \-－　]?\d){10}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘ－　", "0123456789X- ")

#: GB 11643-1999: weights and check characters of the eighteen-digit identity number.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


def is_identity_number(digits: str) -> bool:
    """Whether eighteen characters are an identity number: a real day of birth and the right check character (GB 11643)."""
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    return _CHECK_CHARACTERS[remainder] == digits[17].upper()


def passes_luhn(digits: str) -> bool:
    """Whether a card number has the right check digit (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def find_personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """The personal numbers of a text, in order. Office telephones, codes of organisations and amounts are left alone."""
    if not _LONG.search(text):
        return ()
    text = text.translate(_FULL_WIDTH)
    return tuple(sorted(_found(text), key=lambda number: number.start))


def _found(text: str) -> Iterator[PersonalNumber]:
    taken: list[tuple[int, int]] = []
    for kind, start, end in _candidates(text):
        place = bisect_left(taken, (start, end))
        if (place and taken[place - 1][1] > start) or (place < len(taken) and taken[place][0] < end):
            continue
        taken.insert(place, (start, end))
        yield PersonalNumber(kind, start, end, re.sub(r"[ -]", "", text[start:end]))


def _candidates(text: str) -> Iterator[tuple[PersonalNumberKind, int, int]]:
    for match in _IDENTITY.finditer(text):
        if is_identity_number(match[0]):
            yield PersonalNumberKind.IDENTITY, *match.span()
    for match in _IDENTITY_OLD.finditer(text):
        yield PersonalNumberKind.IDENTITY, *match.span()
    for match in _BANK_CARD.finditer(text):
        if passes_luhn(match[0]):
            yield PersonalNumberKind.BANK_CARD, *match.span()
    for match in _ACCOUNT.finditer(text):
        if passes_luhn(match["card"]):
            yield PersonalNumberKind.BANK_CARD, *match.span("card")
    for match in _MOBILE.finditer(text):
        yield PersonalNumberKind.MOBILE, *match.span()


#: How many characters at the start and at the end of a number stay visible.
_VISIBLE = {
    PersonalNumberKind.MOBILE: (3, 4),
    PersonalNumberKind.IDENTITY: (6, 0),
    PersonalNumberKind.BANK_CARD: (0, 4),
}


def mask(text: str) -> str:
    """The text with every personal number covered by asterisks; its length does not change."""
    characters = list(text)
    for number in find_personal_numbers(text):
        first, last = _VISIBLE[number.kind]
        for place in range(number.start + first, number.end - last):
            if characters[place] not in " -　－":
                characters[place] = "*"
    return "".join(characters)


def covered(word: str) -> str:
    """An account or name of which only the first two characters are shown."""
    return word[:2] + "*" * (len(word) - 2)
