"""Reports in traditional characters: labels and facts are understood, the text stays as it was printed."""

from __future__ import annotations

from disclosure.checks.subject import in_simplified
from disclosure.reading import read_report
from disclosure.reading.spoken import as_spoken
from disclosure.reading.tables.labels import label_key, title_key
from disclosure.reading.traditional import _characters, is_traditional, simplified_text
from disclosure.samples import Layout, generate
from engine.samples.test_read_back import cells_differing


def traditional(page: bytes) -> bytes:
    """A page as a converter serves it, its words changed too."""
    back: dict[int, str] = {}
    for other, usual in _characters().items():
        back.setdefault(ord(usual), chr(other))
    text = page.decode().translate(back)
    for usual, other in (("規範性文件", "規範性檔案"), ("信息", "資訊")):
        text = text.replace(usual, other)
    return text.encode()


def test_every_cell_of_traditional_pages_is_read_as_printed():
    for name, data, truth in generate(25, 41, (Layout.HTML,)):
        page = traditional(data)
        report = read_report(page, name)

        assert cells_differing(page, truth) == [], name
        assert (report.agency, report.year, report.period) == (truth.report.agency, truth.report.year, truth.report.period)
        assert report.contact.phone == truth.report.contact.phone
        assert [part.number for part in report.sections] == [part.number for part in truth.report.sections]


def test_the_text_stays_as_it_was_printed():
    name, data, _truth = next(iter(generate(1, 41, (Layout.HTML,))))

    assert "資訊" in read_report(traditional(data), name).sections[0].text


def test_a_text_keeps_its_length_so_that_places_in_it_hold():
    text = "行政規範性檔案、政府資訊公開條例，採購專案3件"

    assert simplified_text(text) == "行政规范性文件、政府信息公开条例，采购项目3件"
    assert len(simplified_text(text)) == len(text)


def test_simplified_text_is_not_touched():
    assert simplified_text("档案管理") == "档案管理"
    assert simplified_text("縣檔案局") == "县档案局", "an archive is no document"
    assert not is_traditional("於、後、裡，三字而已")


def test_sounds_written_behind_characters_are_no_part_of_a_label():
    assert label_key("採購項(xiàng)目") == label_key("采购项目")
    assert title_key("六、其他需要報(bào)告的事項(xiàng)") == title_key("六、其他需要报告的事项")


def test_who_reads_and_who_checks_a_report_tell_alike_how_it_is_written():
    # Just enough traditional characters, the last of them where the first few thousand characters end.
    for length in range(4990, 5004):
        text = f"青禾鎮人民政府2022年政府信息公開工作年度報告\n一、總體情況\n{'平' * (length - 40)}\n依據條例編製"
        report = read_report(text.encode(), "a.txt")
        heard = as_spoken(report.preamble, report.sections)

        assert (heard[0].text != report.preamble.text) == (in_simplified(report) is not report)


def test_every_character_stands_once():
    assert all(len(usual) == 1 and chr(other) != usual for other, usual in _characters().items())
