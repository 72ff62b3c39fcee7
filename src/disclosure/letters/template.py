"""Templates of letters (文书模板): ours from data files, an agency's own from what it wrote, both read by the same rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from disclosure.blocks import Paragraph
from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError, DisclosureError, UnreadableError
from disclosure.language import Label, Message, _
from disclosure.law import cite
from disclosure.letters.facts import PLACEHOLDER, facts, names_in

_FOLDER = Path(__file__).with_name("templates")
_KEYS = {
    "order", "name", "title", "number", "series", "reader", "signed_by", "event", "articles", "remedies", "required",
    "paragraphs",
}  # fmt: skip
_REQUIRED = {"order", "name", "title", "number", "reader", "signed_by", "paragraphs"}
READERS = ("applicant", "third_party", "agency", "unit", "file")
SIGNERS = ("leader", "office")
REMEDIES = ("", "free", "outcome")
STYLES = ("salutation", "body", "row", "note")
#: Largest template that an agency may write, in characters and paragraphs.
_LONGEST, _MOST = 20_000, 60


class TemplateError(DisclosureError):
    """An agency's template cannot be used: it fills in what does not exist, or leaves out what the law demands."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One paragraph of a template. ``key`` tells it from the others, so that an edit stays with its paragraph."""

    key: str
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of letter: title, pattern of its number, paragraphs, and what it takes for one to be signed.

    ``signed_by`` is "leader" (分管领导签发) or "office"; ``required`` names the facts without which none may be signed;
    ``series`` is the kind with which it shares its run of numbers.
    """

    kind: str
    order: int
    name: Label
    title: str
    number: str
    series: str
    reader: str
    signed_by: str
    event: str
    articles: tuple[str, ...]
    remedies: str
    required: tuple[str, ...]
    paragraphs: tuple[Slot, ...]
    own: bool = False

    def names(self) -> set[str]:
        """All facts that it fills in."""
        return {name for slot in self.paragraphs for name in names_in(slot.text)}


def _template(path: Path) -> Template:
    entry = load_yaml(path)
    where = path.name
    only_keys(entry, _KEYS, required=_REQUIRED, where=where)
    for key, allowed in (("reader", READERS), ("signed_by", SIGNERS), ("remedies", REMEDIES)):
        if entry.get(key, "") not in allowed:
            raise DataError(_("{where} 的 {key} 应为：{allowed}", where=where, key=key, allowed=list(allowed)))
    for article in entry.get("articles", ()):
        cite(article)
    slots = tuple(Slot(*map(str, line)) for line in entry["paragraphs"])
    found = Template(
        kind=path.stem, order=entry["order"], name=Label(entry["name"]["zh"], entry["name"]["en"]), title=entry["title"],
        number=entry["number"], series=entry.get("series", path.stem), reader=entry["reader"], signed_by=entry["signed_by"],
        event=entry.get("event", ""), articles=tuple(entry.get("articles", ())), remedies=entry.get("remedies", ""),
        required=tuple(entry.get("required", ())), paragraphs=slots,
    )  # fmt: skip
    for problem in _problems(found, found):
        raise DataError(_("{where}：{problem}", where=where, problem=problem))
    return found


@cache
def templates() -> Mapping[str, Template]:
    """Our templates by kind, in the order in which they are offered. Raises :class:`DataError`."""
    found = sorted(map(_template, _FOLDER.glob("*.yaml")), key=lambda each: each.order)
    return {each.kind: each for each in found}


def template(kind: str) -> Template:
    """Our template of a kind. Raises :class:`TemplateError`."""
    found = templates().get(kind)
    if found is None:
        raise TemplateError(_("没有“{kind}”这种文书", kind=kind))
    return found


def _problems(written: Template, ours: Template) -> Iterator[Message]:
    """What keeps a template from being used."""
    known = facts()
    for slot in written.paragraphs:
        if slot.style not in STYLES:
            yield _("段落“{text}”的样式“{style}”不认识", text=slot.text[:20], style=slot.style)
        if "{" in PLACEHOLDER.sub("", slot.text) or "}" in PLACEHOLDER.sub("", slot.text):
            yield _("“{text}”里的花括号不成对", text=slot.text[:20])
    for name in sorted(written.names() | set(names_in(written.number))):
        if name not in known:
            yield _("没有名为“{name}”的填充项", name=name)
    if len({slot.key for slot in written.paragraphs}) != len(written.paragraphs):
        yield _("有两个段落的名称相同")
    for name in (*ours.required, *_DEMANDED):
        if name in ours.names() and name not in written.names():
            yield _("缺少必须写明的“{{{name}}}”", name=name)
    if "序号" in names_in(ours.number) and "序号" not in names_in(written.number):
        yield _("文号必须含有“{fact}”", fact="{序号}")


#: What no template may leave out where ours has it: the law, the decision, the reasons, what is withheld, the remedies.
_DEMANDED = ("依据", "决定", "理由", "不予公开部分", "告知内容", "救济途径")


def own_text(found: Template) -> str:
    """The paragraphs as an agency edits them, one a line; a line break inside a paragraph is written ``\\n``."""
    return "\n".join(slot.text.replace("\n", "\\n") for slot in found.paragraphs)


def read_template(kind: str, title: str, number: str, text: str) -> Template:
    """An agency's own template: its title, number and paragraphs, one a line, for a kind of ours.

    Raises :class:`TemplateError` with everything that is wrong with it.
    """
    ours = template(kind)
    lines = [line.strip(" \r").replace("\\n", "\n") for line in text.split("\n") if line.strip()]
    if not title.strip() or not lines or len(lines) > _MOST or len(text) > _LONGEST:
        raise TemplateError(_("模板应有标题和正文，正文不超过{most}段、{longest}字", most=_MOST, longest=_LONGEST))
    slots = tuple(Slot(key, style, line) for line, (key, style) in zip(lines, _keys(lines, ours), strict=True))
    written = replace(ours, title=title.strip(), number=number.strip() or ours.number, paragraphs=slots, own=True)
    problems = list(_problems(written, ours))
    if problems:
        raise TemplateError(_("模板不能使用：{problems}", problems=problems))
    return written


def _keys(lines: list[str], ours: Template) -> Iterator[tuple[str, str]]:
    """A paragraph keeps the name and style that ours has for the same facts; others are counted."""
    taken: set[str] = set()
    for place, line in enumerate(lines, start=1):
        named = set(names_in(line))
        open_slots = [slot for slot in ours.paragraphs if slot.key not in taken]
        like = next((slot for slot in open_slots if slot.text == line), None) or next(
            (slot for slot in open_slots if named and set(names_in(slot.text)) == named), None
        )
        key = like.key if like else f"own{place}"
        taken.add(key)
        tabbed = "row" if "\t" in line else "body"
        yield key, like.style if like else "salutation" if place == 1 and line.endswith(("：", ":")) else tabbed


def text_of_file(data: bytes, name: str) -> str:
    """The paragraphs of a Word or text file that an agency uploads as its template. Raises :class:`UnreadableError`."""
    if not name.lower().endswith(".docx"):
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableError(_("模板文件应为 .docx，或者 UTF-8 编码的 .txt")) from error
    from disclosure.reading.formats import format_of

    document = format_of(data).read(data)
    return "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph) and block.text.strip())
