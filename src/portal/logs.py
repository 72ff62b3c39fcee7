"""Logs without personal data."""

from __future__ import annotations

import logging

from disclosure.privacy import mask


class WithoutPersonalData(logging.Filter):
    """Masks personal numbers in what is logged; arguments are folded into the message first."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always let the record through, masked."""
        record.msg, record.args = mask(record.getMessage()), ()
        return True
