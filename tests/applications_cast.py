"""What an invented applicant answers, and what stands in a table of the database as it is stored."""

from __future__ import annotations

from django.db import connection

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
    """Every row of a table, undecrypted."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the test's own words
        return repr(cursor.fetchall())
