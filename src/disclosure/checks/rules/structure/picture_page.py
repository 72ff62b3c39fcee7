"""Pages of a document that are pictures and could not be read (图片页)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    law="annual_report_format",
    title=_("有的页是图片"),
    explanation=_("图片里的文字和表格读不出来，公众也不能检索、复制；缺的数可能就在这些页上。"),
    advice=_("请换成文字版再公布；要读这份文件，须识别其中的文字。"),
)
def picture_page(subject: Subject) -> Iterator[Found]:
    """Other pages of the same file were read."""
    for oddity in subject.oddities("picture_pages"):
        yield Found(_("第{pages}页是图片，没有读出。", pages=oddity.facts["pages"]), at=oddity.at, place=oddity.place)
