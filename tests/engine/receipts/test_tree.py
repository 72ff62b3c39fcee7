"""The tree of RFC 9162: every leaf has a path to the root, and no other leaf, place or path leads there."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.receipts.tree import leaf_hash, path_to, root_from, root_of

#: The eight entries and their roots that certificate logs test their trees with (RFC 6962 reference data).
ENTRIES = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
)]  # fmt: skip
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_roots_are_those_of_certificate_logs(size, root):
    assert root_of([leaf_hash(entry) for entry in ENTRIES[:size]]).hex() == root


def test_of_nothing_the_root_is_the_hash_of_nothing():
    assert root_of([]) == sha256(b"").digest()


@given(st.integers(1, 200), st.data())
def test_every_leaf_leads_to_the_root_and_to_no_other_place(size, data):
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(size)]
    place = data.draw(st.integers(0, size - 1))
    path, root = path_to(leaves, place), root_of(leaves)

    assert root_from(leaves[place], place, size, path) == root
    other = data.draw(st.integers(0, size - 1))
    if other != place:
        assert root_from(leaves[other], place, size, path) != root
        assert root_from(leaves[place], other, size, path) != root
    assert root_from(leaves[place], place, size, (*path, root)) is None
    assert root_from(leaves[place], size, size, path) is None


def test_there_is_no_path_to_what_is_not_there():
    with pytest.raises(IndexError):
        path_to([leaf_hash(b"")], 1)
