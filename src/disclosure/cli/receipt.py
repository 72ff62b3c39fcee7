"""``gongkai receipt``: whether an application counts in a signed report, checked without a network."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from disclosure.cli.group import DONE, ERRORS_FOUND, Group
from disclosure.errors import DisclosureError, reason
from disclosure.form import Report, edition_written_in
from disclosure.language import _
from disclosure.receipts import Ledger, Proof, Unproven, verify

#: Bytes of the largest file that is looked at.
_LARGEST = 200 * 2**20
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Group, help=str(_("核验申请是否计入已签发的年度报告。")))
def receipt() -> None:
    """The commands about receipts."""


@receipt.command("verify", help=str(_("核验计数证明。PROOF 是查询申请时下载的证明文件；不需要联网。")))
@click.argument("proof_file", metavar="PROOF", type=_FILE)
@click.option("--list", "ledger_file", type=_FILE, metavar="LIST", help=str(_("机关随年报公开的计数清单（counted.json）。")))
@click.option(
    "--report", "report_file", type=_FILE, metavar="REPORT", help=str(_("机关公布的年度报告，用来核对清单的每格件数。"))
)
def verify_command(proof_file: Path, ledger_file: Path | None, report_file: Path | None) -> None:
    """Say in which cells the application counts, and what was compared. Exit status 1 where a proof does not hold."""
    try:
        proof = Proof.from_json(_json(proof_file))
        ledger = Ledger.from_json(_json(ledger_file)) if ledger_file else None
        verify(proof, ledger)
        lines = list(_said(proof, ledger))
        if ledger and report_file:
            lines += _compared(ledger, _report(report_file))
    except Unproven as error:
        click.echo(str(error), err=True)
        sys.exit(ERRORS_FOUND)
    for line in lines:
        click.echo(line)
    sys.exit(DONE)


def _json(path: Path) -> Any:
    if path.stat().st_size > _LARGEST:
        raise Unproven(_("{file} 太大，不是计数证明或者清单。", file=path))
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Unproven(_("{file} 不是 JSON 文件，或者不完整。", file=path)) from error
    except OSError as error:
        raise DisclosureError(_("打不开 {file}：{reason}。", file=path, reason=reason(error))) from error


def _said(proof: Proof, ledger: Ledger | None) -> Iterator[str]:
    edition = edition_written_in(proof.year)
    for entry, _place, _path in proof.entries:
        facts = {"number": entry.number, "agency": proof.name, "year": proof.year, "cell": edition.label(entry.cell)}
        yield str(_("申请 {number} 计入{agency}{year}年度报告的一格：{cell}", **facts))
    yield str(_("签发的报告（SHA-256）：{report}", report=proof.report))
    if ledger:
        yield str(_("证明成立：与公开的计数清单（{count}条）一致，校验根 {root}", count=proof.size, root=proof.root))
    else:
        yield str(_("证明自身成立。请核对机关年报页面上的校验根是否也是 {root}", root=proof.root))


def _report(path: Path) -> Report:
    from disclosure.cli.inputs import raise_unread
    from disclosure.form import DocumentType
    from disclosure.isolation import examine_files

    examination = next(iter(examine_files([(str(path), path)])))
    if examination.report.document_type is DocumentType.UNREADABLE:
        raise_unread(examination)
    return examination.report


def _compared(ledger: Ledger, report: Report) -> list[str]:
    """Each cell of the report against the number of its leaves. Raises :class:`Unproven` where the report says less."""
    edition, lines = edition_written_in(ledger.year), []
    if report.year != ledger.year:
        raise Unproven(_("这份报告是{year}年度的，清单是{other}年度的。", year=report.year, other=ledger.year))
    for cell, count in sorted(ledger.counts().items()):
        printed, label = report.value(cell), edition.label(cell)
        if printed is None or printed < count:
            raise Unproven(_("{cell}：清单有{count}件，报告印的是{printed}。", cell=label, count=count,
                             printed="—" if printed is None else printed))  # fmt: skip
        lines.append(str(_("{cell}：清单{count}件，报告{printed}件", cell=label, count=count, printed=printed)))
    return lines
