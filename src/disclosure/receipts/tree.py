"""A Merkle tree over hashes, as certificate logs keep them (RFC 9162 §2.1): one root stands for all leaves, in order.

SHA-256 throughout. Leaves and inner nodes are hashed with different first bytes, so that none can pass for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

#: Bytes of every hash.
SIZE = 32


def leaf_hash(data: bytes) -> bytes:
    """The leaf that stands for ``data`` (RFC 9162 §2.1.1)."""
    return sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _left_size(size: int) -> int:
    """How many of ``size`` (≥ 2) leaves stand in the left half: the largest power of two below it."""
    return 1 << (size - 1).bit_length() - 1


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes; that of no leaves is the hash of nothing (RFC 9162 §2.1.1)."""
    if not leaves:
        return sha256(b"").digest()
    level = list(leaves)
    # Level by level, an odd last node going up as it is: the same tree as halving, without its recursion.
    while len(level) > 1:
        pairs = [_node(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def path_to(leaves: Sequence[bytes], place: int) -> tuple[bytes, ...]:
    """The hashes that lead from the leaf at ``place`` up to the root, the nearest first (RFC 9162 §2.1.3.1).

    Raises :class:`IndexError` where there is no such leaf.
    """
    if not 0 <= place < len(leaves):
        raise IndexError(place)
    if len(leaves) == 1:
        return ()
    half = _left_size(len(leaves))
    if place < half:
        return (*path_to(leaves[:half], place), root_of(leaves[half:]))
    return (*path_to(leaves[half:], place - half), root_of(leaves[:half]))


def root_from(leaf: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a path claims for a leaf among ``size``; None where the path has not the length it must have."""
    if not 0 <= place < size:
        return None
    steps = []
    while size > 1:
        half = _left_size(size)
        on_the_left = place < half
        steps.append(on_the_left)
        place, size = (place, half) if on_the_left else (place - half, size - half)
    if len(steps) != len(path):
        return None
    found = leaf
    for on_the_left, other in zip(reversed(steps), path, strict=True):
        found = _node(found, other) if on_the_left else _node(other, found)
    return found
