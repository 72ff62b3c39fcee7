"""The project's own tools refuse what they are there to refuse."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import zipfile
from email.message import Message
from pathlib import Path
from types import ModuleType

import pytest

from project.files import PROJECT


def tool(name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(f"tools_{name}", PROJECT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def package(**fields: str | list[str]) -> Message:
    """The metadata of a package with these fields."""
    metadata = Message()
    for name, value in fields.items():
        for one in [value] if isinstance(value, str) else value:
            metadata[name.replace("_", "-")] = one
    return metadata


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("(MIT AND PSF-2.0)", True),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("MPL-2.0", True),
        ("LGPL-2.1-or-later", True),
        ("AGPL-3.0-only", False),
        ("GPL-2.0-or-later", False),
        ("MIT AND GPL-3.0-only", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_licences_are_allowed_by_the_list_alone(expression: str, allowed: bool):
    assert tool("check_licences").is_allowed(expression) is allowed


def test_a_licence_is_taken_from_where_the_package_states_it():
    stated = tool("check_licences").stated_licence

    assert stated(package(License_Expression="MIT", License="something else")) == "MIT"
    assert stated(package(Classifier=["License :: OSI Approved :: MIT License", "Programming Language :: Python"])) == "MIT"
    assert stated(package(License="BSD-3-Clause")) == "BSD-3-Clause"
    assert stated(package(License="our own words")) == "our own words"
    assert stated(package()) == ""


def test_dual_licences_of_old_packages_are_a_choice():
    both = ["License :: OSI Approved :: BSD License", "License :: OSI Approved :: Apache Software License"]

    assert tool("check_licences").stated_licence(package(Classifier=both)) == "BSD-3-Clause OR Apache-2.0"


def test_a_package_that_is_locked_but_missing_is_named():
    assert "no-such-package-here" in tool("check_licences").refusal("no-such-package-here")


@pytest.fixture
def messages(tmp_path: Path) -> ModuleType:
    """The tool for messages over an invented package of two files and no translation."""
    module = tool("messages")
    module.PROJECT, module.PACKAGE = tmp_path, tmp_path / "src"
    module.CATALOGUE, module.PARTS = module.PACKAGE / "locale" / "en.po", module.PACKAGE / "locale" / "parts"
    module.PARTS.mkdir(parents=True)
    (module.PACKAGE / "code.py").write_text('say(_("第{line}行读不懂", line=3))\nsay("内部")\n', encoding="utf-8")
    (module.PACKAGE / "page.html.j2").write_text("<p>{{ _('打印') }}</p>", encoding="utf-8")
    return module


def part(messages: ModuleType, name: str, **translated: str) -> None:
    entries = [f'msgid "{chinese}"\nmsgstr "{english}"\n' for chinese, english in translated.items()]
    (messages.PARTS / f"{name}.po").write_text("\n".join(entries), encoding="utf-8")


def complaints(messages: ModuleType) -> list[str]:
    known, differing = messages.translations()
    return [*differing, *messages.complaints_about(list(messages.sentences()), known)]


def test_sentences_of_code_and_of_templates_are_found(messages: ModuleType):
    assert [sentence.words for sentence in messages.sentences()] == ["第{line}行读不懂", "打印"]


def test_a_sentence_without_translation_is_named_with_its_place(messages: ModuleType):
    part(messages, "one", 打印="Print")

    assert complaints(messages) == ["src/code.py:1: no translation of “第{line}行读不懂”"]


def test_nothing_is_said_of_a_catalogue_in_step(messages: ModuleType):
    part(messages, "one", **{"打印": "Print", "第{line}行读不懂": "Line {line} cannot be read"})

    assert complaints(messages) == []


def test_a_translation_that_loses_a_fact_is_refused(messages: ModuleType):
    part(messages, "one", **{"打印": "Print", "第{line}行读不懂": "A line cannot be read"})

    assert len(complaints(messages)) == 1
    assert "other facts" in complaints(messages)[0]


def test_a_translation_whose_sentence_is_gone_is_refused(messages: ModuleType):
    part(messages, "one", **{"打印": "Print", "第{line}行读不懂": "Line {line} cannot be read", "旧话": "Old words"})

    assert complaints(messages) == ["locale: nothing says “旧话” any more"]


def test_two_people_who_translate_differently_are_told(messages: ModuleType):
    part(messages, "one", **{"打印": "Print", "第{line}行读不懂": "Line {line} cannot be read"})
    part(messages, "two", 打印="Print out")

    assert len(complaints(messages)) == 1
    assert "differently" in complaints(messages)[0]


def test_a_sentence_made_at_run_time_is_refused(messages: ModuleType):
    (messages.PACKAGE / "code.py").write_text("say(_(words))\n", encoding="utf-8")

    assert any("literal" in words for words in complaints(messages))


def test_the_catalogue_written_reads_back_the_same(messages: ModuleType):
    part(messages, "one", **{"打印": "Print", "第{line}行读不懂": "Line {line} cannot be read"})
    known, _differing = messages.translations()

    messages.write(list(messages.sentences()), known)

    assert messages.read(messages.CATALOGUE) == known


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the package index: what uv is told to look in, and nowhere else."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(folder))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    return folder


def lock_of(shelf: Path, *tags: str) -> Path:
    """A lock of one package, whose wheels for these platforms lie on the shelf."""
    hashes = []
    for tag in tags:
        wheel = shelf / f"tiny-1.0-{tag}.whl"
        with zipfile.ZipFile(wheel, "w") as package:
            package.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
            package.writestr("tiny-1.0.dist-info/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
            package.writestr("tiny-1.0.dist-info/RECORD", "")
        hashes.append(f"    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}")
    lock = shelf / "lock.txt"
    lock.write_text(" \\\n".join(["tiny==1.0", *hashes]) + "\n", encoding="utf-8")
    return lock


def test_a_wheel_for_every_platform_is_enough(shelf: Path, capsys: pytest.CaptureFixture[str]):
    assert tool("check_wheels").main(lock_of(shelf, "py3-none-any")) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "Linux x86-64",
        "Linux aarch64",
        "Windows x86-64",
    ]


def test_a_platform_without_wheel_is_named(shelf: Path, capsys: pytest.CaptureFixture[str]):
    lock = lock_of(shelf, "py3-none-win_amd64", "py3-none-manylinux_2_17_x86_64")

    assert tool("check_wheels").main(lock) == 1
    printed = capsys.readouterr()
    assert [line.split(":")[0] for line in printed.out.splitlines()] == ["Linux x86-64", "Windows x86-64"]
    assert "Linux aarch64, Python 3.11: a wheel is missing" in printed.err


def test_a_wheel_for_one_python_alone_is_not_enough(shelf: Path, capsys: pytest.CaptureFixture[str]):
    lock = lock_of(shelf, "cp311-cp311-win_amd64", "cp311-abi3-manylinux_2_17_x86_64", "cp311-abi3-manylinux_2_17_aarch64")

    assert tool("check_wheels").main(lock) == 1
    assert "Windows x86-64, Python 3.12: a wheel is missing" in capsys.readouterr().err


def test_an_index_that_does_not_answer_is_another_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """Nothing is known then: the check fails, and does not blame the packages."""
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    lock = tmp_path / "lock.txt"
    lock.write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")

    assert tool("check_wheels").main(lock) == 3
    assert "did not answer" in capsys.readouterr().err


def find_python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PROJECT / "tools" / "find-python"), *arguments],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"} | environment,
    )


def test_the_interpreter_found_is_new_enough():
    assert find_python("usable", sys.executable).returncode == 0
    assert find_python("version", sys.executable).stdout.strip() == f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_without_a_python_the_message_says_what_to_install():
    found = find_python("usable", "")

    assert found.returncode == 1
    assert "apt-get install python3" in found.stderr


def test_a_python_that_is_too_old_is_refused(tmp_path: Path):
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)

    assert "not Python 3.11" in find_python("usable", str(old)).stderr
    assert "no such program" in find_python("usable", str(tmp_path / "nowhere")).stderr


def test_pyenv_is_searched_for_the_newest(tmp_path: Path):
    """Its shims may be switched off for the version that is installed."""
    binaries = tmp_path / "versions" / "3.20.1" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python3.20").symlink_to(sys.executable)

    assert find_python("newest", PYENV_ROOT=str(tmp_path)).stdout.strip() == str(binaries / "python3.20")
