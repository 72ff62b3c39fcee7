"""Keep the English catalogue in step with the sentences of the code.

    make messages             gather locale/parts/*.po into locale/en.po, in the order of the code
    tools/messages.py --check say what is wrong with the catalogue, change nothing

A sentence for users is written once, in Chinese, as ``_("…{fact}…", fact=…)``. This tool finds them all by reading the
source (Python by its syntax tree, templates by Jinja's own extraction) and looks for: a sentence without translation, a
translation whose sentence is gone, a translation that fills in other facts than its sentence, a sentence that is
given other facts than it names, and ``_(…)`` around something that is no literal and so can never be found.

Exit status: 0 in step; 1 not.
"""

from __future__ import annotations

import ast
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "src" / "disclosure"
CATALOGUE = PACKAGE / "locale" / "en.po"
PARTS = PACKAGE / "locale" / "parts"
TEMPLATES = ("*.j2", "*.html")


@dataclass(frozen=True)
class Sentence:
    """A sentence for users, where it stands, and the facts given to it (None where they cannot be known)."""

    words: str | None
    file: str
    line: int
    facts: frozenset[str] | None

    @property
    def place(self) -> str:
        """File and line, as editors understand it."""
        return f"{self.file}:{self.line}"


def sentences() -> Iterator[Sentence]:
    """Every sentence of the package, in the order of files and lines."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from in_code(path)
    for pattern in TEMPLATES:
        for path in sorted(PACKAGE.rglob(pattern)):
            yield from in_template(path)


def in_code(path: Path) -> Iterator[Sentence]:
    """The ``_(…)`` calls of a Python file."""
    file = str(path.relative_to(PROJECT))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: node.lineno):
        if isinstance(call.func, ast.Name) and call.func.id == "_" and call.args:
            literal = call.args[0]
            words = literal.value if isinstance(literal, ast.Constant) and isinstance(literal.value, str) else None
            names = [keyword.arg for keyword in call.keywords]
            facts = None if None in names else frozenset(str(name) for name in names)
            yield Sentence(words, file, call.lineno, facts)


def in_template(path: Path) -> Iterator[Sentence]:
    """The ``_(…)`` calls of a Jinja template."""
    with path.open("rb") as file:
        found = list(extract("jinja2.ext:babel_extract", file, keywords={"_": None}, options={"encoding": "utf-8"}))
    for line, words, _comments, _context in found:
        yield Sentence(str(words), str(path.relative_to(PROJECT)), line, None)


def placeholders(words: str) -> frozenset[str]:
    """The names in braces: {"line"} of "第{line}行读不懂"."""
    return frozenset(name.split(".")[0].split("[")[0] for _text, name, _spec, _how in string.Formatter().parse(words) if name)


def read(path: Path) -> dict[str, str]:
    """The translations of one catalogue; those left empty are none."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale="en") if entry.id and entry.string}


def translations() -> tuple[dict[str, str], list[str]]:
    """All translations, parts over the catalogue, and a complaint for each sentence that two parts say differently."""
    known = read(CATALOGUE)
    first_said: dict[str, tuple[str, str]] = {}
    complaints = []
    for part in sorted(PARTS.glob("*.po")):
        for words, english in read(part).items():
            said = first_said.setdefault(words, (english, part.name))
            if said[0] != english:
                complaints.append(f"{part.name} and {said[1]} translate “{words}” differently: “{english}” / “{said[0]}”")
            known[words] = said[0]
    return known, complaints


def complaints_about(found: list[Sentence], known: dict[str, str]) -> Iterator[str]:
    """What is wrong between the sentences of the code and their translations."""
    for sentence in found:
        if sentence.words is None:
            yield f"{sentence.place}: _() needs a literal sentence, else it can never be translated"
            continue
        english = known.get(sentence.words)
        if english is None:
            yield f"{sentence.place}: no translation of “{sentence.words}”"
        elif placeholders(english) != placeholders(sentence.words):
            yield f"{sentence.place}: the translation of “{sentence.words}” fills in other facts: “{english}”"
        if sentence.facts is not None and sentence.facts != placeholders(sentence.words) and sentence.facts:
            yield f"{sentence.place}: “{sentence.words}” is given {sorted(sentence.facts)}"
    gone = set(known) - {sentence.words for sentence in found}
    yield from (f"locale: nothing says “{words}” any more" for words in sorted(gone))


def write(found: list[Sentence], known: dict[str, str]) -> None:
    """Write the catalogue: every sentence in the order of the code, its translation, and where it stands."""
    # A day of its own, not today's: the same sentences are the same file.
    catalogue = Catalog(
        locale="en", project="gongkai", charset="utf-8", fuzzy=False, creation_date=datetime(2026, 1, 1, tzinfo=UTC)
    )
    catalogue.header_comment = (
        "# The English of every sentence that a user sees. `make messages` keeps it in the order of the code."
    )
    catalogue.mime_headers = []
    for sentence in found:
        if sentence.words and sentence.words in known:
            catalogue.add(sentence.words, known[sentence.words], locations=[(sentence.file.removeprefix("src/"), 0)])
    CATALOGUE.parent.mkdir(exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=120, include_lineno=False, omit_header=False)


def main() -> int:
    """Write the catalogue unless only asked to check, then say what is wrong with it."""
    found = list(sentences())
    known, complaints = translations()
    complaints += complaints_about(found, known)
    if "--check" not in sys.argv[1:]:
        write(found, known)
    for words in complaints:
        print(words, file=sys.stderr)
    print(f"messages: {len({s.words for s in found})} sentences, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
