"""A document that is no annual report, or a form that nobody filled in (不是年度报告、空表)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import DocumentType
from disclosure.language import _


@check(
    severity=Severity.WARNING,
    title=_("不是年度报告，或是空表"),
    explanation=_("只有带统计表或六个部分的政府信息公开工作年度报告才能检查；通知、解读、空白表格不是。"),
    advice=_("请确认文件；若确是年度报告，可能是表格为图片或文件不完整，请换成完整的 Word 文件或网页。"),
    for_any_document=True,
)
def not_an_annual_report(subject: Subject) -> Iterator[Found]:
    """Silent for annual reports."""
    kind = subject.report.document_type
    if kind is DocumentType.NOT_AN_ANNUAL_REPORT:
        yield Found(_("这不是政府信息公开工作年度报告：没有找到统计表，也没有格式规定的部分。"))
    elif kind is DocumentType.BLANK_FORM:
        yield Found(_("这是没有填写的年度报告表格。"))
