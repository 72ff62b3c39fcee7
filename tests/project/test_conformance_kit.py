"""``make conformance``: the law as cases for any system, in files that say what they hold."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "conformance.py"


@pytest.fixture
def tool(monkeypatch, tmp_path):
    """The tool as a module, writing to a folder of the test."""
    spec = importlib.util.spec_from_file_location("conformance", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["conformance.py", str(tmp_path)])
    return module


def test_the_files_hold_the_same_cases_and_fit_their_schema(tool, tmp_path, capsys):
    tool.main()
    data = json.loads((tmp_path / "cases.json").read_text(encoding="utf-8"))
    schema = json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))
    shape = schema["properties"]["cases"]["items"]
    with (tmp_path / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert capsys.readouterr().out.startswith(f"conformance: {len(data['cases'])} cases")
    assert len(data["cases"]) >= 300
    for case, row in zip(data["cases"], rows, strict=True):
        assert list(case) == shape["required"]
        assert re.fullmatch(shape["properties"]["id"]["pattern"], case["id"])
        assert case["family"] in shape["properties"]["family"]["enum"]
        assert (row["id"], json.loads(row["facts"]), json.loads(row["expected"])) == (case["id"], case["facts"], case["expected"])
    assert f"共{len(data['cases'])}例" in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_the_same_cases_give_the_same_bytes(tool, tmp_path):
    tool.main()
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    tool.main()

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_a_family_that_nobody_describes_is_not_handed_out_silently(tool, tmp_path, monkeypatch):
    (tmp_path / "weather.yaml").write_text("[]", encoding="utf-8")
    monkeypatch.setattr(tool, "CASES", tmp_path)

    with pytest.raises(SystemExit, match="weather"):
        tool.load()
