"""Hashing for the demonstration: the usual algorithm with few rounds, since dozens of secrets are made in its first seconds.

The number of rounds stands in each hash, so the usual hasher checks it, and raises it when somebody signs in.
"""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds. Nothing in a demonstration is secret."""

    iterations = 1000
