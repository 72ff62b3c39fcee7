"""Where a file came from, as somebody noted it beside the file."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.errors import DisclosureError
from disclosure.form import DocumentType, Report, Source
from disclosure.reading.sources import Provenance, Provenances, sidecar_of, source_list, with_provenance


def test_a_sidecar_gives_address_and_day(tmp_path):
    (tmp_path / "a.txt.source.json").write_text('{"url": "https://example.org/a", "captured_on": "2023-01-31"}', encoding="utf-8")

    assert sidecar_of(tmp_path / "a.txt") == Provenance("https://example.org/a", date(2023, 1, 31))
    assert sidecar_of(tmp_path / "b.txt") is None, "no sidecar, nothing noted"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"captured_on": "31.1.2023"}', '{"captured_on": 5}'])
def test_a_sidecar_that_cannot_be_understood_is_named(tmp_path, text):
    (tmp_path / "a.txt.source.json").write_text(text, encoding="utf-8")
    with pytest.raises(DisclosureError, match=r"a\.txt\.source\.json"):
        sidecar_of(tmp_path / "a.txt")


def test_a_list_of_sources_is_keyed_by_file(tmp_path):
    listed = tmp_path / "sources.csv"
    listed.write_text("\ufefffile,url,captured_on\na.txt,https://example.org/a,2023-01-31\nb.txt,,\n", encoding="utf-8")

    assert source_list(listed) == {"a.txt": Provenance("https://example.org/a", date(2023, 1, 31)), "b.txt": Provenance()}


@pytest.mark.parametrize(("text", "line"), [("name,url\na.txt,x\n", 2), ("file,captured_on\na.txt,2023-01-31\nb.txt,soon\n", 3)])
def test_a_list_that_cannot_be_understood_names_the_line(tmp_path, text, line):
    listed = tmp_path / "sources.csv"
    listed.write_text(text, encoding="utf-8")
    with pytest.raises(DisclosureError, match=f"第{line}行"):
        source_list(listed)


def test_what_was_noted_goes_into_the_report_and_nothing_else_changes():
    report = Report(Source("a.txt", "0" * 64, "text/plain"), DocumentType.ANNUAL_REPORT, year=2022)
    noted = with_provenance(report, Provenance("https://example.org/a", date(2023, 1, 31)))

    assert (noted.source.url, noted.source.captured_on, noted.year) == ("https://example.org/a", date(2023, 1, 31), 2022)
    assert with_provenance(report, None) is report


@pytest.mark.parametrize("name", ["a.txt.meta.json", "a.source.json", "a.meta.json"])
def test_a_note_may_have_the_names_that_crawlers_give_it_and_tell_the_day_of_publication(tmp_path, name):
    (tmp_path / name).write_text('{"url": "https://example.org/a", "published_on": "2023-02-03"}', encoding="utf-8")

    assert sidecar_of(tmp_path / "a.txt") == Provenance("https://example.org/a", None, date(2023, 2, 3))


@pytest.mark.parametrize(
    "text",
    [
        "[InternetShortcut]\r\nURL=https://example.org/a?b=%20c\r\n",
        "https://example.org/a?b=%20c\n",
        "\ufeffhttps://example.org/a?b=%20c",
    ],
)
def test_a_link_saved_beside_a_file_gives_its_address(tmp_path, text):
    (tmp_path / "a.url").write_text(text, encoding="utf-8", newline="")

    assert sidecar_of(tmp_path / "a.txt") == Provenance("https://example.org/a?b=%20c")


def test_the_list_comes_before_a_note_and_may_name_the_path(tmp_path):
    (tmp_path / "a.txt.source.json").write_text('{"url": "https://example.org/note"}', encoding="utf-8")
    (tmp_path / "b.txt.source.json").write_text('{"url": "https://example.org/b"}', encoding="utf-8")
    sources = Provenances({str(tmp_path / "a.txt"): Provenance("https://example.org/list")})

    assert [sources.of(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")] == [
        Provenance("https://example.org/list"), Provenance("https://example.org/b"), None
    ]  # fmt: skip
