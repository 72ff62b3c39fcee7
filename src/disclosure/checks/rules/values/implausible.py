"""A figure larger than an agency of its kind can reach (数字大得不合常理)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from disclosure.agencies.kinds import is_county, is_of_county, is_township, kind_of
from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.data import load_yaml, only_keys
from disclosure.form import Number
from disclosure.language import Label, _

_FILE = Path(__file__).with_suffix(".yaml")


@check(
    severity=Severity.NOTICE,
    title=_("数字大得与机关的层级不相称"),
    explanation=_("乡镇、街道和县级部门的办件量有大致的范围；超出几倍的，多半是多写了几位、填错了格，或单位不对。"),
    advice=_("请核对这一格的数字和单位；属实的，在正文说明口径。"),
)
def implausible(subject: Subject) -> Iterator[Found]:
    """Silent where the name of the agency does not tell its level."""
    report = subject.report
    level = _level(report.agency or "")
    if level is None:
        return
    for address, most in _limits()[level].items():
        value = report.value(address)
        if value is not None and value > most:
            message = _(
                "{cell}为{value}，{level}一般不超过{most}。",
                cell=subject.label(address),
                value=value,
                level=_NAMES[level],
                most=most,
            )
            yield Found(message, at=(address,), expected=most, found=value)


_NAMES = {
    "township": Label("乡镇、街道", "a township or street office"),
    "county": Label("县级政府", "a county"),
    "department": Label("县级部门", "a department of a county"),
}


def _level(agency: str) -> str | None:
    if is_township(agency):
        return "township"
    if is_county(agency):
        return "county"
    return "department" if kind_of(agency) == "department" and is_of_county(agency) else None


@cache
def _limits() -> Mapping[str, Mapping[str, Number]]:
    """The largest figure that an agency of a level may well have, by level and address."""
    data = load_yaml(_FILE)
    only_keys(data, set(_NAMES), required=set(_NAMES), where=_FILE.name)
    return {level: dict(data[level]) for level in _NAMES}
