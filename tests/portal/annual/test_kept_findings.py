"""What reports of a year show beside each other is worked out once and kept, in one entry, however many agencies there are."""

from __future__ import annotations

from random import Random

import pytest
from django.core.cache import caches
from django.urls import reverse

from disclosure.examine import examine_report
from disclosure.reading import read_report
from engine.checks.test_likeness import prose
from portal.agencies.models import Agency, Level
from portal.annual.supervising import around
from portal.annual.supervising.collecting import keep
from report_files import document

YEAR = 2025
AGENCIES = 6
RULE = "agencies.near_duplicate"


@pytest.fixture
def full(settings, tmp_path):
    """A cache of files as in production, with room for fewer entries than there are agencies."""
    place = {"LOCATION": tmp_path / "cache", "OPTIONS": {"MAX_ENTRIES": AGENCIES - 1}}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"} | place}
    return caches["default"]


@pytest.fixture
def received(county, as_of):
    """``received(number, text)``: the report of one of the agencies below."""

    def make(number, text):
        named = {"name": f"临川县第{number}镇人民政府", "short_name": f"第{number}镇", "level": Level.TOWNSHIP, "parent": county}
        agency, _made = Agency.objects.get_or_create(code=f"t{number}", slug=f"t{number}", defaults=named)
        report = read_report(document(agency.name, 3 + number, text, ".html"), "a.html")
        return keep(county, "a.txt", b"", examine_report(report), None, agency)

    return make


@pytest.fixture
def worked_out(monkeypatch):
    """How often reports were held against each other."""
    times = []
    examine = around.examine_across
    monkeypatch.setattr(around, "examine_across", lambda reports: times.append(len(reports)) or examine(reports))
    return times


def test_a_board_of_more_agencies_than_the_cache_has_room_for_is_worked_out_once(
    full, received, worked_out, county, supervisor, signed_in
):
    shared = prose(Random(4))  # noqa: S311 - invented
    kept = [received(number, shared if number < 2 else "") for number in range(AGENCIES)]
    full.set("somebody-else", "stays")
    desk = signed_in(supervisor)
    board = reverse("supervise:board", args=[county.slug]) + f"?year={YEAR}"

    first, second = (desk.get(board).context["rows"] for _time in range(2))
    page = desk.get(reverse("supervise:received", args=[county.slug, kept[0].pk]))

    assert worked_out == [AGENCIES]
    assert [row.total for row in first] == [row.total for row in second]
    assert RULE in {one.rule for one in page.context["findings"]}
    assert full.get("somebody-else") == "stays"

    received(1, "")
    page = desk.get(reverse("supervise:received", args=[county.slug, kept[0].pk]))

    assert worked_out == [AGENCIES, AGENCIES], "a report is another, so all is worked out anew"
    assert RULE not in {one.rule for one in page.context["findings"]}
