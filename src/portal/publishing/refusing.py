"""Acts that are refused: why, and what to do instead, in the words of the page."""

from __future__ import annotations


class Refused(Exception):
    """An act that may not be done now. Its text is for the person who tried: what stands in the way and what helps."""


class ChangedMeanwhile(Refused):
    """Somebody else was quicker, or the text is no longer what was read."""
