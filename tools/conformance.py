"""The law conformance kit as a data set that any system can run: ``make conformance`` writes it to build/conformance.

Cases come from tests/law/cases, one YAML file a family, readable by a jurist; here they become cases.json and cases.csv with a
JSON schema and a README in two languages. The output depends on the cases alone.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "law" / "cases"
COLUMNS = ("id", "family", "title", "facts", "expected", "law")

#: What each family asks, in Chinese and English, and its facts and answers.
FAMILIES: Mapping[str, tuple[str, str]] = {
    "working_days": (
        "起算日（当日不计）后的第N个工作日",
        "the n-th working days after a day, which is not counted",
    ),
    "receipt": (
        "收到申请之日",
        "the day of receipt by channel and confirmation",
    ),
    "reply_due": (
        "答复期限届满之日；等待补正或者缴费时为空",
        "the day on which the reply is due; null while a correction or a payment is awaited",
    ),
    "other_periods": (
        "补正告知、第三方意见、缴费、复议答复、答辩、复议后起诉的最后一日",
        "last days of the periods beside the reply period",
    ),
    "silence": (
        "被征求意见方沉默的后果",
        "what silence of the consulted means on a day",
    ),
    "fees": (
        "信息处理费（元）",
        "the processing fee in whole yuan",
    ),
    "outcomes": (
        "年度报告表三的行、答复的种类、是否须说明理由、救济途径和期限",
        "row of table three, kind of reply, reasons, remedies with their days",
    ),
    "table_three": (
        "一件申请在某年表三中的收入行和结果行；不计入时为空",
        "the rows by which an application enters and leaves table three of a year",
    ),
    "report_deadlines": (
        "年度报告公布期限",
        "the day by which the annual report is published",
    ),
}


def load() -> list[dict[str, Any]]:
    """All cases in order of their families, each with its family. Raises :class:`SystemExit` for a file of no known family."""
    unknown = {path.stem for path in CASES.glob("*.yaml")} ^ set(FAMILIES)
    if unknown:
        sys.exit(f"conformance: these families and files do not fit together: {sorted(unknown)}")
    found = []
    for family in FAMILIES:
        for case in yaml.safe_load((CASES / f"{family}.yaml").read_text(encoding="utf-8")):
            found.append({"id": case["id"], "family": family, **{key: case[key] for key in COLUMNS[2:]}})
    return found


def schema() -> dict[str, Any]:
    """The JSON schema of cases.json."""
    text = {"type": "string", "minLength": 1}
    case = {
        "type": "object",
        "additionalProperties": False,
        "required": list(COLUMNS),
        "properties": {
            "id": {**text, "pattern": "^[a-z_]+-[0-9]{3}$"},
            "family": {"enum": list(FAMILIES)},
            "title": text,
            "facts": {"type": "object", "minProperties": 1},
            "expected": {"type": "object", "minProperties": 1},
            "law": {"type": "array", "items": text, "minItems": 1},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "政府信息公开法律一致性测试用例 / Law conformance cases for government information disclosure",
        "type": "object",
        "required": ["version", "cases"],
        "additionalProperties": False,
        "properties": {"version": {"const": 1}, "cases": {"type": "array", "items": case}},
    }


def table(cases: Sequence[Mapping[str, Any]]) -> str:
    """The cases as CSV; facts and answers as JSON in their cells, articles with a semicolon between them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for case in cases:
        facts, expected = (json.dumps(case[key], ensure_ascii=False, sort_keys=True) for key in ("facts", "expected"))
        writer.writerow([case["id"], case["family"], case["title"], facts, expected, "；".join(case["law"])])
    return out.getvalue()


def readme(cases: Sequence[Mapping[str, Any]]) -> str:
    """What the data set is and how to run it, in both languages."""
    rows = "\n".join(
        f"| `{family}` | {sum(case['family'] == family for case in cases)} | {zh} | {en} |"
        for family, (zh, en) in FAMILIES.items()
    )
    template = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return template.replace("@COUNT@", str(len(cases))).replace("@ROWS@", rows)


def main() -> None:
    """Write the data set to the folder given, build/conformance by default, and say what was written."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "conformance"
    folder.mkdir(parents=True, exist_ok=True)
    cases = load()
    files = {
        "cases.json": json.dumps({"version": 1, "cases": cases}, ensure_ascii=False, indent=1) + "\n",
        "cases.csv": "\ufeff" + table(cases),
        "schema.json": json.dumps(schema(), ensure_ascii=False, indent=1) + "\n",
        "README.md": readme(cases),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    print(f"conformance: {len(cases)} cases in {folder}")


if __name__ == "__main__":
    main()
