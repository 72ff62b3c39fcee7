"""What the child process is asked about one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosure.language import language_in_force
from disclosure.reading.sources import Provenance

#: Makes something of a file's bytes, their examination, and the known editions of the form.
Work = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A file's bytes and name, what is noted of where it came from, and what to make of it in which language.

    ``whole`` asks for the examination too, which is longer than most of what is made of it.
    """

    data: bytes
    name: str
    noted: Provenance | None = None
    work: Work | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    whole: bool = True
    #: What a converter made of a file of an old kind, which the child could not convert within its limits.
    modern: bytes | None = None
    language: str = field(default_factory=language_in_force)
