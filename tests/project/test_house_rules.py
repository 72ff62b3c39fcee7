"""The rules of the house that a program can watch over (docs/house.md)."""

from __future__ import annotations

import ast
import importlib
import itertools
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import grimp
import pytest
import yaml

from project.files import ENGINE, PROJECT, engine_modules, tracked_files, tracked_texts

LONGEST_FILE = 500
MISSING_DAYS = ("today", "now", "utcnow", "localtime", "time", "time_ns")


def test_no_file_speaks_of_one_machine():
    """Paths of a home directory or of a checkout are true on one machine only."""
    here = {str(PROJECT), str(PROJECT.parent) + "/", str(Path.home()) + "/"} - {"//", "/"}
    someones_home = re.compile(r"/(?:home|Users)/[a-z][\w.-]+/|[A-Z]:\\Users\\")

    for name, text in tracked_texts():
        assert not [path for path in here if path in text], name
        assert not someones_home.search(text), name


def test_no_file_names_a_package_registry():
    """Where packages come from is a matter of the machine that installs; the lock says only what they are."""
    hosts = re.compile(
        r"(?:pypi|pythonhosted|npmjs|crates|conda|anaconda)\.(?:org|com|io)|(?:deb|mirrors?)\.[\w.]+\.(?:org|cn|com)"
    )

    assert [name for name, text in tracked_texts() if hosts.search(text)] == []


def test_the_lock_pins_every_package_by_hash_and_names_no_source():
    for lock in ("engine.txt", "dev.txt"):
        lines = (PROJECT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if line[:1].isalnum()]

        assert all(re.match(r"[\w.-]+==[\w.]+( ; .+)? \\$", line) for line in packages), lock
        assert not [line for line in lines if line.startswith("-") or "://" in line], lock
        assert sum("--hash=sha256:" in line for line in lines) >= len(packages)


def test_the_lock_holds_what_pyproject_asks_for():
    """Whoever adds a dependency runs `make lock`."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    running = [*project["project"]["dependencies"], *project["build-system"]["requires"]]

    assert {plain(name) for name in running} <= locked("engine.txt")
    assert {plain(name) for name in [*running, *project["dependency-groups"]["dev"]]} <= locked("dev.txt")
    assert locked("engine.txt") <= locked("dev.txt")


def test_every_dependency_has_a_reason():
    """docs/decisions says of each why we build on it."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = (PROJECT / "docs" / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8")
    asked_for = [*project["project"]["dependencies"], *project["build-system"]["requires"], *project["dependency-groups"]["dev"]]

    assert [name for name in map(plain, asked_for) if f"| {name} |" not in reasons.lower()] == []


