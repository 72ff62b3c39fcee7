"""Files from strangers: each refusal says what the file seems to be and what to do."""

import io
import zipfile
from contextlib import suppress
from secrets import token_bytes, token_hex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import UnreadableError
from disclosure.reading.word.docx import read_docx
from disclosure.reading.word.package import MOST_MEMBERS, MOST_XML
from engine.reading.word_files import W, document_xml, p, word, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(data):
    with pytest.raises(UnreadableError) as caught:
        read_docx(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "says", "advises"),
    [
        (b"", "空的", "下载"),
        (OLE + "WordDocument".encode("utf-16-le"), "旧版 Word", "另存为 .docx"),
        (OLE + "Workbook".encode("utf-16-le"), "旧版 Excel", "Word 文件"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码", "去掉密码"),
        (b"%PDF-1.7", "不是 Word", "另存为 .docx"),
        (zipped({"xl/workbook.xml": "<x/>"}), "Excel", "Word 文件"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "演示文稿", "Word 文件"),
        (zipped({"content.xml": "<x/>"}), "OpenDocument", "另存为 .docx"),
        (zipped({"OFD.xml": "<x/>"}), "OFD", "Word 文件"),
        (zipped({"a.docx": "x"}), "压缩包", "解压"),
        (zipped({"word/document.xml": "<w:document"}), "损坏", "另存为 .docx"),
        (word(p("甲"))[:300], "损坏", "重新下载"),
    ],
)
def test_what_is_no_readable_word_file_is_named_with_advice(data, says, advises):
    message = refusal(data)

    assert says in message
    assert advises in message


def test_a_member_under_a_password_is_named():
    data = bytearray(word(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)

    assert "密码" in refusal(bytes(data))


def test_the_document_is_found_where_the_package_says():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="/word/document2.xml"/></Relationships>'
    )
    data = zipped({"_rels/.rels": relations, "word/document2.xml": document_xml(p("正文"))})

    assert read_docx(data).blocks[0].text == "正文"


def test_an_excel_file_under_the_name_of_a_word_file_is_named():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        ' Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )

    assert "Excel" in refusal(zipped({"_rels/.rels": relations, "xl/workbook.xml": "<x/>"}))


def test_a_zip_bomb_is_refused_before_it_unfolds():
    assert "异常庞大" in refusal(zipped({"word/document.xml": b" " * (4 * MOST_XML)}))


def test_a_member_larger_than_the_budget_is_refused_whatever_its_ratio():
    noise = token_bytes(64 * 1024) * (MOST_XML // (64 * 1024) + 1)

    assert "异常庞大" in refusal(zipped({"word/document.xml": noise}))


def test_a_size_that_lies_is_not_believed():
    data = bytearray(zipped({"word/document.xml": b" " * (2 * MOST_XML)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.rfind(mark)
        data[start + offset : start + offset + 4] = (10).to_bytes(4, "little")

    assert refusal(bytes(data))


def test_styles_count_into_the_same_budget():
    half = 2 * (b"<!--" + token_hex(3 * MOST_XML // 16).encode() + b"-->")
    text = document_xml(p("甲")).encode() + half
    data = zipped({"word/document.xml": text, "word/styles.xml": half + f'<w:styles xmlns:w="{W}"/>'.encode()})

    assert "异常庞大" in refusal(data)


ENTITY_BOMB = "<!DOCTYPE w [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<!DOCTYPE w>", p("甲")),
        ("<!DOCTYPE w [<!ENTITY x '甲'>]>", p("&x;")),
        ("<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>", p("&x;")),
        ("<!DOCTYPE w SYSTEM 'http://127.0.0.1:9/x.dtd'>", p("甲")),
        (ENTITY_BOMB + "]>", p("&i;")),
        (ENTITY_BOMB + "]>", '<w:p w:x="&i;"/>'),
    ],
)
def test_document_types_and_entities_are_refused(head, body):
    assert "实体" in refusal(word(body, head)) or "损坏" in refusal(word(body, head))


def test_nesting_without_end_is_refused():
    deep = 5_000

    assert refusal(word("<w:sdt><w:sdtContent>" * deep + "</w:sdtContent></w:sdt>" * deep))


def test_nesting_as_deep_as_the_parser_allows_is_read():
    deep = 100

    assert read_docx(word("<w:sdt><w:sdtContent>" * deep + p("底") + "</w:sdtContent></w:sdt>" * deep)).blocks


def test_a_zip_of_thousands_of_members_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(MOST_MEMBERS + 1):
            package.writestr(str(number), b"")

    assert "个文件" in refusal(out.getvalue())


@given(st.binary(max_size=400))
def test_any_bytes_give_a_message_and_no_crash(data):
    assert refusal(data)


def test_a_directory_that_points_before_the_file_is_damage():
    data = bytearray(word(p("甲")))
    end = data.rfind(b"PK\x05\x06")
    data[end + 16 : end + 20] = (int.from_bytes(data[end + 16 : end + 20], "little") + 300).to_bytes(4, "little")

    assert "损坏" in refusal(bytes(data))


WHOLE = word(p("甲") * 20)


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_byte_gives_a_document_or_a_message(place, value):
    damaged = bytearray(WHOLE)
    damaged[place] = value
    with suppress(UnreadableError):
        assert read_docx(bytes(damaged)).blocks is not None
