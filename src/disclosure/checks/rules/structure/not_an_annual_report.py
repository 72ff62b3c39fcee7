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
    kinds = [str(oddity.facts["kind"]) for oddity in subject.oddities("other_document")]
    what = _KINDS.get(kinds[0]) if kinds else None
    if kind is DocumentType.NOT_AN_ANNUAL_REPORT:
        yield Found(what or _("这不是政府信息公开工作年度报告：没有找到统计表，也没有格式规定的部分。"))
    elif kind is DocumentType.BLANK_FORM:
        yield Found(
            _("这是通知所附的空表，没有填写，不是年度报告。") if kinds == ["notice"] else _("这是没有填写的年度报告表格。")
        )


#: What is said of the papers that stand beside annual reports, by what the reader took them for.
_KINDS = {
    "notice": _("这是一份通知，不是政府信息公开工作年度报告。"),
    "interpretation": _("这是对年度报告的解读，不是年度报告本身。请提供它所解读的报告。"),
    "partial_year": _("这是半年、季度或某月的统计，不是全年的年度报告。"),
    "procurement": _("这是政府采购的汇总或公告，不是政府信息公开工作年度报告。"),
    "official_interpretation": _("这是上级对有关问题的解释或答复，不是年度报告。"),
    "template": _("这是年度报告的格式或填写说明，不是报告。"),
    "letter": _("这是来信、咨询或答复，不是政府信息公开工作年度报告。"),
    "news": _("这是一则新闻或工作动态，不是政府信息公开工作年度报告。"),
    "two_years": _("这个文件把两个年度的报告印在一起，分不清哪个数是哪一年的。请把两份报告分成两个文件。"),
}
