"""A year compiled from what the rooms have on record, and the draft of its narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import translation

from disclosure.claims.writing import Part, write_paragraph
from disclosure.figures import Figure, application_figures, dispute_figures, fee_figures
from disclosure.figures.compile import AgencyFacts, Compiled, compile_report
from disclosure.figures.references import MISSING, reference
from disclosure.form import Contact, Edition, edition_named, edition_written_in
from disclosure.law import parameter
from disclosure.records.statement import Statement as StatementRecord
from portal.agencies.models import Agency
from portal.annual.models import AnnualReport, Statement, StatementState
from portal.applicants.services import CONTENT, satisfaction
from portal.applications.fees.services import fee_records
from portal.applications.handling.converting import released_conversions
from portal.applications.services import case_records
from portal.disputes.services import dispute_records
from portal.law.calendars import readings_of
from portal.ledgers.services import year_figures, year_sentences
from portal.publishing.services import item_counts

_LEDGER_KEY = re.compile(r"\{([a-z0-9_.-]+)\}")


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures that the form has no cell for and the narrative may name: items by class, ledgers; and their words."""

    figures: Mapping[str, Figure]
    labels: Mapping[str, str]
    parts: tuple[Part, ...] = field(default=())


def edition_of(year: int, report: AnnualReport | None = None) -> Edition:
    """The edition of the form for a year: the one a report was begun in, else the one in force, else the newest."""
    if report is not None and report.edition:
        return edition_named(report.edition)
    return edition_written_in(year)


def report_of(agency: Agency, year: int) -> AnnualReport:
    """The agency's report of a year; a new one, not yet kept, where none was begun."""
    kept = AnnualReport.objects.filter(agency=agency, year=year).first()
    return kept or AnnualReport(agency=agency, year=year, edition=edition_of(year).key)


def compiled(agency: Agency, year: int, narrative: Mapping[str, str] | None = None, signed_on: date | None = None) -> Compiled:
    """The year as the records stand now, with the narrative as it was last kept (or ``narrative``)."""
    report = report_of(agency, year)
    edition = edition_of(year, report)
    return compile_report(
        edition,
        agency_facts(agency),
        year,
        applications=application_figures(case_records(agency, year), edition, year, readings_of(agency)),
        disputes=dispute_figures(dispute_records(agency, year), edition, year),
        fees=_fees(agency, year),
        statements=_confirmed(agency, year, edition),
        narrative=report.narrative if narrative is None else narrative,
        facts=facts_of(agency, year).figures,
        signed_on=signed_on,
    )


def _fees(agency: Agency, year: int) -> Mapping[str, Figure]:
    """The fees of a year; nothing for years before there were any (国办函〔2020〕109号)."""
    first = parameter("fees.by_item").values[0].first_day
    return fee_figures(fee_records(agency), year) if date(year, 12, 31) >= first else {}


def agency_facts(agency: Agency) -> AgencyFacts:
    """What the report says of its agency."""
    contact = Contact(agency.address or None, agency.postcode or None, agency.phone or None, agency.email or None, None)
    return AgencyFacts(agency.name, agency.code, contact)


def _confirmed(agency: Agency, year: int, edition: Edition) -> list[StatementRecord]:
    """The confirmed statements about cells of the form."""
    cells = {address for table in edition.tables.values() for address in table.addresses()}
    kept = Statement.objects.filter(agency=agency, year=year, state=StatementState.CONFIRMED, value__isnull=False, key__in=cells)
    return [
        StatementRecord(one.record, one.key, one.value, one.source, one.responsible, one.stated_on)
        for one in kept
        if one.value is not None
    ]


