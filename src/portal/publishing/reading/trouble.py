"""Why a file cannot be read, as a code with facts: the words are those of the page that shows them."""

from __future__ import annotations


class Trouble(Exception):
    """A file cannot be read. ``code`` is a key of ``portal.publishing.troubles``."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
