"""Events of applications and disputes as JSON objects and back: how they are stored and handed between installations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from disclosure.errors import CaseError
from disclosure.language import Label, _
from disclosure.records.application import EVENT_NAMES, ApplicationEvent, Channel, Consulted, DeliveryWay, Opinion
from disclosure.records.dispute_events import DISPUTE_EVENT_NAMES, Appellant, DisputeEvent, Procedure


def _key(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


_KINDS = {_key(kind): kind for kind in EVENT_NAMES}
_DISPUTE_KINDS = {_key(kind): kind for kind in DISPUTE_EVENT_NAMES}
_DAYS = {"on", "confirmed_on", "delivered_on", "due_on", "answer_by", "told_on", "reached_on", "until",
         "accepted_on", "received_on", "redo_by"}  # fmt: skip
_ENUMS: Mapping[str, type[StrEnum]] = {"channel": Channel, "consulted": Consulted, "opinion": Opinion, "way": DeliveryWay,
                                         "procedure": Procedure, "by": Appellant}  # fmt: skip


def event_to(event: ApplicationEvent) -> dict[str, Any]:
    """The event as a JSON object: its kind under ``event``, days in ISO form."""
    return _written(event)


def dispute_event_to(event: DisputeEvent) -> dict[str, Any]:
    """The event of a dispute as a JSON object, as :func:`event_to` has it."""
    return _written(event)


def _written(event: ApplicationEvent | DisputeEvent) -> dict[str, Any]:
    values = ((each.name, getattr(event, each.name)) for each in fields(event))
    return {"event": _key(type(event)), **{name: _plain(value) for name, value in values}}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, StrEnum) else value


def event_from(payload: Mapping[str, Any]) -> ApplicationEvent:
    """The event that :func:`event_to` wrote. Raises :class:`CaseError` for anything else."""
    event: ApplicationEvent = _read(payload, _KINDS, EVENT_NAMES)
    return event


def dispute_event_from(payload: Mapping[str, Any]) -> DisputeEvent:
    """The event that :func:`dispute_event_to` wrote. Raises :class:`CaseError` for anything else."""
    event: DisputeEvent = _read(payload, _DISPUTE_KINDS, DISPUTE_EVENT_NAMES)
    return event


def _read(payload: Mapping[str, Any], kinds: Mapping[str, type], names: Mapping[type, Label]) -> Any:
    kind = kinds.get(str(payload.get("event")))
    given = {name: value for name, value in payload.items() if name != "event"}
    if kind is None or not given.keys() <= {each.name for each in fields(kind)}:
        raise CaseError(_("不认识的办理记录：{payload}", payload=payload.get("event")))
    try:
        return kind(**{name: _value(name, value) for name, value in given.items()})
    except (TypeError, ValueError) as error:
        raise CaseError(_("办理记录“{event}”的内容不完整或者写错了", event=names[kind])) from error


def _value(name: str, value: Any) -> Any:
    if value is None:
        return value
    if name in _DAYS:
        return date.fromisoformat(value)
    return _ENUMS[name](value) if name in _ENUMS else value
