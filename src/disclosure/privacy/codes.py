"""Codes that say who somebody is, told right from wrong by their check characters."""

from __future__ import annotations

import re

from disclosure.privacy.numbers import is_identity_number

#: GB 32100-2015: the characters of a unified social credit code (统一社会信用代码), and the weights of its first seventeen.
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(3**place % 31 for place in range(17))
_CODE = re.compile(rf"[{_CHARACTERS}]{{2}}\d{{6}}[{_CHARACTERS}]{{10}}")
_CARD = re.compile(r"\d{17}[\dX]")


def credit_code_check(code: str) -> str:
    """The check character of the first seventeen characters of a unified social credit code (GB 32100-2015)."""
    total = sum(weight * _CHARACTERS.index(letter) for weight, letter in zip(_WEIGHTS, code[:17], strict=True))
    return _CHARACTERS[-total % 31]


def is_credit_code(code: str) -> bool:
    """Whether a text is a unified social credit code: eighteen characters of its alphabet, the last one right."""
    plain = code.strip().upper()
    return bool(_CODE.fullmatch(plain)) and credit_code_check(plain) == plain[17]


def is_identity_card(number: str) -> bool:
    """Whether a text is the number of an identity card (居民身份证): eighteen characters, a day of birth, the last one right."""
    plain = number.strip().upper()
    return bool(_CARD.fullmatch(plain)) and is_identity_number(plain)
