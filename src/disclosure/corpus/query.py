"""A data set asked in SQL: the three tables as views, and ``figures``, a report a row with a column for each cell of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from disclosure.corpus.arrow import arrow_schema
from disclosure.corpus.dataset import TABLES, Dataset
from disclosure.corpus.extras import load
from disclosure.corpus.schema import tables
from disclosure.errors import DisclosureError
from disclosure.form import editions
from disclosure.language import _

FIGURES = "figures"
#: What can be asked for and taken out.
VIEWS = (*TABLES, FIGURES)
_BATCH = 50_000
_EXAMPLE = "SELECT year, count(*) FROM reports GROUP BY year"


class QueryError(DisclosureError):
    """A question that the data set cannot answer."""


@contextmanager
def asked(dataset: Dataset, sql: str) -> Iterator[Any]:
    """The answer to ``sql`` inside the block: an Arrow reader of record batches (``schema``, and the batches in turn).

    The views ``reports``, ``cells``, ``findings`` and ``figures`` are read only, and the question sees no other file. What is
    larger than memory goes to the system's folder for temporary files (``TMPDIR``), and is gone afterwards. Raises
    :class:`QueryError` with what the database says of a wrong one.
    """
    duckdb = load("duckdb")
    with TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as spilled, duckdb.connect() as connection:
        connection.execute("SET temp_directory=" + _listed([spilled]).strip("[]"))
        for table in TABLES:
            _view(connection, dataset, table)
        if re.search(rf"\b{FIGURES}\b", sql, re.IGNORECASE):
            _figures(connection)
        files = [str(path) for table in TABLES for path in dataset.files(table)]
        connection.execute(f"SET allowed_paths={_listed(files)}")
        connection.execute("SET enable_external_access=false")
        connection.execute("SET lock_configuration=true")
        try:
            relation = connection.sql(sql)
            if relation is None:
                raise QueryError(_("这条语句没有结果。请写查询，例如：{example}", example=_EXAMPLE))
            yield relation.to_arrow_reader(_BATCH)
        except duckdb.Error as error:
            raise QueryError(_("查询不对：{reason}", reason=str(error).strip())) from error


def table_query(name: str) -> str:
    """The question for a whole table, in the order of the files."""
    return f"SELECT * FROM {name}"  # noqa: S608 - one of VIEWS


def _view(connection: Any, dataset: Dataset, table: str) -> None:
    files = [str(path) for path in dataset.files(table)]
    if files:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({_listed(files)})")  # noqa: S608 - our own names
    else:
        connection.register(table, arrow_schema(tables()[table]).empty_table())


def _figures(connection: Any) -> None:
    """The cells of each report side by side, in the order of the forms, the newest first; those that nobody has are left out."""
    found = connection.execute("SELECT DISTINCT address FROM cells WHERE column_key IS NOT NULL").fetchall()
    met = {address for (address,) in found}
    order = dict.fromkeys(at for edition in reversed(editions()) for table in edition.tables.values() for at in table.addresses())
    addresses = [at for at in order if at in met] + sorted(met.difference(order))
    about = "file, agency, agency_code, agency_level, year, form, document_type"
    if not addresses:
        connection.execute(f"CREATE VIEW {FIGURES} AS SELECT {about} FROM reports")  # noqa: S608 - our own names
        return
    names = _listed(addresses).strip("[]")
    pivot = f"PIVOT (SELECT file, address, value FROM cells) ON address IN ({names}) USING max(value)"  # noqa: S608 - see above
    connection.execute(
        f"CREATE VIEW {FIGURES} AS SELECT {about}, wide.* EXCLUDE (file) "  # noqa: S608 - addresses of the form
        f"FROM reports LEFT JOIN ({pivot}) wide USING (file) ORDER BY file"
    )


def _listed(values: list[str]) -> str:
    return "[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]"
