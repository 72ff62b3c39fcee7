"""Keep the English catalogue of the portal in step with its pages.

    make portal-messages              gather src/portal/locale/parts/*.po into locale/en/LC_MESSAGES/django.po
    tools/portal_messages.py --check  say what is wrong with the catalogue, change nothing
    tools/portal_messages.py --missing  print the sentences without translation as a catalogue to be filled in

Sentences stand in Python (``gettext`` and its kin and the engine's messages, mostly as ``_``) and in templates
(``translate``, ``blocktranslate``). This tool looks for: a sentence without translation, a translation whose sentence is
gone, one that fills in other facts, two parts that differ, and Chinese words of a template that were never marked.

Exit status: 0 in step; 1 not.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from portal.languages import CATALOGUE, LOCALE, PARTS, merged, sources

PROJECT = Path(__file__).resolve().parent.parent
PORTAL = PROJECT / "src" / "portal"
#: ``said`` is the engine's underscore where gettext's stands beside it.
KEYWORDS = {
    "_": None, "said": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
#: Pages shown when the program itself fails say both languages without asking for a translation.
BILINGUAL = {"500.html", "403_csrf.html"}

_FACT = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_TRANSLATED = re.compile(
    r"\{%-?\s*blocktrans.*?endblocktrans(?:late)?\s*%\}|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|<!--.*?-->", re.DOTALL
)
_COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Sentence:
    """A sentence for users (with its plural, where it has one) and where it stands."""

    words: str | tuple[str, ...]
    context: str | None
    file: str
    line: int

    @property
    def place(self) -> str:
        """File and line, as editors understand it."""
        return f"{self.file}:{self.line}"

    @property
    def key(self) -> tuple[str, str | None]:
        """What a catalogue knows it by."""
        return (self.words if isinstance(self.words, str) else self.words[0], self.context)


def sentences() -> Iterator[Sentence]:
    """Every sentence of the portal, in the order of files and lines."""
    for path in sorted(PORTAL.rglob("*.py")):
        code = path.read_text("utf-8")
        if "migrations" not in path.parts:
            yield from _extracted(code, path)
    for pattern in ("*.html", "*.txt"):
        for path in sorted((PORTAL / "templates").rglob(pattern)):
            yield from _extracted(templatize(path.read_text("utf-8"), origin=str(path)), path)


def _extracted(code: str, path: Path) -> Iterator[Sentence]:
    found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for line, words, _comments, context in found:
        if words and any([words] if isinstance(words, str) else words):
            yield Sentence(words, context, str(path.relative_to(PROJECT)), line)


def unmarked() -> Iterator[str]:
    """Chinese words of templates that stand outside of anything translated."""
    for path in sorted((PORTAL / "templates").rglob("*.html")):
        if path.name in BILINGUAL:
            continue
        text = path.read_text("utf-8")
        blank = lambda found: "\n" * found.group().count("\n")  # noqa: E731 - keeps the lines in step
        for number, line in enumerate(_TRANSLATED.sub(blank, _COMMENT.sub(blank, text)).splitlines(), 1):
            if (words := _CHINESE.search(line)) and 'lang="zh-hans"' not in line:
                yield f"{path.relative_to(PROJECT)}:{number}: “{words.group()}” is not marked for translation"


def differing_parts() -> Iterator[str]:
    """Sentences that two parts translate differently."""
    first: dict[object, tuple[object, str]] = {}
    for part in sorted(PARTS.glob("*.po")):
        with part.open("rb") as file:
            for message in read_po(file, locale="en"):
                said, where = first.setdefault((message.id, message.context), (message.string, part.name))
                if message.id and message.string and said and said != message.string:
                    yield f"{part.name} and {where} translate “{message.id}” differently: “{message.string}” / “{said}”"


def facts(words: object) -> frozenset[str]:
    """The facts that a sentence (or any of its plurals) fills in."""
    texts = [words] if isinstance(words, str) else list(words)  # type: ignore[call-overload]
    return frozenset(found.group() for text in texts for found in _FACT.finditer(text or ""))


def complaints_about(found: list[Sentence], catalogue: Catalog) -> Iterator[str]:
    """What is wrong between the sentences of the pages and their translations."""
    seen = set()
    for sentence in found:
        message = catalogue.get(sentence.key[0], sentence.context)
        if sentence.key in seen:
            continue
        seen.add(sentence.key)
        if message is None:
            if _CHINESE.search(sentence.key[0]):
                yield f"{sentence.place}: no translation of “{sentence.key[0]}”"
        elif not facts(message.string) <= facts(sentence.words) or (
            isinstance(message.string, str) and facts(message.string) != facts(sentence.words)
        ):
            yield f"{sentence.place}: the translation of “{sentence.key[0]}” fills in other facts: “{message.string}”"
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and (key, message.context) not in seen:
            yield f"locale: nothing says “{key}” any more"


def write(found: list[Sentence], known: Catalog) -> None:
    """Write the catalogue: every sentence in the order of the code, its translation, and the files where it stands."""
    catalogue = Catalog(locale="en", project="gongkai", charset="utf-8", fuzzy=False)
    catalogue.header_comment = (
        "# The English of every sentence of the portal. `make portal-messages` keeps it in the order of the code."
    )
    for sentence in found:
        message = known.get(sentence.key[0], sentence.context)
        if message is not None:
            file = (sentence.file.removeprefix("src/"), 0)
            catalogue.add(message.id, message.string, locations=[file], context=sentence.context)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file_out:
        write_po(file_out, catalogue, width=120, include_lineno=False)


def print_missing(found: list[Sentence], known: Catalog) -> None:
    """The sentences without translation as a catalogue to be filled in."""
    catalogue = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for sentence in found:
        if known.get(sentence.key[0], sentence.context) is None and _CHINESE.search(sentence.key[0]):
            catalogue.add(sentence.words, locations=[(sentence.file.removeprefix("src/"), 0)], context=sentence.context)
    write_po(sys.stdout.buffer, catalogue, width=120, include_lineno=False, omit_header=True)


def main() -> int:
    """Write the catalogue unless only asked to check, then say what is wrong with it."""
    settings.configure(USE_I18N=True)
    django.setup()
    found, known = list(sentences()), merged(sources())
    if "--missing" in sys.argv[1:]:
        print_missing(found, known)
        return 0
    complaints = [*differing_parts(), *unmarked(), *complaints_about(found, known)]
    if "--check" not in sys.argv[1:]:
        write(found, known)
    for words in complaints:
        print(words, file=sys.stderr)
    print(
        f"portal messages: {len({s.key for s in found})} sentences, {len(complaints)} complaints ({LOCALE.relative_to(PROJECT)})"
    )
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
