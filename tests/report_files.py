"""Reports of other agencies, as files that they would send."""

from __future__ import annotations

from disclosure.checks.examination import Examination
from disclosure.figures import Figure
from disclosure.figures.compile import AgencyFacts, compile_report
from disclosure.form import Contact, edition_named
from disclosure.writing import write_report

FORM = edition_named("2021")


def document(
    name: str,
    count: int,
    overview: str = "",
    suffix: str = ".docx",
    year: int = 2025,
    rows: tuple[str, ...] = ("received", "granted"),
) -> bytes:
    """A report of an agency that received and granted ``count`` applications of natural persons."""
    figures = {f"applications.{row}.natural_person": Figure(f"applications.{row}.natural_person", count, ("application:1",))
               for row in rows}  # fmt: skip
    narrative = {"preamble": f"{name}编制本报告。", "overview": overview or f"全年新收政府信息公开申请{count}件。"}
    facts = AgencyFacts(name, None, Contact("临川县某路1号", "000000", "0000-1234567"))
    report = compile_report(FORM, facts, year, applications=figures, disputes={}, narrative=narrative).report
    return write_report(Examination(report, (), ()), suffix)
