"""Items and files as a town's office has them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from portal.agencies.access import office_of
from portal.agencies.models import Membership, Person
from portal.publishing import review, services, writing
from portal.publishing.apart import Upload

TEXT = "<p>为做好防汛工作，现将有关事项通知如下。</p>"


@pytest.fixture(autouse=True)
def _day(as_of):
    """2 March 2026, a Monday."""


@pytest.fixture
def columns(town):
    return {column.key: column for column in services.give_standard_columns(town)}


@pytest.fixture
def at_work(town):
    """The office of somebody of the town."""
    return lambda person: office_of(person, town.slug)


@pytest.fixture
def draft(columns, contributor, at_work):
    """A notice that a contributor has written."""

    def write(**fields):
        asked = {
            "title": "关于做好防汛工作的通知",
            "column": columns["notices"],
            "body": TEXT,
            "item_class": "公告公示",
            **fields,
        }
        return writing.create(at_work(contributor), asked)

    return write


@pytest.fixture
def submitted(draft, contributor, at_work):
    def hand_in(**fields):
        return review.submit(at_work(contributor), draft(**fields).pk)

    return hand_in


@pytest.fixture
def released(submitted, reviewer, leader, at_work):
    def release(**fields):
        item = submitted(**fields)
        item = review.approve(at_work(reviewer), item.pk, item.content_hash(), 2)
        return review.approve(at_work(leader), item.pk, item.content_hash(), 3)

    return release


@pytest.fixture
def workbook():
    """An .xlsx of rows, the heading first."""

    def make(rows, name="导出.xlsx", title="信息列表"):
        book = openpyxl.Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        return Upload(name, stream.getvalue())

    return make


@pytest.fixture
def today_is():
    return date(2026, 3, 2)


@pytest.fixture
def person_with_roles():
    """Give somebody further roles."""

    def give(who, where, *roles):
        for role in roles:
            Membership.objects.create(person=who, agency=where, role=role)

    return give


@pytest.fixture
def new_person(person_with_roles):
    def make(username, name, where, *roles):
        who = Person.objects.create_user(username, name=name)
        person_with_roles(who, where, *roles)
        return who

    return make
