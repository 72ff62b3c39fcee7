"""The line above a demonstration says what is invented, and only that."""

from __future__ import annotations

import hashlib

import pytest

from disclosure.examine import examine_bytes
from disclosure.samples import sample_files
from portal.annual.starting import start_office_from
from report_files import document

ALL = "演示：机关、人员和数据都是虚构的，"


@pytest.fixture
def demo(settings, as_of, town):
    settings.DEMO, settings.DEMO_REPORTS = True, ""


@pytest.mark.usefixtures("demo")
def test_without_a_folder_of_reports_all_is_invented(client, town):
    assert ALL in client.get("/").content.decode()
    assert ALL in client.get(town.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("demo")
def test_the_reports_of_a_folder_are_not_called_invented(client, town, settings, tmp_path):
    settings.DEMO_REPORTS = str(tmp_path)
    assert ALL in client.get("/").content.decode(), "an empty folder shows the invented samples"
    (tmp_path / "a.html").write_bytes(document("临川县松间镇人民政府", 3, suffix=".html"))
    page = client.get("/").content.decode()

    assert ALL not in page
    assert "除了首页“从一份年报开始”中的年报" in page


@pytest.mark.usefixtures("demo")
def test_the_site_opened_from_such_a_report_says_so_and_one_from_a_sample_does_not(client):
    real = start_office_from(examine_bytes(document("远山县松间镇人民政府", 3), "a.docx").report, None, None, None).agency
    name, data = next(iter(sample_files()))
    examined = examine_bytes(data, name).report
    sample = start_office_from(examined, None, None, None).agency

    assert examined.source.sha256 == hashlib.sha256(data).hexdigest()
    assert "这个机关是用一份年报建站的" in client.get(real.get_absolute_url()).content.decode()
    assert ALL in client.get(sample.get_absolute_url()).content.decode()
