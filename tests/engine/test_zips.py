"""A zip with some members replaced: the others byte for byte, whatever they are packed with."""

from __future__ import annotations

import io
import zipfile

import pytest

from disclosure.zips import replaced


def package(**more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", b"<a/>" * 100, zipfile.ZIP_DEFLATED)
        archive.writestr("名字.xml", b"plain", zipfile.ZIP_STORED)
        archive.writestr("b.bin", b"bzip" * 50, zipfile.ZIP_BZIP2)
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_one_is_replaced_one_added_the_rest_stays_in_order():
    with zipfile.ZipFile(io.BytesIO(replaced(package(), {"a.xml": b"new", "后.xml": b"more"}))) as opened:
        assert opened.testzip() is None
        found = {name: opened.read(name) for name in opened.namelist()}

    assert list(found) == ["a.xml", "名字.xml", "b.bin", "后.xml"]
    assert found == {"a.xml": b"new", "名字.xml": b"plain", "b.bin": b"bzip" * 50, "后.xml": b"more"}


def test_a_member_that_explodes_is_never_unpacked(monkeypatch):
    data = package(bomb=b"0" * 2_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_a, **_k: pytest.fail("unpacked"))

    assert len(replaced(data, {"a.xml": b"new"})) < 10_000_000


def test_streamed_zips_whose_sizes_stand_behind_the_data_are_understood():
    class Unseekable(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_args):
            raise OSError

        def tell(self):
            raise OSError

    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<a/>")
        archive.writestr("b.xml", b"<b/>" * 9)

    with zipfile.ZipFile(io.BytesIO(replaced(out.getvalue(), {"a.xml": b"new"}))) as opened:
        assert opened.testzip() is None
        assert opened.read("b.xml") == b"<b/>" * 9


def test_a_directory_that_points_nowhere_is_refused():
    data = bytearray(package())
    data[0:4] = b"XXXX"

    with pytest.raises(zipfile.BadZipFile):
        replaced(bytes(data), {"名字.xml": b"x"})
