"""Running the portal: what is made ready, what is said in the terminal, and the server that runs it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from disclosure.errors import DisclosureError
from disclosure.language import CHINESE, ENGLISH, Label, _, language_in_force


class ServingError(DisclosureError):
    """The server cannot start: this machine cannot run it, or the address is taken."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(_("{words}", words=Label(chinese, english)))


def say(chinese: str, english: str) -> None:
    """A sentence in the terminal; in a demonstration, which anybody may be trying, in both languages where none is asked for."""
    both = os.environ.get("GONGKAI_DEMO") == "1" and language_in_force() == CHINESE
    click.echo(f"{chinese} / {english}" if both else str(Label(chinese, english)))


def check_platform() -> None:
    """Raises :class:`ServingError` on Windows, where gunicorn does not run."""
    if sys.platform == "win32":
        raise ServingError(
            "Windows 上不能直接运行网站：所用的服务程序 gunicorn 只支持 Linux 和 macOS。请在 WSL 或一台 Linux 机器上运行，"
            "各台 Windows 电脑用浏览器访问。年报的读取、检查（gongkai report）在 Windows 上可以直接使用。",
            "The site cannot run on Windows itself: gunicorn runs on Linux and macOS only. Use WSL or a Linux machine, and open "
            "it from Windows in the browser. Reading and checking reports (gongkai report) works on Windows.",
        )


def check_address(host: str, port: int) -> None:
    """Say that a port is taken before the work, not after. Raises :class:`ServingError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        other = port + 1 if port < 65535 else 8000
        raise ServingError(
            f"不能在 {host} 的端口 {port} 上提供页面：{error.strerror}。换一个端口再试，例如 --port {other}。",
            f"Nothing can be served at {host}, port {port}: {error.strerror}. Try another one, for example --port {other}.",
        ) from error


def address(host: str, port: int) -> str:
    """What to type into the browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


def prepare() -> None:
    """The database is brought up to date, and in production the files of the pages are collected."""
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # below the data folder, which is made with it
    say("正在准备数据库……", "Preparing the database …")
    _migrate_others_first()
    call_command("migrate", verbosity=0, interactive=False)
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)


def _migrate_others_first() -> None:
    """Bring the tables of Wagtail and the rest up to date before ours.

    Django would take the apps by name, and then draw all of our models anew for each of Wagtail's many changes: that takes
    half as long again. The migrations themselves, and what they depend on, stay the same.
    """
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("portal.")}
    executor = MigrationExecutor(connection)
    executor.migrate([(app, name) for app, name in executor.loader.graph.leaf_nodes() if app not in ours])


def say_first_run(host: str, port: int) -> None:
    """Where the installation has no agency yet: the address that opens it, and the code that is asked for there."""
    from portal.desk.start_views import first_run_code

    if code := first_run_code():
        say(
            f"这是第一次运行。请打开 {address(host, port)}start/ 开通，启动码：{code}",
            f"This is the first run. Open {address(host, port)}start/ with this code: {code}",
        )


def _gunicorn(host: str, port: int, workers: int) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", bind),
        *("--workers", str(workers), "--threads", "4", "--worker-class", "gthread"),
        # Addresses of applicants stay out of the logs: no access log; errors go to the terminal.
        *("--timeout", "120", "--graceful-timeout", "15", "--log-level", "warning", "--no-control-socket"),
    ]


def become_server(host: str, port: int, workers: int) -> NoReturn:
    """Serve in place of this process, so that systemd and Ctrl-C speak to the server itself."""
    say(
        f"请在浏览器中打开 {address(host, port)} ；按 Ctrl+C 停止。",
        f"Open {address(host, port)} in the browser; Ctrl-C stops it.",
    )
    sys.stdout.flush()
    command = _gunicorn(host, port, workers)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.execv(command[0], command)  # noqa: S606 - our own interpreter


def run_server(host: str, port: int, workers: int) -> None:
    """Serve in a child process until interrupted."""
    sys.stdout.flush()
    environment = {"DJANGO_SETTINGS_MODULE": "portal.settings", **os.environ}
    signal.signal(signal.SIGTERM, _interrupted)
    with subprocess.Popen(_gunicorn(host, port, workers), env=environment) as server:  # noqa: S603 - our own interpreter
        try:
            server.wait()
        except KeyboardInterrupt:
            say("正在停止……", "Stopping …")
        finally:
            with suppress(ProcessLookupError):
                server.terminate()
            with suppress(KeyboardInterrupt):
                server.wait(timeout=20)


def _interrupted(number: int, frame: object) -> NoReturn:  # noqa: ARG001 - signal's signature
    raise KeyboardInterrupt


@contextmanager
def demonstration(reports: Path | None, day: date | None, host: str) -> Iterator[Mapping[str, str]]:
    """A fresh data folder, thrown away at the end; gives the settings of a demonstration as variables."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-demo-"))
    given = {
        "GONGKAI_DATA": str(folder),
        "GONGKAI_MODE": "development",
        "GONGKAI_ZONE": "both",
        "GONGKAI_HOSTING": "1",
        "GONGKAI_DEMO": "1",
        "DATABASE_URL": "",
        "GONGKAI_AS_OF": day.isoformat() if day else "",
        "GONGKAI_DEMO_REPORTS": str(reports.resolve()) if reports else "",
    }
    if host not in ("127.0.0.1", "localhost", "::1"):
        given["GONGKAI_HOSTS"] = "*"  # whoever asks to listen elsewhere wants to be reached by any name
    try:
        yield given
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def invent_county() -> None:
    """The invented county, as it stands today."""
    from portal.demo.county import invent
    from portal.today import today

    say("正在虚构一个县和五个乡镇的数据……", "Inventing a county and five towns …")
    invent(today())


def say_sign_ins(host: str, port: int) -> None:
    """One sign-in for each role, and where to use it."""
    from portal.demo.people import PASSWORD, sign_ins

    click.echo(address(host, port))
    say(f"各角色的登录名（密码都是 {PASSWORD}）：", f"A sign-in for each role (all with the password {PASSWORD}):")
    for one in sign_ins():
        click.echo(f"  {one.username:<16} {_role(one.role)}  {one.agency}")
    say("按 Ctrl+C 停止；演示数据随之删除。", "Ctrl-C stops it; the invented data goes with it.")


def _role(role: object) -> str:
    """A role in the language in force, by Chinese its English beside it."""
    from django.utils.translation import override

    with override("en"):
        english = str(role)
    with override("zh-hans"):
        return english if language_in_force() == ENGLISH else f"{role} / {english}"
