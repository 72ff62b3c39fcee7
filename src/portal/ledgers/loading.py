"""Definitions of ledgers, read strictly: a wrong file is refused when the program starts, with its name and what to mend."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from disclosure.data import load_yaml, only_keys
from disclosure.errors import DataError
from disclosure.language import Label, _
from portal.ledgers.kind import Choice, Field, FieldType, FigureDefinition, Kind

_KIND_REQUIRED = {"key", "label", "description", "day", "title", "columns", "fields"}
_KIND_KEYS = {*_KIND_REQUIRED, "order", "public", "one_a_year", "figures", "sentence"}
_FIELD_REQUIRED = {"key", "type", "label"}
_FIELD_KEYS = {*_FIELD_REQUIRED, "required", "public", "hint", "unit", "headers", "choices"}
_FIGURE_REQUIRED = {"key", "label", "unit"}
_FIGURE_KEYS = {*_FIGURE_REQUIRED, "sum", "where"}


def kinds() -> tuple[Kind, ...]:
    """All kinds of ledger, in their order, from the folders of the setting ``LEDGER_FOLDERS``. Raises :class:`DataError`."""
    return _kinds(tuple(str(folder) for folder in settings.LEDGER_FOLDERS))


def kind(key: str) -> Kind | None:
    """The kind with a key."""
    return next((kind for kind in kinds() if kind.key == key), None)


@cache
def _kinds(folders: tuple[str, ...]) -> tuple[Kind, ...]:
    found = [load_kind(path) for folder in folders for path in sorted(Path(folder).glob("*.yaml"))]
    keys = [kind.key for kind in found]
    if doubled := sorted({key for key in keys if keys.count(key) > 1}):
        raise DataError(_("台账种类重复定义：{keys}", keys=doubled))
    return tuple(sorted(found, key=lambda kind: (kind.order, kind.key)))


def load_kind(path: Path) -> Kind:
    """The kind that a file defines. Raises :class:`DataError` with the file's name."""
    raw = load_yaml(path)
    only_keys(raw, _KIND_KEYS, required=_KIND_REQUIRED, where=path.name)
    kind = Kind(
        key=raw["key"],
        label=_label(raw["label"], path.name),
        description=_label(raw["description"], path.name),
        day=raw["day"],
        title=raw["title"],
        fields=tuple(_field(entry, path.name) for entry in raw["fields"]),
        columns=tuple(raw["columns"]),
        figures=tuple(_figure(entry, path.name) for entry in raw.get("figures", ())),
        sentence=raw.get("sentence", ""),
        public=raw.get("public", False),
        one_a_year=tuple(raw.get("one_a_year", ())),
        order=raw.get("order", 100),
    )
    for complaint in _complaints(kind):
        raise DataError(_("{file}：{complaint}", file=path.name, complaint=complaint))
    return kind


def _label(raw: Any, where: str) -> Label:
    only_keys(raw, {"zh", "en"}, required={"zh", "en"}, where=where)
    return Label(raw["zh"], raw["en"])


def _field(raw: Mapping[str, Any], where: str) -> Field:
    only_keys(raw, _FIELD_KEYS, required=_FIELD_REQUIRED, where=where)
    if raw["type"] not in list(FieldType):
        raise DataError(_("{file}：字段 {key} 的类型 {type} 不认识", file=where, key=raw["key"], type=raw["type"]))
    return Field(
        key=raw["key"],
        type=FieldType(raw["type"]),
        label=_label(raw["label"], where),
        required=raw.get("required", False),
        public=raw.get("public", False),
        hint=_label(raw["hint"], where) if "hint" in raw else None,
        unit=_label(raw["unit"], where) if "unit" in raw else None,
        headers=tuple(raw.get("headers", ())),
        choices=tuple(_choice(entry, where) for entry in raw.get("choices", ())),
    )


def _choice(raw: Mapping[str, Any], where: str) -> Choice:
    only_keys(raw, {"key", "zh", "en"}, required={"key", "zh", "en"}, where=where)
    return Choice(raw["key"], Label(raw["zh"], raw["en"]))


def _figure(raw: Mapping[str, Any], where: str) -> FigureDefinition:
    only_keys(raw, _FIGURE_KEYS, required=_FIGURE_REQUIRED, where=where)
    allowed = {key: frozenset(values) for key, values in raw.get("where", {}).items()}
    return FigureDefinition(raw["key"], _label(raw["label"], where), _label(raw["unit"], where), raw.get("sum"), allowed)


def _complaints(kind: Kind) -> list[Any]:
    """What is wrong with a kind as a whole; the first is said."""
    return [*_of_fields(kind), *_of_figures(kind)]


def _of_fields(kind: Kind) -> list[Any]:
    found: list[Any] = []
    if len(set(kind.keys)) != len(kind.keys):
        found.append(_("有两个字段同名"))
    named = {kind.day, kind.title, *kind.columns, *kind.one_a_year}
    if unknown := sorted(named - set(kind.keys)):
        return [*found, _("没有这些字段：{keys}", keys=unknown)]
    day = kind.field(kind.day)
    if day.type is not FieldType.DATE or not day.required:
        found.append(_("day 应是必填的日期字段"))
    if not kind.field(kind.title).required:
        found.append(_("title 应是必填字段"))
    found += [_("字段 {key} 的选项与类型不符", key=one.key) for one in kind.fields if bool(one.choices) != _has_choices(one)]
    private = [one.key for one in kind.fields if one.public and one.type is FieldType.PEOPLE]
    found += [_("字段 {key} 是人员，不能公开", key=key) for key in private]
    if kind.public and not (day.public and kind.field(kind.title).public):
        found.append(_("公开的台账，日期和名称字段也要公开"))
    return found


def _has_choices(field: Field) -> bool:
    return field.type is FieldType.CHOICE


def _of_figures(kind: Kind) -> list[Any]:
    found: list[Any] = []
    for figure in kind.figures:
        # A sum over a blank has no result, so what is summed has to be filled in.
        if figure.sum is not None and not _is_summed(kind, figure.sum):
            found.append(_("数字 {key} 求和的字段应是必填的数字", key=figure.key))
        for key, allowed in figure.where.items():
            choices = {choice.key for choice in kind.field(key).choices} if key in kind.keys else set()
            if not allowed <= choices:
                found.append(_("数字 {key} 的条件 {field} 不在选项里", key=figure.key, field=key))
    named = {name for _text, name, _spec, _conversion in string.Formatter().parse(kind.sentence) if name is not None}
    if unknown := sorted(named - {figure.key for figure in kind.figures}):
        found.append(_("句子里的数字没有定义：{keys}", keys=unknown))
    return found


def _is_summed(kind: Kind, key: str) -> bool:
    return key in kind.keys and kind.field(key).type is FieldType.NUMBER and kind.field(key).required
