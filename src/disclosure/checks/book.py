"""The rule book (规则手册): every rule with its severity, law, explanation and advice, as Markdown in both languages.

``python -m disclosure.checks.book`` prints it; ``docs/rules.md`` is that output, compared by a test.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from disclosure.checks.citing import citation_for
from disclosure.checks.examples import Example, examples
from disclosure.checks.finding import Severity
from disclosure.checks.registry import all_rules
from disclosure.checks.rule import Rule
from disclosure.form import edition_named
from disclosure.language import CHINESE, ENGLISH, Label, Message, _

#: The families of rules in the order of the book: the folders of ``checks/rules``, and the generated arithmetic.
FAMILIES = {
    "arithmetic": Label("勾稽关系", "Arithmetic"),
    "structure": Label("格式与结构", "Form and structure"),
    "values": Label("表中的数", "Figures in the tables"),
    "claims": Label("正文与表", "Text and tables"),
    "years": Label("跨年度", "Across years"),
    "agencies": Label("跨机关", "Across agencies"),
    "law": Label("依据与期限", "Law and dates"),
    "privacy": Label("个人信息", "Personal data"),
    "typography": Label("文字", "Wording"),
}
#: So much of an example is printed.
_LONGEST, _MOST_CELLS = 80, 4
_MEANING = {
    Severity.ERROR: _("数字合计不上，或明确不合规定，应当改正"),
    Severity.WARNING: _("很可能有误，应对照原始资料核对"),
    Severity.NOTICE: _("也许有正当理由，看一眼即可"),
}


def rule_book(rules: Sequence[Rule] | None = None) -> str:
    """The whole book, Chinese first and English below each rule; ``rules`` are by default all that are registered."""
    known = sorted(rules or all_rules(), key=lambda rule: (list(FAMILIES).index(_family(rule)), rule.id))
    families = [(key, list(members)) for key, members in groupby(known, key=_family)]
    return "\n".join((*_opening(len(known)), *_contents(families), *_chapters(families)))


def _family(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def _opening(count: int) -> Iterator[str]:
    yield "# 检查规则 · Rules"
    yield ""
    yield _("本手册由程序从规则本身生成，共{count}条规则；请勿手工修改。", count=count).text(CHINESE)
    yield _("本手册由程序从规则本身生成，共{count}条规则；请勿手工修改。", count=count).text(ENGLISH)
    yield ""
    for severity, meaning in _MEANING.items():
        yield f"- **{_both(severity.label)}**：{_both(meaning)}"
    yield ""


def _contents(families: Sequence[tuple[str, Sequence[Rule]]]) -> Iterator[str]:
    yield f"## {_both(_('目录'))}"
    yield ""
    for key, rules in families:
        yield f"- {_both(FAMILIES[key])}"
        yield from (f"  - [{rule.title.text(CHINESE)}](#{anchor(rule.id)}) `{rule.id}`" for rule in rules)
    yield ""


def _chapters(families: Sequence[tuple[str, Sequence[Rule]]]) -> Iterator[str]:
    for key, rules in families:
        yield f"## {_both(FAMILIES[key])}"
        yield ""
        for rule in rules:
            yield from _entry(rule)


def anchor(rule_id: str) -> str:
    """The place of a rule in the book, for links to it."""
    return rule_id.replace(".", "-")


def _entry(rule: Rule) -> Iterator[str]:
    yield f'<a id="{anchor(rule.id)}"></a>'
    yield ""
    yield f"### {rule.title.text(CHINESE)}"
    yield ""
    yield f"`{rule.id}` · {_both(rule.severity.label)}"
    yield ""
    yield rule.explanation.text(CHINESE)
    yield ""
    yield f"{_('依据').text(CHINESE)}：{_law(rule, CHINESE)}  "
    yield f"{_('建议').text(CHINESE)}：{rule.advice.text(CHINESE)}"
    yield ""
    yield f"**{rule.title.text(ENGLISH)}.** {rule.explanation.text(ENGLISH)}  "
    yield f"{_('依据').text(ENGLISH)}: {_law(rule, ENGLISH)}  "
    yield f"{_('建议').text(ENGLISH)}: {rule.advice.text(ENGLISH)}"
    yield ""
    yield from _examples(rule)


def _examples(rule: Rule) -> Iterator[str]:
    """The examples that can be shown in a line: words of a report, figures of its tables. Damaged layouts cannot."""
    known = examples().get(rule.id)
    if known is None:
        return
    told = [(_("指出"), known.fails), *((_("不指出"), example) for example in known.silent)]
    lines = [f"- {_both(word)}：{shown}" for word, example in told if (shown := _shown(example))]
    if lines:
        yield from (*lines, "")


def _shown(example: Example) -> str:
    """An example in a line; nothing where it takes more than words and figures to show it."""
    given = example.given
    if not {"text", "preamble", "cells", "agency"} & set(given) or {"page", "repeat", "without"} & set(given):
        return ""
    edition = edition_named(given.get("edition", "2021"))
    whose = "".join(str(given[key]) + unit for key, unit in (("agency", ""), ("year", "年")) if key in given)
    words = "".join(f"“{_one_line(str(given[key]))}”" for key in ("preamble", "text") if given.get(key))
    figures = list(given.get("cells", {}).items())[:_MOST_CELLS]
    cells = "，".join(f"{edition.label(at).zh} {_('空格').text(CHINESE) if value == '' else value}" for at, value in figures)
    beside = [_shown(Example(other)) for other in (given.get("last_year"), *given.get("others", ())) if other]
    return "；".join(part for part in (whose, words, cells, *(f"↔ {other}" for other in beside if other)) if part)


def _one_line(text: str) -> str:
    """A text on one line of Markdown, cut where it is long."""
    line = " / ".join(text.split("\n")).replace("\t", " ").replace("<", "&lt;").replace("*", "\\*")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _law(rule: Rule, language: str) -> str:
    """The law behind a rule in full, in the version now in force, with its number."""
    citation = citation_for(rule.law, None)
    return citation.text(language) if citation else _("没有专门的规定，出于常识").text(language)


def _both(words: Label | Message) -> str:
    return f"{words.text(CHINESE)} · {words.text(ENGLISH)}"


if __name__ == "__main__":
    sys.stdout.write(rule_book())
