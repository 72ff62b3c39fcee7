"""Text edited before signing: edits stay with their paragraph, and say when the paragraph under them changed since."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.language import Message, _
from disclosure.letters.letter import Letter, Line

#: 第三十六条, 第十六条第二款, 第二十条第（五）项.
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条")
_STILL_MISSING = re.compile(r"【待填写：[^】]*】")


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody made of a paragraph: ``text`` in place of ``before``, which the program had composed."""

    before: str
    text: str


def articles_in(text: str) -> tuple[str, ...]:
    """The articles that a text names, each once, in order."""
    return tuple(dict.fromkeys(_ARTICLE.findall(text)))


def edited(letter: Letter, edits: Mapping[str, Edit]) -> tuple[Letter, tuple[str, ...]]:
    """The letter with its edits, and the keys of the edits whose paragraph is another one now than when they were made.

    An edit to nothing takes its paragraph out. An edit of a paragraph that the letter no longer has is kept at its end.
    """
    stale = tuple(
        key for key, edit in edits.items() if edit.before != next((line.text for line in letter.lines if line.key == key), "")
    )
    lines = tuple(_with_edits(letter.lines, edits))
    return replace(letter, lines=tuple(line for line in lines if line.text.strip() or line.style == "row")), stale


def _with_edits(lines: Sequence[Line], edits: Mapping[str, Edit]) -> Iterator[Line]:
    for line in lines:
        edit = edits.get(line.key)
        yield replace(line, text=edit.text) if edit else line


def wants(letter: Letter, composed: Letter) -> tuple[Message, ...]:
    """What keeps a letter with its edits from being signed: what ``composed`` misses and no edit supplies, and what an edit took.

    A paragraph that was filled in by hand supplies what was missing in it. The articles and the remedies must still be there.
    """
    said = letter.text
    found = [] if not _STILL_MISSING.search(said) and _supplied(letter, composed) else list(composed.missing)
    gone = [article for article in composed.law if article not in said]
    if gone:
        found.append(_("正文里没有写明依据：{articles}", articles=gone))
    had = {line.key for line in composed.lines}
    if "remedies" in had and not any(line.key == "remedies" and line.text.strip() for line in letter.lines):
        found.append(_("正文里没有写明救济途径"))
    return tuple(found)


def _supplied(letter: Letter, composed: Letter) -> bool:
    """Whether every place that was to be filled in is still there, filled."""
    waiting = {line.key for line in composed.lines if _STILL_MISSING.search(line.text)}
    filled = {line.key for line in letter.lines if line.text.strip()}
    return bool(waiting) and waiting <= filled if composed.missing else True


def digest(letter: Letter, files: Sequence[str] = ()) -> str:
    """SHA-256 of what is signed: title, day, paragraphs, digests of the files that go with it. The number comes later."""
    shown = [letter.kind, letter.agency, letter.title, letter.on.isoformat(), [[line.style, line.text] for line in letter.lines]]
    return hashlib.sha256(json.dumps([shown, list(files)], ensure_ascii=False).encode()).hexdigest()
