"""Where the terms lie: an FTS5 table on SQLite, tsvector columns with GIN on PostgreSQL. The portal's only SQL of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL


class Backend(Protocol):
    """What a database must be able to do. ``title`` limits a question to the titles."""

    create: Sequence[str]
    remove: Sequence[str]

    def put(self, doc_id: int, title: Iterable[str], rest: Iterable[str]) -> None:
        """Store the terms of a document in place of those it had."""

    def drop(self, doc_ids: Sequence[int]) -> None:
        """Forget the terms of documents."""

    def holding(self, terms: Sequence[str], *, title: bool) -> RawSQL:
        """The ids of the documents that have all these terms, as a subquery."""


def _execute(sql: str, values: Sequence[Any]) -> None:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, values)


class SQLite:
    """FTS5. Positions are not kept (``detail=column``): the terms themselves say what stood beside what."""

    create = (
        'CREATE VIRTUAL TABLE search_terms USING fts5(title, rest, tokenize="unicode61 remove_diacritics 0", detail=column)',
    )
    remove = ("DROP TABLE IF EXISTS search_terms",)

    def put(self, doc_id: int, title: Iterable[str], rest: Iterable[str]) -> None:
        """Store the terms of a document in place of those it had."""
        self.drop([doc_id])
        words = " ".join(dict.fromkeys(title)), " ".join(dict.fromkeys(rest))
        _execute("INSERT INTO search_terms(rowid, title, rest) VALUES (%s, %s, %s)", [doc_id, *words])

    def drop(self, doc_ids: Sequence[int]) -> None:
        """Forget the terms of documents."""
        for doc_id in doc_ids:
            _execute("DELETE FROM search_terms WHERE rowid = %s", [doc_id])

    def holding(self, terms: Sequence[str], *, title: bool) -> RawSQL:
        """The ids of the documents that have all these terms. Each term is quoted: no sign in it is understood as syntax."""
        asked = " AND ".join(_quoted(term, '"') + ("*" if term.endswith("*") else "") for term in terms)
        match = f"{{title}} : ({asked})" if title else asked
        sql = "SELECT rowid FROM search_terms WHERE search_terms MATCH %s"
        return RawSQL(sql, [match], output_field=BigIntegerField())  # noqa: S611 - a constant statement with a parameter


class PostgreSQL:
    """Two tsvectors for each document, made of our terms and not of PostgreSQL's own parser."""

    create = (
        "CREATE TABLE search_terms (doc_id bigint PRIMARY KEY, title tsvector NOT NULL, everything tsvector NOT NULL)",
        "CREATE INDEX search_terms_title ON search_terms USING gin (title)",
        "CREATE INDEX search_terms_everything ON search_terms USING gin (everything)",
    )
    remove = ("DROP TABLE IF EXISTS search_terms",)

    def put(self, doc_id: int, title: Iterable[str], rest: Iterable[str]) -> None:
        """Store the terms of a document in place of those it had."""
        in_title = sorted(set(title))
        _execute(
            "INSERT INTO search_terms(doc_id, title, everything)"
            " VALUES (%s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[])) ON CONFLICT (doc_id)"
            " DO UPDATE SET title = EXCLUDED.title, everything = EXCLUDED.everything",
            [doc_id, in_title, sorted({*in_title, *rest})],
        )

    def drop(self, doc_ids: Sequence[int]) -> None:
        """Forget the terms of documents."""
        _execute("DELETE FROM search_terms WHERE doc_id = ANY(%s)", [list(doc_ids)])

    def holding(self, terms: Sequence[str], *, title: bool) -> RawSQL:
        """The ids of the documents that have all these terms."""
        asked = " & ".join(_quoted(term, "'") + (":*" if term.endswith("*") else "") for term in terms)
        sql = (
            "SELECT doc_id FROM search_terms WHERE title @@ %s::tsquery"
            if title
            else "SELECT doc_id FROM search_terms WHERE everything @@ %s::tsquery"
        )
        return RawSQL(sql, [asked], output_field=BigIntegerField())  # noqa: S611 - a constant statement with a parameter


def _quoted(term: str, mark: str) -> str:
    """The term in quotation marks, without the star of a beginning and without marks or backslashes of its own."""
    return f"{mark}{term.removesuffix('*').replace(mark, '').replace(chr(92), '')}{mark}"


def backend_for(vendor: str) -> Backend:
    """The backend of a database's kind (``connection.vendor``)."""
    return PostgreSQL() if vendor == "postgresql" else SQLite()


def backend() -> Backend:
    """The backend of the database in use."""
    return backend_for(connections[DEFAULT_DB_ALIAS].vendor)