def plain(requirement: str) -> str:
    """The bare name of a requirement: "Jinja2>=3.1" is jinja2."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def locked(name: str) -> set[str]:
    """The names of the packages of a lock."""
    lines = (PROJECT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0] for line in lines if line[:1].isalnum()}


def test_no_file_of_the_engine_grows_past_reading():
    code = [
        path
        for path in tracked_files()
        # A migration is generated: its length is that of the models it makes.
        if path.suffix == ".py" and ENGINE.parent in path.parents and path.parent.name != "migrations"
    ]
    too_long = [
        str(path.relative_to(PROJECT)) for path in code if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    ]

    assert code
    assert too_long == []


def test_no_label_of_the_form_stands_in_code():
    """Labels live in form/editions alone: an edition is added as one data file, with no change of code."""
    labels = {label for path in (ENGINE / "form" / "editions").glob("*.yaml") for label in row_labels(path)}
    assert "予以公开" in labels
    assert "受理" not in labels

    found = [
        f"{name}:{node.lineno} {label}"
        for name, tree in engine_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings(tree)
        for label in labels
        if node.value == label
    ]
    assert found == []


def row_labels(path: Path) -> Iterator[str]:
    """Labels of rows, with and without their numbers, and the variants of both; those of up to 3 characters are plain words."""
    for mapping in mappings(yaml.safe_load(path.read_text(encoding="utf-8"))["tables"]):
        for label in [mapping.get("label", ""), *mapping.get("variants", [])] if isinstance(mapping.get("label"), str) else []:
            bare = re.sub(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])", "", label)
            yield from (text for text in (label, bare) if len(text) > 3)


def mappings(node: object) -> Iterator[dict[str, object]]:
    """Every mapping inside a tree of data."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        yield from mappings(child)


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings: they may, and should, use the words of the law."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def test_the_engine_never_asks_what_day_it_is():
    """The day is an argument: a due day must come out the same tomorrow, in court, and in a test."""
    asked = [
        f"{name}:{node.lineno}"
        for name, tree in engine_modules()
        if not name.startswith("src/disclosure/cli/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MISSING_DAYS
        if isinstance(node.func.value, ast.Name | ast.Attribute)
        and ast.unparse(node.func.value).split(".")[-1] in ("date", "datetime", "time")
    ]

    assert asked == []


def test_broad_exceptions_are_caught_at_the_edge_alone():
    broad = [
        name
        for name, tree in engine_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]

    assert [name for name in broad if not re.match(r"src/disclosure/(cli/|isolation/child)", name)] == []


def test_the_import_graph_of_the_engine_has_no_cycle():
    """Between all modules, and between the rooms as a whole."""
    graph = grimp.build_graph("disclosure", cache_dir=None)
    modules = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    rooms: dict[str, set[str]] = {}
    for module, imported in modules.items():
        rooms.setdefault(room(module), set()).update(map(room, imported))

    assert len(modules) > 20
    assert cycle(modules.__getitem__, modules) == []
    rooms = {name: {other for other in imported if other not in (name, "disclosure")} for name, imported in rooms.items()}
    assert cycle(rooms.__getitem__, rooms) == []


def room(module: str) -> str:
    """The room that a module stands in: disclosure.form of disclosure.form.report."""
    return ".".join(module.split(".")[:2])


def cycle(following: Callable[[str], set[str]], nodes: object) -> list[str]:
    """The nodes of one cycle, in order; empty where there is none."""
    done: set[str] = set()

    def search(node: str, trail: list[str]) -> list[str]:
        if node in trail:
            return [*trail[trail.index(node) :], node]
        if node in done:
            return []
        for other in sorted(following(node)):
            if found := search(other, [*trail, node]):
                return found
        done.add(node)
        return []

    return next((found for node in sorted(nodes) if (found := search(node, []))), [])


def test_every_room_has_its_layer():
    """A room that the layers do not name could import anything."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    spine = next(contract["layers"] for contract in contracts if "disclosure.cli" in contract.get("layers", ()))
    layers = {room.strip() for layer in spine for room in layer.split("|")}
    rooms = {f"disclosure.{path.stem}" for path in ENGINE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}

    assert rooms - {"disclosure.__init__"} == layers


def test_a_cycle_would_be_found():
    knot = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}

    assert cycle(knot.__getitem__, knot) == ["b", "c", "b"]


def test_the_engine_stands_alone():
    """No web framework, no network: whoever imports the engine gets Python and the few packages of pyproject.toml."""
    graph = grimp.build_graph("disclosure", include_external_packages=True, cache_dir=None)
    outside = {module.split(".")[0] for module in graph.modules if not module.startswith("disclosure")}

    assert outside - set(sys.stdlib_module_names) <= {
        *("babel", "click", "docx", "jinja2", "lxml", "markupsafe", "rich", "yaml"),
        *("openpyxl", "PIL", "pypdfium2", "python_calamine", "typst"),
        "datasketch",  # of the extra corpus, imported where many texts are compared; without it each is compared with each
    }
    assert outside.isdisjoint({"django", "requests", "urllib3", "aiohttp", "ftplib", "smtplib"})


def test_whoever_imports_the_engine_is_told_that_it_is_typed():
    """mypy proves the types here; the marker lets it use them elsewhere."""
    assert (ENGINE / "py.typed").exists()
    assert importlib.import_module("disclosure").__doc__


def test_every_sentence_for_users_has_its_english_translation():
    """In step with the code: `make messages` says what is missing, and gathers what was translated."""
    checked = subprocess.run([sys.executable, "tools/messages.py", "--check"], cwd=PROJECT, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stderr


def test_every_pinned_rule_of_the_linter_that_is_switched_off_says_why():
    lines = (PROJECT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("ignore = [")
    silenced = lines[start + 1 : lines.index("]", start)]

    assert silenced
    explained = False
    for line in silenced:
        explained = "#" in line or (explained and line.strip().startswith('"RUF'))
        assert explained, line


@pytest.mark.parametrize("target", ["help", "demo", "test", "deep", "bench", "lock", "look", "messages"])
def test_make_knows_the_target(target: str):
    planned = subprocess.run(["make", "--dry-run", target], cwd=PROJECT, capture_output=True, text=True)

    assert planned.returncode == 0, planned.stderr


def test_every_recipe_of_the_makefile_says_what_it_does():
    lines = (PROJECT / "Makefile").read_text(encoding="utf-8").splitlines()
    undocumented = [
        line
        for before, line in itertools.pairwise(lines)
        if re.match(r"[a-z][a-z-]*:(?!=)", line) and not before.startswith("# ")
    ]

    assert undocumented == []
