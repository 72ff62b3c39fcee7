"""A figure larger than an agency of its kind can reach (数字大得不合常理)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from disclosure.agencies.kinds import is_township
from disclosure.checks.finding import Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.data import load_yaml, only_keys
from disclosure.form import Number
from disclosure.language import _

_FILE = Path(__file__).with_suffix(".yaml")


@check(
    severity=Severity.NOTICE,
    title=_("数字大得与机关的层级不相称"),
    explanation=_("乡镇、街道和县级部门的办件量有大致的范围；超出几倍的，多半是多写了几位、填错了格，或单位不对。"),
    advice=_("请核对这一格的数字和单位；属实的，在正文说明口径。"),
)
def implausible(subject: Subject) -> Iterator[Found]:
    """Silent where the name of the agency does not tell its kind."""
    report = subject.report
    if report.agency is None or not is_township(report.agency):
        return
    for address, most in _limits().items():
        value = report.value(address)
        if value is not None and value > most:
            message = _("{cell}为{value}，乡镇、街道一般不超过{most}。", cell=subject.label(address), value=value, most=most)
            yield Found(message, at=(address,), expected=most, found=value)


@cache
def _limits() -> Mapping[str, Number]:
    """The largest figure that a township may well have, by address."""
    data = load_yaml(_FILE)
    only_keys(data, {"township"}, required={"township"}, where=_FILE.name)
    return dict(data["township"])
