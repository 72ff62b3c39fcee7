"""Loading the engine's own data files (law, form, calendar): YAML that refuses duplicate and unknown keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from disclosure.errors import DataError
from disclosure.language import _

# The C parser reads the same YAML about ten times faster; it is missing only from unusual builds.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader that refuses a key given twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key!r} stands twice", key_node.start_mark)
            seen.add(key)
        return dict(super().construct_mapping(node, deep=deep))


def load_yaml(path: Path) -> Any:
    """The content of a YAML data file.

    Raises :class:`DataError` naming file and line when it is not valid YAML or a mapping has a key twice.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Loader)  # noqa: S506 - _Loader derives from the safe loader
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise DataError(_("数据文件 {file} 无法读取：{reason}", file=path.name, reason=error)) from error


def only_keys(mapping: Mapping[str, Any], allowed: Collection[str], *, required: Collection[str] = (), where: str) -> None:
    """Refuse keys that ``mapping`` should not have and demand those it must have; ``where`` names the place for the reader.

    Raises :class:`DataError`.
    """
    if not isinstance(mapping, Mapping):
        raise DataError(_("{where} 应为键值结构", where=where))
    unknown = sorted(set(mapping) - set(allowed))
    if unknown:
        raise DataError(_("{where} 有不认识的键：{keys}", where=where, keys=unknown))
    missing = sorted(set(required) - set(mapping))
    if missing:
        raise DataError(_("{where} 缺少键：{keys}", where=where, keys=missing))
