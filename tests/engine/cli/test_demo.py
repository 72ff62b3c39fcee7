"""gongkai demo: what a newcomer sees first."""

from __future__ import annotations

import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
import pytest

from disclosure.cli.demo import DemoError, Handler, contents, examinations, listen
from disclosure.form import DocumentType
from disclosure.samples import sample_files


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The demonstration of the built-in samples on a free port."""
    with listen("127.0.0.1", 0) as server:
        server.RequestHandlerClass = partial(Handler, served=contents(examinations(None)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def fetch(address: str, method: str = "GET") -> tuple[int, str, str]:
    """Status, media type and text of an answer."""
    request = urllib.request.Request(address, method=method)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def test_the_first_page_has_a_card_for_each_sample(address: str):
    status, media_type, page = fetch(f"{address}/")

    assert (status, media_type) == (200, "text/html; charset=utf-8")
    assert page.count('<details class="card"') == len(list(sample_files()))


def test_the_reports_are_there_as_lines_of_json(address: str):
    status, _media_type, lines = fetch(f"{address}/reports.jsonl")

    assert status == 200
    assert [json.loads(line)["source"]["file"] for line in lines.splitlines()] == [name for name, _data in sample_files()]


def test_a_question_mark_after_the_address_changes_nothing(address: str):
    assert fetch(f"{address}/?from=readme")[0] == 200


@pytest.mark.parametrize("path", ["/nothing", "/../../etc/passwd", "/%2e%2e/pyproject.toml", "/favicon.ico"])
def test_any_other_address_is_answered_with_a_way_back(address: str, path: str):
    status, _media_type, page = fetch(f"{address}{path}")

    assert status == 404
    assert 'href="/"' in page
    assert "这里没有内容" in page


def test_a_head_request_has_no_body(address: str):
    assert fetch(f"{address}/", "HEAD") == (200, "text/html; charset=utf-8", "")


def test_a_taken_port_is_said_before_the_work_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(DemoError) as refused:
            listen("127.0.0.1", port)

    assert str(port) in str(refused.value)
    assert f"--port {port + 1}" in str(refused.value)


def test_a_folder_of_one_s_own_is_examined_file_by_file_the_unreadable_too(tmp_path: Path):
    name, data = next(iter(sample_files()))
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / name).write_bytes(data)
    (tmp_path / "空.docx").write_bytes(b"")

    found = {one.report.source.file: one.report.document_type for one in examinations(tmp_path)}

    assert found == {
        str(Path("2023") / name): DocumentType.ANNUAL_REPORT,
        "空.docx": DocumentType.UNREADABLE,
    }


def test_a_folder_without_reports_is_refused_in_words(tmp_path: Path):
    with pytest.raises(click.UsageError, match="没有找到可读的文件"):
        examinations(tmp_path)
