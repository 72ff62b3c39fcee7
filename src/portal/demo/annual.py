"""Annual reports of the invented county: last year's at every stage on the way, this year begun, old ones collected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from random import Random

from django.test.utils import override_settings

from disclosure.examine import examine_bytes
from disclosure.figures.references import MISSING
from disclosure.samples import sample_files
from portal.agencies.models import Agency, Role
from portal.annual.compiling import report_of
from portal.annual.services import confirm, drafted, enter, publish, save_narrative, send_to_leader, sign
from portal.annual.signing import content_of, digest
from portal.annual.statements.stating import edition_of, statable
from portal.annual.supervising.collecting import keep
from portal.demo.items import wording
from portal.demo.people import COUNTY, Town, somebody
from portal.publishing.models import Item, Validity

#: How far last year's report of each town has come by February: the others have not begun.
_STAGES = {"qinghe": "published", "songjian": "signed", "dukou": "with the leader", "shiliugou": "drafted"}


def invent_annual(town: Town, agency: Agency, day: date) -> None:
    """Statements of last year and its report as far as it has come; this year begins with a statement to confirm."""
    year = day.year - 1
    stage = _STAGES.get(town.slug)
    begun = date(day.year, 1, 12)
    with override_settings(AS_OF=min(begun, day)):
        _state(town, agency, year, min(begun, day))
        if stage and begun <= day:
            clerk = somebody(agency, Role.CLERK)
            save_narrative(agency, year, _written(drafted(agency, year)), clerk)
    signed = date(day.year, 1, 26)
    if signed <= day and stage in ("published", "signed", "with the leader"):
        with override_settings(AS_OF=signed):
            _send(agency, year, stage)


def _state(town: Town, agency: Agency, year: int, on: date) -> None:
    """What has no record here, with its source: licences and penalties that are decided in another system."""
    clerk, random = somebody(agency, Role.CLERK), Random(f"statements {town.slug}")  # noqa: S311 - invention, not secrecy
    rules = _rules_of(agency, year)
    for _table, cells in list(statable(edition_of(year)))[:1]:
        for address, _label in cells:
            row = address.partition(".")[2]
            if row.partition(".")[0] in ("normative_documents", "regulations", "rules"):
                value, source, whose = rules.get(row, 0), f"本机关规范性文件目录（{year}年12月31日）", "党政综合办公室"
            else:
                value, source = random.randint(0, round(60 * town.busy)), f"{COUNTY}政务服务平台后台统计（{year}年全年）"
                whose = "便民服务中心"
            made = enter(agency, year, address, by=clerk, value=value, source=source, responsible=whose, stated_on=on)
            if town.slug != "qinglan":
                confirm(made, clerk)


def _rules_of(agency: Agency, year: int) -> dict[str, int]:
    """What a town has in the first rows of its first table: no regulations, and the normative documents that its site shows."""
    documents = Item.objects.filter(agency=agency, item_class="规范性文件", produced_on__year__lte=year)
    ended = documents.exclude(validity=Validity.IN_FORCE)
    return {
        "normative_documents.issued": documents.filter(produced_on__year=year).count(),
        "normative_documents.repealed": ended.filter(produced_on__year=year).count(),
        "normative_documents.in_force": documents.count() - ended.count(),
    }


def _written(draft: Mapping[str, str]) -> dict[str, str]:
    """The draft with the text that only people can write, in place of each blank of a section."""
    texts: Mapping[str, list[str]] = wording()["narrative"]
    found = {}
    for section, text in draft.items():
        waiting = iter(texts.get(section, ()))
        found[section] = re.sub(re.escape(MISSING), lambda _blank, rest=waiting: next(rest, texts["otherwise"][0]), text)
    return found


def _send(agency: Agency, year: int, stage: str) -> None:
    clerk, leader = somebody(agency, Role.CLERK), somebody(agency, Role.LEADER)
    report = send_to_leader(agency, year, clerk)
    if stage == "with the leader":
        return
    _compiled, content = content_of(report)
    sign(report, leader, digest(content))
    if stage == "published":
        publish(report_of(agency, year), clerk)


def invent_received(county: Agency) -> None:
    """Old reports that the county has collected: the built-in samples, of its own towns and of strangers to be sorted out."""
    supervisor = somebody(county, Role.SUPERVISOR)
    for name, data in sample_files():
        keep(county, name, data, examine_bytes(data, name), supervisor)
