"""How the house writes days, numbers and sums of money, and what its headers show: ``{% load house %}``."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django import template
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.agencies.counting import calendar_here
from portal.agencies.navigation import Link, office_links, site_links
from portal.marks import listed, mark
from portal.today import today

register = template.Library()

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: Numbers up to here are written without separators (GB/T 15835: four digits need none).
_UNSEPARATED = 9999


def _english() -> bool:
    return (translation.get_language() or "").startswith("en")


def _as_day(value: date | datetime) -> date:
    """The Beijing day of a moment; a day as it is."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def day(value: date | None) -> str:
    """A day in text: 2024年9月10日, 10 September 2024."""
    if value is None or value == "":
        return ""
    on = _as_day(value)
    if _english():
        return f"{on.day} {_ENGLISH_MONTHS[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日"


@register.filter
def day_and_month(value: date | None) -> str:
    """A day of which the year is plain: 9月10日, 10 September."""
    if value is None or value == "":
        return ""
    on = _as_day(value)
    return f"{on.day} {_ENGLISH_MONTHS[on.month - 1]}" if _english() else f"{on.month}月{on.day}日"


@register.filter
def weekday(value: date | None) -> str:
    """The weekday: 周五, Fri."""
    if value is None or value == "":
        return ""
    return (_ENGLISH_WEEKDAYS if _english() else _WEEKDAYS)[_as_day(value).weekday()]


@register.filter
def full_day(value: date | None) -> str:
    """A day with its weekday: 2024年9月10日 周二, Tue 10 September 2024."""
    if value is None or value == "":
        return ""
    return f"{weekday(value)} {day(value)}" if _english() else f"{day(value)} {weekday(value)}"


@register.filter
def short_day(value: date | None) -> SafeString | str:
    """A day in a table: 2024-09-10, as a ``time`` element."""
    if value is None or value == "":
        return ""
    on = _as_day(value).isoformat()
    return format_html('<time datetime="{}">{}</time>', on, on)


@register.filter
def moment(value: datetime | None) -> str:
    """A moment, to the minute, in Beijing: 2024年9月10日 15:04."""
    if not value:
        return ""
    return f"{day(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def number(value: Any) -> str:
    """A number as people write it: 1234, 12,345, 12,345.5; nothing for None."""
    if value is None or value == "":
        return ""
    return f"{value:,}" if abs(value) > _UNSEPARATED else f"{value}"


@register.filter
def money(value: Decimal | int | None) -> str:
    """A sum in yuan: 12.50元, ¥12.50."""
    if value is None or value == "":
        return ""
    amount = f"{Decimal(value):,.2f}"
    return f"¥{amount}" if _english() else f"{amount}元"


@register.filter
def working_days_left(value: date | None) -> int | None:
    """Working days from today to a day: 0 on the day itself, negative when past. Days not announced yet count by weekday."""
    return None if value is None else _working_days_between(today(), _as_day(value))


def _working_days_between(start: date, end: date) -> int:
    if end < start:
        return -_working_days_between(end, start)
    counted = 0
    for following in calendar_here().days_after(start):
        if following.on > end:
            break
        counted += following.is_working
    return counted


def due_words(value: date, left: int | None = None) -> str:
    """When something is due, in words: 还有3个工作日，9月13日 周五."""
    on = _as_day(value)
    when = f"{weekday(on)} {day_and_month(on)}" if _english() else f"{day_and_month(on)} {weekday(on)}"
    if on.year != today().year:
        when = f"{weekday(on)} {day(on)}" if _english() else f"{day(on)} {weekday(on)}"
    if on == today():
        return _("今天到期，%(when)s") % {"when": when}
    working = _working_days_between(today(), on) if left is None else left
    if on < today():
        return ngettext("已逾期%(days)s个工作日，%(when)s到期", "已逾期%(days)s个工作日，%(when)s到期", abs(working)) % {
            "days": abs(working), "when": when,
        }  # fmt: skip
    return ngettext("还有%(days)s个工作日，%(when)s", "还有%(days)s个工作日，%(when)s", working) % {"days": working, "when": when}


