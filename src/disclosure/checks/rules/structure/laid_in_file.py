"""Files that are laid into a Word file (嵌入的文件) and could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("嵌入的文件没有读出"),
    explanation=_("有的软件不把内容写进 Word 文件，而是把另一个文件整个嵌进去；缺的文字和数可能就在里面。"),
    advice=_("请用 WPS 或 Word 打开这份文件，另存为新的 .docx 后再试。"),
    for_any_document=True,
)
def laid_in_file(subject: Subject) -> Iterator[Found]:
    """One finding for each; everything else of the document was read."""
    for oddity in subject.oddities("laid_in_unread"):
        yield Found(_("嵌入的文件没有读出：{reason}", reason=oddity.facts["reason"]), at=oddity.at, place=oddity.place)
