"""What an invented applicant answers, and what stands in a table of the database as it is stored."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection

from disclosure.records.exemptions import Part, exemptions

ANSWERS = {
    "applicant_kind": "natural_person",
    "name": "陈秋实",
    "identity_kind": "identity_card",
    "identity_number": "110101199003070011",
    "phone": "13800001234",
    "address": "临川县青禾镇柳林村12号",
    "email": "qiushi@example.org",
    "asked": "2023年柳林村土地征收补偿标准",
    "description": "柳林村三组，2023年第二批次",
}


def raw(table: str) -> str:
    """Every row of a table, undecrypted; the words of JSON as one reads them, however the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the test's own words
        kept = repr(cursor.fetchall())
    return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), kept)


def checked(case: Any, by: Any, applying: str = "", parts: tuple[Part, ...] = ()) -> Any:
    """The check before a reply, with one ground that applies or none, and the parts decided; the case itself."""
    from portal.applications.handling.checking import save_check, save_parts

    said = {
        row: {"answers": {each.key: "no" for each in ground.questions}, "applies": row == applying, "remark": "已核对"}
        for row, ground in exemptions().grounds.items()
    }
    save_check(case, said, by)
    save_parts(case, parts, by)
    return case
