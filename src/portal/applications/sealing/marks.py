"""Marks of a case (比对标记): keyed fingerprints of who asks and of what is asked, by which cases alike are found.

A mark is an HMAC under a key of the installation over the agency, the kind and the normalised text, so that one agency's marks
say nothing of another's, and without the key nobody can try names or numbers out. What is asked is marked by a min-hash over
its pairs of characters: texts alike share some of its bands, whatever their order of words.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

#: Bands of two hashes each: texts that share half of their pairs meet in some band 999 times of 1,000, a third 94 of 100.
BANDS = 24
_WIDTH = 2
_NOISE = re.compile(r"[\W_]+")
#: A number may be written in groups: between them a blank or a hyphen, and letters or digits of half width.
_GROUPS = re.compile(r"[0-9a-z]+(?:[ -][0-9a-z]+)*")
#: What is shorter, or has fewer digits, is no number that tells one person from another ("无", "见附件1").
_LEAST, _DIGITS = 6, 4
#: Fields of an application that say who asks, by kind of mark.
WHO = {"identity": "identity_number", "phone": "phone", "email": "email"}


def normal(text: str) -> str:
    """A text without what people write in different ways: width, case, blanks, punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


def tells_somebody(number: str) -> bool:
    """Whether what stands where a number is asked for is one by which somebody is told from others. It was never checked."""
    plain = normal(number)
    return len(plain) >= _LEAST and sum(letter.isdigit() for letter in plain) >= _DIGITS


def same_number(number: str, text: str) -> bool:
    """Whether a text is a number, or states it as a whole; part of a longer one is another's."""
    wanted = normal(number)
    if not tells_somebody(number):
        return False
    groups = _GROUPS.findall(unicodedata.normalize("NFKC", text).lower())
    stated = {part for group in groups for part in (normal(group), *re.split("[ -]", group))}
    return wanted == normal(text) or wanted in stated


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text (a single character alone)."""
    plain = normal(text)
    return frozenset(plain[place : place + 2] for place in range(max(1, len(plain) - 1))) if plain else frozenset()


def likeness(one: str, other: str) -> float:
    """How much two texts share, from 0 to 1: common pairs over all pairs."""
    left, right = pairs(one), pairs(other)
    return len(left & right) / len(left | right) if left and right else 0.0


def person(kind: str, name: str) -> str:
    """What marks somebody by name: the same name of a company and of a person are two."""
    return f"{kind}\n{normal(name)}"


def marks(agency: int, fields: Mapping[str, str], key: bytes) -> Iterator[tuple[str, int]]:
    """The marks of an application of an agency, as (kind, signed 64-bit value).

    ``fields``: ``applicant_kind``, ``name``, ``identity_number``, ``phone``, ``email``, ``asked``; empty ones make no mark,
    nor does what is no number where one is asked for.
    """
    for kind, field in WHO.items():
        said = fields.get(field, "")
        if (text := normal(said)) and (kind == "email" or tells_somebody(said)):
            yield kind, _value(key, agency, kind, text)
    if normal(fields.get("name", "")):
        yield "name", _value(key, agency, "name", person(fields["applicant_kind"], fields["name"]))
    yield from asked_marks(agency, fields.get("asked", ""), key)


def asked_marks(agency: int, asked: str, key: bytes) -> Iterator[tuple[str, int]]:
    """The marks of what is asked: the text as it stands, and the bands of its min-hash."""
    if text := normal(asked):
        yield "asked", _value(key, agency, "asked", text)
        yield from (("likely", value) for value in _bands(agency, pairs(asked), key))


def _bands(agency: int, parts: Iterable[str], key: bytes) -> Iterator[int]:
    """One value a band: keyed over the least hashes of its rows."""
    rows = BANDS * _WIDTH
    least = [2**32] * rows
    for part in parts:
        # Bytes of one keyed stream are the hashes of all rows; SHAKE gives as many as are wanted.
        stream = hashlib.shake_128(key + f"|{agency}|{part}".encode()).digest(4 * rows)
        for row in range(rows):
            least[row] = min(least[row], int.from_bytes(stream[4 * row : 4 * row + 4], "big"))
    for band in range(BANDS):
        inside = ",".join(map(str, least[band * _WIDTH : (band + 1) * _WIDTH]))
        yield _value(key, agency, "likely", f"{band}:{inside}")


def _value(key: bytes, agency: int, kind: str, text: str) -> int:
    digest = hmac.new(key, f"{agency}|{kind}|{text}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