def facts_of(agency: Agency, year: int) -> Facts:
    """The facts of a year: ``items.total``, ``items.class.1``, ``items.channel.1``, ``ledger.training.held``."""
    counts = item_counts(agency, year)
    figures = {"items.total": Figure("items.total", counts.total, counts.ids)}
    labels = {"items.total": "主动公开政府信息（条）"}
    converted = [item.record_id for item in released_conversions(agency, year)]
    if converted:  # 第四十四条: what was given on application and is disclosed to all now
        figures["items.converted"] = Figure("items.converted", len(converted), tuple(converted))
        labels["items.converted"] = "依申请转主动公开（条）"
    parts = []
    for kind, classes in (("class", counts.by_class), ("channel", counts.by_channel)):
        for place, count in enumerate(classes, 1):
            address = f"items.{kind}.{place}"
            figures[address] = Figure(address, count.count, count.ids)
            labels[address] = f"{count.label}（{'条' if kind == 'class' else '条次'}）"
            if kind == "class":
                parts.append(Part(count.label, address))
    for ledger in year_figures(agency, year):
        address = f"ledger.{ledger.key}"
        figures[address] = Figure(address, ledger.value, ledger.ids)
        labels[address] = f"{ledger.label.zh}（{ledger.unit.zh}）"
    for key, value, label in _ratings(agency, year):
        figures[key], labels[key] = Figure(key, value, (f"ratings:{year}",)), label
    return Facts(figures, labels, tuple(parts))


def _ratings(agency: Agency, year: int) -> Iterator[tuple[str, int, str]]:
    """What applicants thought (满意度), which the form does not ask for: how many rated, and of enough how many were content.

    Behind it stands the page of the year, not single ratings: nobody may learn which application one is of.
    """
    found = satisfaction(agency, year)
    if found.count:
        yield "ratings.total", found.count, "申请人满意度评价（件）"
    if found.average is not None:
        content = sum(number for score, number in found.scores if score >= CONTENT)
        yield "ratings.content", content, "申请人满意度评价为满意以上（件）"


def drafted(agency: Agency, year: int) -> dict[str, str]:
    """A draft of the narrative: what figures and ledgers give, under the topics of the form. The rest is the clerk's to write."""
    # A report is in Chinese, whatever language the page was in.
    with translation.override("zh-hans"):
        return _drafted(agency, year)


def _drafted(agency: Agency, year: int) -> dict[str, str]:
    found = compiled(agency, year, {})
    facts = facts_of(agency, year)
    edition = edition_of(year, report_of(agency, year))

    def say(key: str) -> str:
        return write_paragraph(key, found.figures, facts.parts)

    topics = edition.sections[0].topics
    matters = [
        say("items") + say("normative_documents"),
        say("applications") + say("disputes"),
        *(MISSING for _topic in topics[2:-1]),
        "".join(_ledger_sentences(agency, year)) or MISSING,
    ]
    overview = [f"（{'一二三四五六七八九'[place]}）{topic}。{text}" for place, (topic, text) in
                enumerate(zip(topics, matters, strict=False))]  # fmt: skip
    return {
        "preamble": _preamble(agency, year),
        "overview": "\n".join(overview),
        "problems": MISSING,
        "other_matters": say("fees") or MISSING,
    }


def _ledger_sentences(agency: Agency, year: int) -> Iterator[str]:
    """The sentences of the ledgers with references for their numbers."""
    for sentence in year_sentences(agency, year):
        yield _LEDGER_KEY.sub(lambda match: reference(f"ledger.{match[1]}"), sentence.template)


def _preamble(agency: Agency, year: int) -> str:
    lines = [
        f"根据《中华人民共和国政府信息公开条例》和政府信息公开工作年度报告格式的要求，编制{agency.name}{year}年政府信息公开工作年度报告。"
        f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    ]
    known = [
        f"{label}：{value}"
        for label, value in (
            ("地址", agency.address),
            ("邮编", agency.postcode),
            ("电话", agency.phone),
            ("电子邮箱", agency.email),
        )
        if value
    ]
    if known:
        office = agency.disclosure_office or agency.name
        lines.append(f"如对本报告有疑问，请与{office}联系（{'，'.join(known)}）。")
    return "\n".join(lines)
