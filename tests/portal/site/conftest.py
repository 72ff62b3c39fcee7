"""A town's site with a few released items, one of each sort that a page has to show."""

from datetime import date

import pytest

from portal.publishing import indexing
from portal.publishing.models import Item, Status, Validity
from portal.publishing.services import give_standard_columns


@pytest.fixture
def columns(town):
    return {column.key: column for column in give_standard_columns(town)}


@pytest.fixture
def publish(town, clerk, columns):
    """``publish("标题", column="documents", …)`` → an item that was released on 2026-02-10 unless told otherwise."""

    def released(title, column="documents", agency=town, **more):
        facts = {"status": Status.RELEASED, "published_on": date(2026, 2, 10), "author": clerk, "body": f"<p>{title}的正文。</p>"}
        found = Item.objects.create(title=title, column=columns[column], agency=agency, **(facts | more))
        if found.status == Status.RELEASED:
            indexing.put(found)
        return found

    return released


@pytest.fixture
def repealed(publish):
    return publish(
        "集贸市场管理办法", validity=Validity.REPEALED, validity_reason="青政发〔2026〕3号", document_number="青政发〔2020〕9号"
    )


@pytest.fixture
def withdrawn(publish):
    return publish(
        "带有个人信息的名单", status=Status.WITHDRAWN, withdrawn_on=date(2026, 2, 20), withdrawal_reason="含有不应公开的个人信息",
        index_number="QH-1",
    )  # fmt: skip
