"""Matters that the overview has to speak of and does not (总体情况缺项)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.data import load_yaml, only_keys
from disclosure.language import _

_FILE = Path(__file__).with_suffix(".yaml")
#: A first part shorter than this says too little of anything for a word to be missed.
_SHORTEST = 200


@check(
    severity=Severity.NOTICE,
    law="annual_report_format",
    title=_("总体情况没有写到格式列出的方面"),
    explanation=_("格式要求总体情况写明主动公开、依申请公开、政府信息管理、平台建设和监督保障五个方面。"),
    advice=_("请补上这一方面，没有发生的写明没有。"),
)
def overview_topics(subject: Subject) -> Iterator[Found]:
    """Any word that offices use for a matter is enough; a very short overview is left alone."""
    report = subject.report
    if report.edition is None:
        return
    topics = {section.number: section.topics for section in report.edition.sections}
    for section in report.sections:
        wanted = topics.get(section.number) if section.number else None
        if not wanted or len(section.text) < _SHORTEST:
            continue
        missing = [topic for topic in wanted if topic in _words() and not _words()[topic].search(section.text)]
        if missing:
            yield Found(_("总体情况没有写到：{topics}。", topics=missing), at=(section.key,), found="、".join(missing))


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    """For each matter of the form the words by which a text speaks of it."""
    data = load_yaml(_FILE)
    only_keys(data, {"topics"}, required={"topics"}, where=_FILE.name)
    return {topic: re.compile("|".join(map(re.escape, words))) for topic, words in data["topics"].items()}
