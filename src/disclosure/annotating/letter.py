"""The letter that takes findings back to the author (核对情况的函): each in plain words with place, advice and law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from disclosure.annotating.words import Advised, advised
from disclosure.blocks import Block, Document, Paragraph
from disclosure.checks.examination import Examination
from disclosure.checks.finding import Severity
from disclosure.language import CHINESE, Message, _, language_in_force
from disclosure.privacy import mask
from disclosure.writing.text import chinese_date, chinese_numeral

_HEADINGS: dict[Severity, Message] = {
    Severity.ERROR: _("应当改正的（{count}处）"),
    Severity.WARNING: _("请核对的（{count}处）"),
    Severity.NOTICE: _("供参考的（{count}处）"),
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes the letter, and on which day; a letter without a sender ends without signature."""

    office: str
    day: date | None = None


def letter(examination: Examination, sender: Sender | None = None) -> Document:
    """The letter about one examined report, in the language in force. Personal numbers are masked."""
    report = examination.report
    subject = _("{agency}{year}年政府信息公开工作年度报告", agency=report.agency or "", year=report.year)
    subject = subject if report.year else _("{agency}政府信息公开工作年度报告", agency=report.agency or "")
    title = _("关于{report}核对情况的函", report=subject).text()
    blocks: list[Block] = [Paragraph(title, style="title")]
    if report.agency:
        blocks.append(Paragraph(_("{agency}：", agency=report.agency).text(), style="salutation"))
    blocks.append(Paragraph(_opening(examination, subject).text()))
    blocks += _parts(examination)
    blocks += _signature(sender)
    return Document(tuple(blocks), title=title, language=language_in_force())


def _opening(examination: Examination, subject: Message) -> Message:
    file = mask(examination.report.source.file.replace("\\", "/").rpartition("/")[2])
    if not examination.findings:
        return _("我们核对了《{report}》（文件：{file}），没有发现问题。", report=subject, file=file)
    counts = [
        _("{severity}{count}处", severity=severity.label, count=examination.count(severity))
        for severity in Severity
        if examination.count(severity)
    ]
    return _(
        "我们核对了《{report}》（文件：{file}），发现{counts}。现逐项告知如下，请改正后重新报送；有正当理由不改的，请说明理由。",
        report=subject,
        file=file,
        counts=counts,
    )


def _parts(examination: Examination) -> Iterator[Block]:
    """A part for each severity that occurs, then the provisions cited, each once."""
    part = number = 0
    articles: dict[str, str] = {}
    for severity in Severity:
        findings = [finding for finding in examination.findings if finding.severity is severity]
        if not findings:
            continue
        part += 1
        yield _heading(part, _HEADINGS[severity].text().format(count=len(findings)))
        for finding in findings:
            number += 1
            said = advised(finding, examination)
            yield from _item(said, number)
            if said.article:
                articles.setdefault(said.law, said.article)
    if articles:
        yield _heading(part + 1, _("依据的规定").text())
        for law, article in articles.items():
            yield Paragraph(_("{law}：{article}", law=law, article=" ".join(article.split())).text())


def _heading(number: int, text: str) -> Paragraph:
    numeral = f"{chinese_numeral(number)}、" if language_in_force() == CHINESE else f"{number}. "
    return Paragraph(numeral + text, style="heading")


def _item(said: Advised, number: int) -> Iterator[Paragraph]:
    yield Paragraph(_("{number}．{what}", number=number, what=said.what).text())
    details: Sequence[Message] = [
        *([_("位置：{where}。", where=said.where)] if said.where else []),
        *([_("建议：{advice}", advice=said.advice)] if said.advice else []),
        *([_("依据：{law}。", law=said.law)] if said.law else []),
    ]
    if details:
        between = "" if language_in_force() == CHINESE else " "
        yield Paragraph(between.join(detail.text() for detail in details))


def _signature(sender: Sender | None) -> Iterator[Paragraph]:
    if sender is None:
        return
    yield Paragraph(sender.office, style="signature")
    if sender.day:
        yield Paragraph(chinese_date(sender.day) if language_in_force() == CHINESE else sender.day.isoformat(), style="signature")
