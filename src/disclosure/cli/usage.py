"""What options may hold: days, spans of days and numbers, refused in plain words of the language in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from disclosure.language import Message, _


class SpokenUsage(click.UsageError):
    """A wrong call that says in our words what to do."""

    def __init__(self, spoken: Message) -> None:
        super().__init__(str(spoken))


class DayType(click.ParamType[date]):
    """A day written 2024-09-10."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ARG002
        """The day that ``value`` means. Raises :class:`SpokenUsage`."""
        return value if isinstance(value, date) else day_of(value, _option(param))


class SpanType(click.ParamType[tuple[date, date | None]]):
    """Two days written 2024-09-10:2024-09-20; the second may be missing (2024-09-10:) while it is not known."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, date | None]:  # noqa: ARG002
        """The two days. Raises :class:`SpokenUsage`, also when they stand in the wrong order."""
        if isinstance(value, tuple):
            return value
        first, _colon, last = str(value).replace("：", ":").partition(":")
        span = day_of(first, _option(param)), day_of(last, _option(param)) if last.strip() else None
        if span[1] is not None and span[1] < span[0]:
            raise SpokenUsage(_("{option} 的止日 {last} 早于起日 {first}", option=_option(param), first=span[0], last=span[1]))
        return span


class CountType(click.ParamType[int]):
    """A whole number from ``least`` to ``most``."""

    name = "count"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002
        """The number. Raises :class:`SpokenUsage`."""
        text = str(value).strip()
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and self.least <= int(text) <= self.most):
            expected = _("{option} 应为{least}至{most}的整数，不能是“{value}”", option=_option(param), least=self.least,
                         most=self.most, value=value)  # fmt: skip
            raise SpokenUsage(expected)
        return int(text)


def day_of(written: str, option: str) -> date:
    """The day that ``written`` means: 2024-09-10, 2024/9/10 or 2024年9月10日. Raises :class:`SpokenUsage`."""
    parts = (
        written.strip().replace("年", "-").replace("月", "-").removesuffix("日").replace("/", "-").replace(".", "-").split("-")
    )
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise SpokenUsage(_("{option} 的“{written}”不是日期，应写作 2024-09-10", option=option, written=written)) from None


def _option(param: click.Parameter | None) -> str:
    return param.opts[0] if param and param.opts else ""


DAY = DayType()
SPAN = SpanType()
