"""``gongkai demo``: examines the built-in sample reports, or a folder of one's own, and shows the check-up page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import click

from disclosure.checks.examination import Examination
from disclosure.cli.group import Command
from disclosure.cli.inputs import files_named, workers
from disclosure.errors import DisclosureError, reason
from disclosure.language import CHINESE, ENGLISH, _, language_in_force


class DemoError(DisclosureError):
    """The demonstration cannot start: nobody can listen at the address."""


@dataclass(frozen=True, slots=True)
class Served:
    """What stands at an address: its bytes and media type."""

    body: bytes
    media_type: str


@click.command("demo", cls=Command, help=str(_("核对内置的示例年报（或者文件夹 FOLDER 里的文件），在浏览器里看结果。")))
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[FOLDER]")
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help=str(_("监听的地址；默认只有本机能打开。")))
@click.option(
    "--port", metavar="PORT", default=8000, show_default=True, type=click.IntRange(0, 65535), help=str(_("监听的端口。"))
)
def demo(folder: Path | None, host: str, port: int) -> None:
    """Examine, then serve the page until it is interrupted. Raises :class:`DemoError`."""
    with listen(host, port) as server:
        click.echo(str(_("正在核对……")))
        served = contents(examinations(folder))
        server.RequestHandlerClass = partial(Handler, served=served)
        shown_host = f"[{host}]" if ":" in host else host
        click.echo(str(_("请在浏览器中打开 {address}", address=f"http://{shown_host}:{server.server_port}/")))
        click.echo(str(_("按 Ctrl+C 停止。")))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo(str(_("已停止。")))


def examinations(folder: Path | None) -> list[Examination]:
    """The examined reports of ``folder`` in the order of their paths, or the built-in samples.

    Files of others are read in a child process with limits; one that cannot be read is among the examinations with the
    reason. Raises :class:`click.UsageError` for a folder without reports.
    """
    # Imported here: the help of this command costs no readers.
    from disclosure.examine import examine_bytes, examine_together
    from disclosure.isolation import examine_files
    from disclosure.samples import sample_files

    if folder is None:
        return [examine_bytes(data, name) for name, data in sample_files()]
    named = [(name.removeprefix(f"{folder}{os.sep}"), place) for name, place in files_named([str(folder)])]
    return list(examine_together(list(examine_files(named, workers=workers()))))


def contents(examined: list[Examination]) -> Mapping[str, Served]:
    """What the demonstration serves, by path: the page, and the reports as JSON lines."""
    from disclosure.writing import report_line
    from disclosure.writing.checkup import checkup_page

    lines = "".join(f"{report_line(one.report, one.findings)}\n" for one in examined)
    return {
        "/": Served(checkup_page(examined, language=language_in_force()).encode(), "text/html; charset=utf-8"),
        "/reports.jsonl": Served(lines.encode(), "application/x-ndjson; charset=utf-8"),
    }


def listen(host: str, port: int) -> ThreadingHTTPServer:
    """A server that listens at the address already, so that a taken port is said before the work.

    Raises :class:`DemoError`.
    """
    try:
        return ThreadingHTTPServer((host, port), BaseHTTPRequestHandler)
    except OSError as error:
        raise DemoError(
            _(
                "不能在 {host} 的端口 {port} 上提供页面：{reason}。换一个端口再试，例如 --port {other}。",
                host=host,
                port=port,
                reason=reason(error),
                other=port + 1 if port < 65535 else 8000,
            )
        ) from error


class Handler(BaseHTTPRequestHandler):
    """Answers from what was made before; nothing of the disk can be reached."""

    def __init__(self, *arguments: object, served: Mapping[str, Served]) -> None:
        self.served = served
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """The content at the path, or a page that leads back."""
        found = self.served.get(urlsplit(self.path).path)
        self._answer(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, found or _missing())

    do_HEAD = do_GET

    def _answer(self, status: HTTPStatus, content: Served) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content.media_type)
        self.send_header("Content-Length", str(len(content.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: who looks at the demonstration is nobody's business."""


def _missing() -> Served:
    said = _("这里没有内容。请回到首页看核对结果。")
    body = (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>404</title><p>{said.text(CHINESE)}</p><p lang="en">{said.text(ENGLISH)}</p><p><a href="/">/</a></p></html>'
    )
    return Served(body.encode(), "text/html; charset=utf-8")
