"""Normative documents newly made of which none was disclosed, in the form of 2019 (制作了文件却一件未公开)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_MADE, _PUBLISHED = "article_20.normative_documents.made", "article_20.normative_documents.published"
#: So few may well have been disclosed only in the next year.
_SEVERAL = 3


@check(
    severity=Severity.NOTICE,
    law="disclosure_regulations:20(1)",
    title=_("制作了规范性文件，一件也没有公开"),
    explanation=_("规范性文件属于应当主动公开的信息；制作了多件而公开0件，多半是漏填。"),
    advice=_("请核对本年新公开的件数；确未公开的，请补公开或者说明原因。"),
)
def made_not_published(subject: Subject) -> Iterator[Found]:
    """Speaks of several documents; one or two may be disclosed within the twenty working days of the next year."""
    made, published = subject.report.value(_MADE), subject.report.value(_PUBLISHED)
    if made is not None and made >= _SEVERAL and published == 0:
        message = _("本年新制作规范性文件{made}件，新公开0件。", made=made)
        yield Found(message, at=(_MADE, _PUBLISHED), expected=made, found=0)
