"""Words for users: Simplified Chinese is the source, English the second language (gettext catalogues in ``locale/``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

CHINESE = "zh"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)

#: Folders of catalogues; what the engine says of its own sentences holds before what others say of the same words.
_CATALOGUES = [Path(__file__).with_name("locale")]
_in_force: ContextVar[str] = ContextVar("language", default=CHINESE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make ``language`` ("zh" or "en") the one in which messages are rendered inside the block."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}: one of {', '.join(LANGUAGES)}")
    token = _in_force.set(language)
    try:
        yield
    finally:
        _in_force.reset(token)


def language_in_force() -> str:
    """The language of the surrounding ``speaking`` block, Chinese without one."""
    return _in_force.get()


@cache
def _english() -> Mapping[str, str]:
    # Babel is imported here because only English needs it, and it costs as much as all the rest of the command line.
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    for path in (path for folder in _CATALOGUES for path in sorted(folder.rglob("*.po"))):
        with path.open("rb") as file:
            for entry in read_po(file):
                if entry.id and entry.string:
                    found.setdefault(str(entry.id), str(entry.string))
    return found


def add_catalogues(folder: Path) -> None:
    """Translate the messages of a program that is built on the engine by the ``.po`` files below ``folder`` too."""
    if folder not in _CATALOGUES:
        _CATALOGUES.append(folder)
        _english.cache_clear()


def translate(chinese: str, language: str | None = None) -> str:
    """The words of ``chinese`` in ``language`` (default: the one in force); unchanged where no translation is known."""
    if (language or language_in_force()) == CHINESE:
        return chinese
    return _english().get(chinese, chinese)


@dataclass(frozen=True, slots=True)
class Label:
    """A term of the field in both languages, for terms that come from data files rather than from code."""

    zh: str
    en: str

    def text(self, language: str | None = None) -> str:
        """The term in ``language`` (default: the one in force)."""
        return self.en if (language or language_in_force()) == ENGLISH else self.zh

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a user: a Chinese template and the facts that fill it, so that it can be said in either language.

    A fact may itself be a :class:`Label` or a :class:`Message`.
    """

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str | None = None) -> str:
        """The sentence in ``language`` (default: the one in force)."""
        spoken = language or language_in_force()
        facts = {name: render(fact, spoken) for name, fact in self.facts.items()}
        template = translate(self.template, spoken)
        return template.format(**facts) if facts else template

    def __str__(self) -> str:
        return self.text()


def render(fact: object, language: str | None = None) -> str:
    """One fact as words: bilingual values in ``language``, lists joined, everything else as ``str`` gives it."""
    spoken = language or language_in_force()
    if isinstance(fact, Label | Message):
        return fact.text(spoken)
    if isinstance(fact, tuple | list):
        return ("、" if spoken == CHINESE else ", ").join(render(part, spoken) for part in fact)
    return str(fact)


def _(template: str, **facts: object) -> Message:
    """Mark ``template`` for translation and fill it with ``facts``: ``_("第{line}行读不懂", line=3)``."""
    return Message(template, facts)