def urgency(value: date | None, left: int | None = None) -> str:
    """``overdue``, ``soon`` (within five working days) or nothing: a class name for lists of what is to be done."""
    if value is None:
        return ""
    on = _as_day(value)
    if on < today():
        return "overdue"
    working = _working_days_between(today(), on) if left is None else left
    return "soon" if working <= 5 else ""


register.simple_tag(mark)
register.filter(listed)


@register.simple_tag
def due(value: date | None, left: int | None = None) -> SafeString | str:
    """A due day as a tag with word, shape and colour: ``{% due application.due_on %}``."""
    if value is None:
        return ""
    colour = {"overdue": " red", "soon": " amber"}.get(urgency(value, left), "")
    return format_html('<span class="tag{}">{}</span>', colour, due_words(value, left))


@register.simple_tag
def due_class(value: date | None, left: int | None = None) -> str:
    """The class of a line of 今天要办: ``overdue``, ``soon`` or nothing."""
    return urgency(value, left)


@register.filter
def highlight(text: str, words: str | list[str]) -> SafeString:
    """The text, escaped, with each of the words in ``mark``; words are a list, or separated by blanks."""
    wanted = words.split() if isinstance(words, str) else [word for word in words if word]
    if not wanted:
        return conditional_escape(text)
    pattern = re.compile("|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True)), re.IGNORECASE)
    pieces, last = [], 0
    for found in pattern.finditer(str(text)):
        pieces += [conditional_escape(text[last : found.start()]), format_html("<mark>{}</mark>", found.group())]
        last = found.end()
    pieces.append(conditional_escape(text[last:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped above


@register.filter
def widget_kind(field: Any) -> str:
    """What kind of control a form field has: ``checkbox`` for a single box, ``group`` for several, ``control`` otherwise."""
    if field.use_fieldset:
        return "group"
    return "checkbox" if getattr(field.field.widget, "input_type", "") == "checkbox" else "control"


@register.filter
def first_control(field: Any) -> str:
    """The id to which a message about a field leads."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag(takes_context=True)
def print_footer(context: dict[str, Any]) -> SafeString:
    """A style element that puts the page's address, the day and the page's number at the foot of each printed sheet."""
    request: HttpRequest | None = context.get("request")
    address = f"{request.get_host()}{quote(request.path)}" if request is not None else ""
    safe = re.sub(r"[^\w.:/%~-]", "", address)
    return mark_safe(  # noqa: S308 - the address holds only the characters let through above
        f'<style>@page{{@bottom-left{{content:"{safe}";font-size:8pt;color:#444}}'
        f'@bottom-center{{content:"{day(today())}";font-size:8pt;color:#444}}'
        '@bottom-right{content:counter(page)" / "counter(pages);font-size:8pt;color:#444}}</style>'
    )


@register.simple_tag(takes_context=True)
def office_navigation(context: dict[str, Any]) -> list[Link]:
    """What somebody can open in their office, by role."""
    office = context.get("office")
    return office_links(office, context["request"].path) if office else []


@register.simple_tag(takes_context=True)
def site_navigation(context: dict[str, Any]) -> list[Link]:
    """The parts of an agency's public site."""
    agency = context.get("agency")
    return site_links(agency, context["request"].path) if agency else []


@register.simple_tag(takes_context=True)
def work_places(context: dict[str, Any]) -> list[Any]:
    """The agencies in which the person signed in works, each once."""
    return list({membership.agency_id: membership.agency for membership in context.get("memberships", ())}.values())


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """The page's own query with some values changed, for pagers and facets: ``?{% with_query page=2 %}``; None drops one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None and value != "":
            query[name] = str(value)
    return query.urlencode()
