"""Events of applications as JSON objects and back: how they are stored and handed between installations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from disclosure.errors import CaseError
from disclosure.language import _
from disclosure.records.application import EVENT_NAMES, ApplicationEvent, Channel, Consulted, DeliveryWay, Opinion


def _key(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


_KINDS = {_key(kind): kind for kind in EVENT_NAMES}
_DAYS = {"on", "confirmed_on", "delivered_on", "due_on", "answer_by", "told_on", "reached_on", "until"}
_ENUMS: Mapping[str, type[StrEnum]] = {"channel": Channel, "consulted": Consulted, "opinion": Opinion, "way": DeliveryWay}


def event_to(event: ApplicationEvent) -> dict[str, Any]:
    """The event as a JSON object: its kind under ``event``, days in ISO form."""
    values = ((each.name, getattr(event, each.name)) for each in fields(event))
    return {"event": _key(type(event)), **{name: _plain(value) for name, value in values}}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, StrEnum) else value


def event_from(payload: Mapping[str, Any]) -> ApplicationEvent:
    """The event that :func:`event_to` wrote. Raises :class:`CaseError` for anything else."""
    kind = _KINDS.get(str(payload.get("event")))
    given = {name: value for name, value in payload.items() if name != "event"}
    if kind is None or not given.keys() <= {each.name for each in fields(kind)}:
        raise CaseError(_("不认识的办理记录：{payload}", payload=payload.get("event")))
    try:
        event: ApplicationEvent = kind(**{name: _value(name, value) for name, value in given.items()})
    except (TypeError, ValueError) as error:
        raise CaseError(_("办理记录“{event}”的内容不完整或者写错了", event=EVENT_NAMES[kind])) from error
    return event


def _value(name: str, value: Any) -> Any:
    if value is None:
        return value
    if name in _DAYS:
        return date.fromisoformat(value)
    return _ENUMS[name](value) if name in _ENUMS else value
