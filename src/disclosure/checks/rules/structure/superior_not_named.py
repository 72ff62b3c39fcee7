"""A township whose county is not named (上级地名不明)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.agencies.kinds import is_township
from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.language import _

_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}[省市县区旗州盟]")
_GENERAL = re.compile(r"^(?:全|本|各|我|省|市|县|区|由|在|及|和|国家|中央|城|社|地|专|园|辖|小|新|片|山)")


@check(
    severity=Severity.WARNING,
    title=_("没有写明所属县（市、区）"),
    explanation=_("全国重名的乡镇很多，只写乡镇名，公众和汇总单位无法确定是哪一个。"),
    advice=_("请在标题或开头写出县（市、区）名。"),
)
def superior_not_named(subject: Subject) -> Iterator[Found]:
    """Silent where the agency's name or the preamble or the contact names a county, district or city."""
    report = subject.report
    if report.agency is None or not is_township(report.agency):
        return
    texts = (report.agency, report.preamble.title, report.preamble.text, report.contact.address or "")
    if not any(_names_place(text) for text in texts):
        yield Found(
            _("“{agency}”属于哪个县（市、区），文中没有写明。", agency=report.agency), at=("preamble",), found=report.agency
        )


def _names_place(text: str) -> bool:
    """Whether a text names a county, a district or a city."""
    return any(not _GENERAL.match(match[0]) for match in _PLACE.finditer(text))
