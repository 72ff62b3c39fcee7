"""What the text of a report says about itself: agency, year, period, contact, day of publication. Null where it does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from disclosure.claims.numerals import read_arabic
from disclosure.form import Contact, Number, Period, ProcessingFees, Section

_YEAR = r"(?P<year>20\d\d)\s*年?度?"
_TITLE = re.compile(
    rf"^(?P<before>[^，。；：]{{0,40}}?){_YEAR}(?P<after>[^，。；：]{{0,40}}?)(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?报告"
)
_WHOLE_TITLE = re.compile(
    rf"^[^，。；：《》]{{0,40}}{_YEAR}[^，。；：《》]{{0,40}}(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?报告$"
)
#: Lines of a page among which the title is looked for.
_LONGEST_HEAD = 40
#: An agency's name: it ends in the name of a kind of body.
_BODY = r"(?:人民政府|办事处|街道|管理委员会|管委会|委员会|办公室|[局厅院署处室]|镇政府|乡政府|政府|[镇乡区县市省])"
_NAME = rf"[\u4e00-\u9fff]{{2,30}}?{_BODY}"
_NAMED = (
    re.compile(rf"由(?P<name>{_NAME})(?:结合|根据|依据|按照|编制|组织)"),
    re.compile(rf"请与(?P<name>{_NAME})(?:联系|[（(])"),
    re.compile(rf"涵盖(?P<name>{_NAME})20\d\d年"),
    re.compile(rf"公布(?:20\d\d年度?)?(?P<name>{_NAME})政府信息公开工作年度报告"),
)
_OFFICE = re.compile(r"(?:党政综合办|党政综合办公室|党政办公室|党政办|综合办公室|政务公开办公室|办公室)$")
_NOT_A_NAME = re.compile(r"^(?:本|我|各|全)[镇乡区县市局街单机]")

# Searched in text without white space.
#: Hours of the day, which the last day of a period may have: 12月31日24时.
_HOURS = r"(?:\d{1,2}(?:[:：]\d{2}|时))?"
_PERIOD = re.compile(
    r"(?P<from_year>20\d\d)(?:年0?1月0?1日|[.．/-]0?1[.．/-]0?1日?)"
    + _HOURS
    + r"起?[，,]?(?:至|到|—+|－|-|~|～)(?:(?P<to_year>20\d\d)(?:年|[.．/-]))?12(?:月31日|[.．/-]31)"
)
_DATE = re.compile(r"(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_SIGNED = re.compile(rf"^\s*{_DATE.pattern}\s*$")
_ADDRESS = re.compile(r"(?:地址|通信地址|联系地址)\s*[:：]\s*(?P<value>[^，,；;。)）\n]+)")
_POSTCODE = re.compile(r"(?:邮编|邮政编码)\s*[:：]\s*(?P<value>\d{6})(?!\d)")
_PHONE = re.compile(r"(?:电话|联系电话|联系方式)\s*[:：]\s*(?P<value>\+?\d[\d\- ]{5,16}\d)")
_EMAIL = re.compile(r"(?<![\w.+-])(?P<value>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})", re.ASCII)
_WEBSITE = re.compile(r"(?P<value>https?://[\w./?=&%~:#-]+)", re.ASCII)

#: Characters of a part in which facts about the report are looked for: many times the longest part that an office writes.
_FAR_ENOUGH = 50_000

_FEE = r"信息(?:公开)?处理费"
_NOTICES = re.compile(r"(?:发出|发送)(?:了)?收费通知(?:书)?(?:共|共计|数量为?)?\s*(?P<number>\d+)\s*[件份次]")
_NOTICED = re.compile(r"(?:通知(?:收费)?金额|收费通知金额)(?:为|共|共计|合计)?\s*(?P<number>\d+(?:\.\d+)?)\s*元")
_RECEIVED = re.compile(rf"(?:实际)?收取{_FEE}(?:用)?(?:金额)?(?:为|共|共计|合计)*\s*(?P<number>\d+(?:\.\d+)?)\s*元")
_NO_NOTICE = re.compile(r"(?:没有|未|未曾)(?:发出|发送)[^。；，]{0,6}收费通知")
_NO_FEE = re.compile(rf"(?:没有|未|未曾)(?:产生|发生)[^。；，]{{0,12}}{_FEE}|{_FEE}[^。；，]{{0,6}}(?:没有|未)(?:产生|发生)")
_NOT_CHARGED = re.compile(rf"(?:没有|未|未曾)收取[^。；，]{{0,14}}(?:{_FEE}|费用)|{_FEE}[^。；，]{{0,6}}(?:没有|未)收取")


def title_lines(preamble: Section) -> tuple[str, range]:
    """The title of the report, put together where it is broken over lines, and which lines it takes; none takes none."""
    for count in range(1, min(5, len(preamble.lines)) + 1):
        last = "".join(preamble.lines[count - 1].text.split())
        joined = "".join("".join(line.text.split()) for line in preamble.lines[:count])
        if len(joined) > 80 or preamble.lines[count - 1].is_table_row:
            break
        if joined.endswith("报告"):
            # A line that says whose report it is says all; what stands above it is the page's.
            is_whole = not last.startswith("20") and _WHOLE_TITLE.match(last)
            return (last, range(count - 1, count)) if is_whole else (joined, range(count))
    # What a page prints above the document: its path, its columns, its own data.
    for place, line in enumerate(preamble.lines[:_LONGEST_HEAD]):
        joined = "".join(line.text.split())
        if _WHOLE_TITLE.match(joined):
            return joined, range(place, place + 1)
    return "", range(0)


def year_of(title: str, period: Period | None, texts: Sequence[str]) -> int | None:
    """The reporting year (报告年度): of the title, else of the period, else of the first sentence that names the report."""
    match = re.search(_YEAR, title)
    if match:
        return int(match["year"])
    if period:
        return period.first.year
    for text in texts:
        match = re.search(rf"{_YEAR}政府信息公开工作年度报告", text)
        if match:
            return int(match["year"])
    return None


def period_of(texts: Sequence[str]) -> Period | None:
    """The days that the figures cover (统计期限), None where the text does not say or says it in a damaged way."""
    for text in texts:
        match = _PERIOD.search("".join(text[:_FAR_ENOUGH].split()))
        if match:
            first = int(match["from_year"])
            return Period(date(first, 1, 1), date(int(match["to_year"] or first), 12, 31))
    return None


def agency_of(title: str, preamble: Section, sections: Sequence[Section]) -> str | None:
    """The agency (行政机关) as printed, in the fullest form met; None where the text does not name it."""
    names = [name for name in _names(title, preamble, sections) if not _NOT_A_NAME.match(name)]
    return max(names, key=len, default=None)


def _names(title: str, preamble: Section, sections: Sequence[Section]) -> Iterator[str]:
    match = _TITLE.match(title)
    if match:
        name = match["before"] or match["after"]
        yield from re.findall(rf"^(?:关于)?({_NAME})$", name.strip("年度的 "))
    text = "".join(line.text for line in preamble.lines)[:_FAR_ENOUGH]
    for pattern in _NAMED:
        for found in pattern.finditer(text):
            yield _OFFICE.sub("", found["name"]) or found["name"]
    if sections:
        for line in sections[-1].lines[-3:]:
            yield from re.findall(rf"^\s*({_NAME})\s*$", line.text)


def contact_of(preamble: Section, sections: Sequence[Section]) -> Contact:
    """How the report says the agency can be reached (联系方式)."""
    for section in (preamble, *reversed(sections)):
        text = "".join(line.text for line in section.lines if not line.is_table_row)[:_FAR_ENOUGH]
        found = {
            name: match["value"].strip() if (match := pattern.search(text)) else None
            for name, pattern in (
                ("address", _ADDRESS),
                ("postcode", _POSTCODE),
                ("phone", _PHONE),
                ("email", _EMAIL),
                ("website", _WEBSITE),
            )
        }
        contact = Contact(**found)
        if not contact.is_empty:
            return contact
    return Contact()


def published_on(sections: Sequence[Section]) -> date | None:
    """The day printed below the report (落款日期), None where there is none or it is no day of the calendar."""
    if not sections:
        return None
    for line in reversed(sections[-1].lines[-4:]):
        match = _SIGNED.match(line.text)
        if match:
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                return None
    return None


def fees_stated(sections: Sequence[Section]) -> ProcessingFees | None:
    """信息处理费 where the text states it, in numbers or by saying that there was none; None where it does not say.

    "No fee arose" (未产生) means no notice and no amount; "none was charged" (未收取) speaks of the amount received alone.
    """
    text = "\n".join(section.text for section in sections)
    if _NO_FEE.search(text):
        return ProcessingFees(0, 0, 0)
    none_sent, none_charged = bool(_NO_NOTICE.search(text)), bool(_NOT_CHARGED.search(text))
    notices = _stated(_NOTICES, text, 0 if none_sent else None)
    noticed = _stated(_NOTICED, text, 0 if none_sent else None)
    received = _stated(_RECEIVED, text, 0 if none_charged else None)
    if notices is None and noticed is None and received is None:
        return None
    return ProcessingFees(int(notices) if notices is not None else None, noticed, received)


def _stated(pattern: re.Pattern[str], text: str, otherwise: Number | None) -> Number | None:
    """The number that a pattern finds, else what other words say."""
    match = pattern.search(text)
    return read_arabic(match["number"]) if match else otherwise
