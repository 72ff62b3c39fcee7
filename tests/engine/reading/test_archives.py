"""Reports in zip archives: found by name, read in place, and never more of them than fits."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

import hostile_files as hostile
from disclosure.errors import UnreadableError
from disclosure.reading.archives import LARGEST_TOTAL, Member, Refusal, is_archive, members_of
from disclosure.samples import sample_files

KINDS = (".txt", ".docx")
NOTES = (".source.json", ".url")
SAMPLES = dict(sample_files())
WORD = next(data for name, data in SAMPLES.items() if name.endswith(".docx"))


def archive(folder: Path, members: dict[str, bytes], name: str = "a.zip") -> Path:
    path = folder / name
    path.write_bytes(hostile.zipped(members))
    return path


def listed(path: Path) -> dict[str, Member | Refusal]:
    return dict(members_of(path, KINDS, NOTES))


def test_the_reports_of_an_archive_are_found_in_order_and_read(tmp_path):
    path = archive(tmp_path, {"乙/b.txt": b"2", "a.docx": WORD, "c.png": b"3", "d.TXT": b"4"})

    found = listed(path)

    assert list(found) == ["a.docx", "d.TXT", "乙/b.txt"]
    assert [found[name].read() for name in ("乙/b.txt", "a.docx")] == [b"2", WORD]


def test_what_systems_put_into_archives_is_left_out(tmp_path):
    junk = ("__MACOSX/._a.txt", "__MACOSX/a.txt", "._b.txt", "~$年报.docx", "目录/.DS_Store")

    assert list(listed(archive(tmp_path, dict.fromkeys((*junk, "a.txt"), b"1")))) == ["a.txt"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_the_encoding_of_their_maker_are_read(tmp_path, encoding):
    """Chinese Windows writes names in GBK without a sign of it, some programs UTF-8 without one."""
    name = "青禾镇年报.txt".encode(encoding)
    plain = hostile.zipped({"x" * len(name): b"1"})
    path = tmp_path / "a.zip"
    path.write_bytes(plain.replace(b"x" * len(name), name))
    # The name has no ending that python's zip library could see before it is decoded.
    assert list(dict(members_of(path, (".txt",)))) == ["青禾镇年报.txt"]


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "..\\..\\a.txt", "C:\\a.txt"])
def test_a_name_that_points_out_of_the_archive_is_only_a_name(tmp_path, name):
    path = archive(tmp_path, {name: b"1"})

    ((_shown, member),) = listed(path).items()

    assert member.read() == b"1"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.zip"]


def test_control_characters_do_not_reach_the_terminal(tmp_path):
    assert list(listed(archive(tmp_path, {"a\x1b[31m\n.txt": b"1"}))) == ["a[31m.txt"]


def test_an_archive_in_an_archive_is_opened_and_one_in_that_is_not(tmp_path):
    inner = hostile.zipped({"c.txt": b"3", "d.zip": hostile.zipped({"e.txt": b"4"})})
    found = listed(archive(tmp_path, {"b.zip": inner, "a.txt": b"1"}))

    assert list(found) == ["a.txt", "b.zip!c.txt", "b.zip!d.zip"]
    assert found["b.zip!c.txt"].read() == b"3"
    assert "一层" in str(found["b.zip!d.zip"].message)


def test_what_stands_beside_a_file_in_the_archive_is_its_note(tmp_path):
    members = {"a.txt": b"1", "a.txt.source.json": b'{"url": "https://x.example"}', "b.txt": b"2", "b.url": b"https://y.example"}
    found = listed(archive(tmp_path, members))

    assert [found[name].read_note() for name in ("a.txt", "b.txt")] == ['{"url": "https://x.example"}', "https://y.example"]


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith(".docx")])
def test_a_word_file_is_no_archive_whatever_its_name(tmp_path, name):
    path = tmp_path / "a.zip"
    path.write_bytes(SAMPLES[name])

    assert not is_archive(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", b"PK\x03\x04" + b"\0" * 500])
def test_what_is_no_zip_is_no_archive(tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    assert not is_archive(path)
    assert not is_archive(tmp_path / "missing.zip")


def refused(path: Path) -> str:
    ((name, found),) = listed(path).items()
    assert name == ""
    assert isinstance(found, Refusal)
    return str(found.message)


def test_a_bomb_is_refused_before_anything_is_unpacked(tmp_path):
    path = archive(tmp_path, {f"{number}.txt": b"0" * 20_000_000 for number in range(20)})

    assert "异常庞大" in refused(path)


def test_members_that_lie_upon_one_another_are_refused(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(hostile.overlapping_zip(4000))

    assert "异常庞大" in refused(path)


def test_far_too_many_members_are_refused(tmp_path):
    assert "20000" in refused(archive(tmp_path, {f"{number}.txt": b"" for number in range(20_001)}))


def test_a_thousand_members_are_all_found(tmp_path):
    assert len(listed(archive(tmp_path, {f"{number}.txt": b"1" for number in range(1000)}))) == 1000


def test_a_member_that_hides_its_size_is_stopped_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("disclosure.reading.archives.LARGEST_FILE", 100_000)
    data = bytearray(hostile.zipped({"a.txt": b"0" * 500_000}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.index(mark) + offset, 10)
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    with pytest.raises(UnreadableError, match="请"):
        listed(path)["a.txt"].read()


def test_a_member_with_a_password_is_said_to_have_one(tmp_path):
    data = bytearray(hostile.zipped({"a.txt": b"1"}))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + offset] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    with pytest.raises(UnreadableError, match="密码"):
        listed(path)["a.txt"].read()


def test_a_damaged_member_is_said_to_be_damaged_and_the_others_are_read(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", b"something long enough")
        made.writestr("b.txt", b"2")
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue().replace(b"something", b"SOMETHING"))

    with pytest.raises(UnreadableError, match="损坏"):
        listed(path)["a.txt"].read()
    assert listed(path)["b.txt"].read() == b"2"


def test_the_limits_leave_room_for_a_province():
    assert LARGEST_TOTAL > 3_000 * 2**20
