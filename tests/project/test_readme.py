"""The READMEs promise what is true: every command in them is run, and both say the same."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from project.readme import PROJECT, READMES, Command, commands

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def environment(**more: str) -> dict[str, str]:
    """This process's, with the command ``gongkai`` of the interpreter that runs the tests first on the path.

    What an outer make hands down is left out: the make of a test is started as a user would start it.
    """
    here = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return here | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"} | more


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_does_what_the_readme_says(readme: Path, tmp_path: Path):
    """One after the other, in one folder, as a reader would type them."""
    promised = commands(readme, "console")
    assert len(promised) >= 9

    for command in promised:
        ran = subprocess.run(
            ["bash", "-c", command.line], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120
        )

        assert ran.returncode == command.status, f"{command.line}\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}"
        assert "Traceback" not in ran.stderr
        for line in command.shown:
            assert line in ran.stdout, command.line
    assert (tmp_path / "check-up.html").stat().st_size > 10_000
    assert (tmp_path / "reports.jsonl").read_text(encoding="utf-8").count("gongkai.report/1") >= 5
    assert (tmp_path / "report.docx").stat().st_size > 5_000


def test_both_readmes_have_the_same_commands():
    """The English one asks for English; the output that they show is each in its language."""
    english, chinese = READMES

    for kind in ("console", "sh"):
        assert [alike(command) for command in commands(english, kind)] == [alike(command) for command in commands(chinese, kind)]


def alike(command: Command) -> tuple[str, int, int]:
    return command.line.replace(" --lang en", ""), command.status, len(command.shown)


def test_both_readmes_open_with_the_two_commands_and_lead_to_each_other():
    english, chinese = (readme.read_text(encoding="utf-8") for readme in READMES)

    for readme in READMES:
        assert [command.line for command in commands(readme, "sh")] == ["make demo", "make test"]
    assert "](README.zh.md)" in english
    assert "](README.md)" in chinese


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_link_of_a_readme_leads_somewhere(readme: Path):
    for target in re.findall(r"\]\(([^)]+)\)", readme.read_text(encoding="utf-8")):
        assert (PROJECT / target).exists(), target


def test_the_test_command_of_the_readme_is_what_continuous_integration_runs():
    last = (PROJECT / ".ci" / "run").read_text(encoding="utf-8").strip().splitlines()[-1]

    assert last.removesuffix(" </dev/null") == commands(READMES[0], "sh")[1].line
    assert re.search(r"^test:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("reports", ["", "reports"], ids=["the built-in samples", "a folder of one's own"])
def test_make_demo_opens_an_invented_county_with_a_sign_in_for_each_role(reports: str, tmp_path: Path):
    arguments = []
    if reports:
        subprocess.run(["gongkai", "samples", str(tmp_path / "my reports")], env=environment(), check=True)
        arguments = [f"REPORTS={tmp_path / 'my reports'}"]

    with demo(*arguments, said=tmp_path / "said") as (address, process):
        page = fetch(address, process, within=300)
        town = fetch(f"{address}site/qinghe/", process)
        style = fetch(f"{address}static/portal/house.css", process)

    said = (tmp_path / "said").read_text(encoding="utf-8")
    assert "<html" in page
    assert "年度报告" in page
    assert "云溪县青禾镇人民政府" in town
    assert "--ink" in style
    for role in ("专职人员", "信息员", "审核人", "分管领导", "主管部门", "Disclosure clerk", "A sign-in for each role"):
        assert role in said


@contextmanager
def demo(*arguments: str, said: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """``make demo`` on a free port, ended as the Ctrl-C of a user ends it; gives its address and the process.

    What it prints goes to the file ``said``.
    """
    port = free_port()
    command = ["make", "demo", f"PORT={port}", *arguments]
    shown = said.open("wb")
    with shown, subprocess.Popen(command, cwd=PROJECT, env=environment(), start_new_session=True, stdout=shown) as process:
        try:
            yield f"http://127.0.0.1:{port}/", process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=40)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str, process: subprocess.Popen[bytes], within: float = 120) -> str:
    """The page at ``address``, waiting until ``process`` serves it."""
    end = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode("utf-8"))
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end or process.poll() is not None:
                raise
            time.sleep(0.2)


def test_the_guides_name_only_menus_that_there_are():
    """What stands around an arrow is a label of a page, in the language of the guide; ordinary words beside it are not marked."""
    labels: dict[str, str] = {}
    for path in sorted((PROJECT / "src" / "portal" / "locale").rglob("*.po")):
        with path.open("rb") as file:
            labels.update({str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string})
    english = "".join((PROJECT / "docs" / name).read_text(encoding="utf-8") for name in ("guide.md", "deployment.md"))
    chinese = (PROJECT / "docs" / "guide.zh.md").read_text(encoding="utf-8")

    named = {name for pair in re.findall(r"\*([^*\n]+)\* → (?:a [\w ]+ → )?\*([^*\n]+)\*", english) for name in pair}
    assert len(named) > 6
    assert named <= set(labels.values())
    assert not re.search(r"[\u4e00-\u9fff]+ → ", english)

    paths = re.findall(r"(?:[\u4e00-\u9fff]+[”“]* → [“”]*)+[\u4e00-\u9fff]+", chinese)
    assert len(paths) > 5
    steps = {step.strip(" “”") for path in paths for step in path.split("→")}
    assert steps - {"一份年报", "已签发的版本"} <= set(labels)
