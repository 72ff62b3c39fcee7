"""The portal's commands of ``gongkai``: demo, serve, backup, restore, manage.

Django is set up inside each command, so that the help of ``gongkai`` costs nothing. Words stand here in both languages:
the catalogues of the pages are loaded with Django, and the command line speaks before that.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click

from disclosure.cli.group import Command
from disclosure.language import Label

_HOST = Label("监听的地址；默认只有本机能打开。", "The address to listen at; by default only this machine can open it.")
_PORT = Label("监听的端口。", "The port to listen at.")


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()


@click.command(
    context_settings={"ignore_unknown_options": True},
    add_help_option=False,
    help=str(Label("系统管理员用的命令（Django 自带的）。", "Commands for the system's administrator (Django's own).")),
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    execute_from_command_line(["gongkai manage", *arguments])


@click.command(
    "serve",
    cls=Command,
    help=str(Label("运行系统：办公和公开网站。第一次运行时按提示开通。", "Run the system: the office and the public site.")),
)
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help=str(_HOST))
@click.option("--port", metavar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535), help=str(_PORT))
@click.option(
    "--workers", metavar="N", default=2, show_default=True, type=click.IntRange(1, 64), help=str(Label("进程数。", "Processes."))
)
def serve(host: str, port: int, workers: int) -> None:
    """Bring the database up to date, say how to open a new installation, serve until interrupted."""
    from portal import serving

    serving.check_platform()
    serving.check_address(host, port)
    _django()
    serving.prepare()
    serving.say_first_run(host, port)
    serving.become_server(host, port, workers)


@click.command(
    "demo",
    cls=Command,
    help=str(
        Label(
            "演示：虚构的一个县和五个乡镇，各种角色的登录名打印出来。给出 FOLDER 时，首页显示其中的年报。",
            "A demonstration with an invented county and five towns; prints a sign-in for each role. FOLDER: reports to show.",
        )
    ),
)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[FOLDER]")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help=str(
        Label("演示中的“今天”，例如 2026-03-02；默认是真正的今天。", "What day it is in the demonstration; default: today.")
    ),
)
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help=str(_HOST))
@click.option("--port", metavar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535), help=str(_PORT))
def demo(folder: Path | None, as_of: datetime | None, host: str, port: int) -> None:
    """Invent a county in a fresh folder, serve it until interrupted, and leave nothing behind."""
    from portal import serving

    serving.check_platform()
    serving.check_address(host, port)
    day: date | None = as_of.date() if as_of else None
    with serving.demonstration(folder, day, host) as environment:
        os.environ.update(environment)
        _django()
        serving.prepare()
        serving.invent_county()
        serving.say_sign_ins(host, port)
        serving.run_server(host, port, workers=2)


@click.command(
    "backup",
    cls=Command,
    help=str(
        Label(
            "把数据库和上传的文件备份到 FILE（.zip）。运行中也可以备份。",
            "Back up the database and all uploaded files to FILE (.zip), also while the system runs.",
        )
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--with-keys",
    is_flag=True,
    help=str(Label("也备份密钥；备份文件要像密钥一样保管。", "The keys too: keep the file as you keep them.")),
)
@click.option("--force", is_flag=True, help=str(Label("覆盖已有的文件。", "Overwrite a file that exists.")))
def backup(file: Path, with_keys: bool, force: bool) -> None:
    """Write a backup and say what is in it."""
    _django()
    from portal import backups

    click.echo(str(backups.write(file, with_keys=with_keys, force=force)))


@click.command(
    "restore",
    cls=Command,
    help=str(Label("从备份 FILE 恢复。请先停止系统。", "Restore from the backup FILE. Stop the system first.")),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help=str(Label("覆盖现有的数据。", "Overwrite the data that is there.")))
def restore(file: Path, force: bool) -> None:
    """Check a backup, put it in place, check what was put, and say what is there now."""
    _django()
    from portal import backups

    click.echo(str(backups.restore(file, force=force)))
