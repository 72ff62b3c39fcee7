"""Words or clauses written twice in a row (文字重复)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

#: The same two to six characters twice in a row; clauses may have a comma between them.
_WORDS = re.compile(r"(?P<words>[\u4e00-\u9fff]{2,6})(?P=words)")
_CLAUSE = re.compile(r"(?P<clause>[^，。；\d\n]{8,60})，[^，。；\n]{0,6}?(?P=clause)")
#: Doubled words that are good Chinese.
_FINE = re.compile(r"^(?:(.)\1|方方面面|时时刻刻|某某|很多|非常|[一逐每两].{1,2})$")


@check(
    severity=Severity.NOTICE,
    title=_("文字重复"),
    explanation=_("同样的字句连写了两遍。"),
    advice=_("请删去重复的一处。"),
)
def repeated_words(subject: Subject) -> Iterator[Found]:
    """Reduplication (层层, 某某, 一件一件, 逐项逐项) is good Chinese and left alone; rows of lists are not prose."""
    for section in subject.report.all_sections():
        for start, line in section.starts():
            if not line.is_table_row:
                for match in (*_WORDS.finditer(line.text), *_CLAUSE.finditer(line.text)):
                    words = match[1]
                    if not _FINE.match(words) and len(set(words)) > 1:
                        quotes = (Quote(section.key, start + match.start(), start + match.end()),)
                        yield Found(
                            _("“{words}”连写了两遍。", words=words),
                            at=(section.key,),
                            found=words,
                            quotes=quotes,
                            place=line.place,
                        )
