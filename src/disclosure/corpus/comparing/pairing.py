"""What is asked of DuckDB: whose report of the year before, which texts have a mark in common, what everybody writes.

Each answer is a Parquet file in a fixed order, so that the same data set gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from disclosure.checks.likeness import COMMON, FEW_REPORTS, REACH, TEMPLATE
from disclosure.corpus.extras import load

#: What DuckDB may hold in memory; the rest goes to disk.
MEMORY = "1GB"

#: Sentences that are everybody's in a year, see ``checks/likeness.py``.
TEMPLATES = f"""
    WITH reports AS (SELECT year, count(*) AS reports FROM idx GROUP BY year),
         met AS (SELECT year, mark, count(*) AS met FROM (SELECT year, unnest(marks) AS mark FROM texts) GROUP BY year, mark)
    SELECT year, mark FROM met JOIN reports USING (year)
    WHERE met > {TEMPLATE} OR (reports >= {FEW_REPORTS} AND met > reports * {COMMON})
    ORDER BY year, mark
"""  # noqa: S608 - our own numbers
#: The last report of each agency and year stands for it. Else that of the only name of which one is a longer form.
BEFORE = """
    WITH latest AS (
        SELECT year, key, any_value(shorter) AS shorter, max(file) AS file, arg_max(part, file) AS part
        FROM idx GROUP BY year, key
    ),
    own AS (
        SELECT year, key, any_value(shorter) AS shorter FROM idx GROUP BY year, key
    ),
    exact AS (
        SELECT own.year, own.key, latest.file, latest.part
        FROM own JOIN latest ON latest.year = own.year - 1 AND latest.key = own.key
    ),
    left_over AS (SELECT * FROM own ANTI JOIN exact USING (year, key)),
    longer AS (
        SELECT mine.year, mine.key, latest.key AS other, latest.file, latest.part
        FROM (SELECT year, key, unnest(shorter) AS short FROM left_over) mine
        JOIN latest ON latest.year = mine.year - 1 AND latest.key = mine.short
        UNION
        SELECT mine.year, mine.key, theirs.key AS other, theirs.file, theirs.part
        FROM left_over mine
        JOIN (SELECT *, unnest(shorter) AS short FROM latest) theirs ON theirs.year = mine.year - 1 AND theirs.short = mine.key
    ),
    lone AS (
        SELECT year, key, any_value(file) AS file, any_value(part) AS part
        FROM longer GROUP BY year, key HAVING count(DISTINCT other) = 1
    )
    SELECT idx.part, idx.file, found.part AS before_part, found.file AS before_file
    FROM idx JOIN (SELECT * FROM exact UNION ALL SELECT * FROM lone) found USING (year, key)
    ORDER BY idx.part, idx.file
"""
#: The first report of another agency with the same figures; some of each kind of table are enough to find one.
SAME = """
    WITH firsts AS (
        SELECT * FROM idx WHERE figures IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY year, figures, key ORDER BY file) = 1
    ),
    few AS (SELECT * FROM firsts QUALIFY row_number() OVER (PARTITION BY year, figures ORDER BY file) <= 20)
    SELECT idx.part, idx.file, min(few.file) AS other_file,
           arg_min(struct_pack(agency := few.agency), few.file).agency AS agency,
           arg_min(struct_pack(code := few.code), few.file).code AS code, idx.year
    FROM idx JOIN few ON few.year = idx.year AND few.figures = idx.figures
    WHERE few.key <> idx.key AND NOT list_contains(few.shorter, idx.key) AND NOT list_contains(idx.shorter, few.key)
    GROUP BY idx.part, idx.file, idx.year
    ORDER BY idx.part, idx.file
"""
TOWNSHIPS = """
    SELECT year, township, file, agency, code FROM idx WHERE township IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY year, township ORDER BY file) = 1
    ORDER BY year, township
"""
#: Texts with a mark in common, each pair once, the one whose file comes first on the left.
PAIRS = f"""
    WITH marks AS (SELECT file, part, section, unnest(bands) AS mark FROM bands),
         placed AS (
             SELECT *, row_number() OVER (PARTITION BY mark ORDER BY file, section) AS place FROM marks
             QUALIFY count(*) OVER (PARTITION BY mark) > 1
         )
    SELECT DISTINCT one.part, one.file, one.section, other.part AS other_part, other.file AS other_file,
           other.section AS other_section
    FROM placed one JOIN placed other ON one.mark = other.mark AND other.place > one.place AND other.place - one.place <= {REACH}
    ORDER BY one.part, one.file, one.section, other_part, other_file, other_section
"""  # noqa: S608 - our own number
#: Twins in the order in which parts ask for them.
TWINS = "SELECT * FROM twins ORDER BY part, file, section, share DESC, other_file, other_section"


@contextmanager
def asking(
    place: Path, threads: int, answer: Callable[[str], Path], views: Mapping[str, Sequence[Path]]
) -> Iterator[Callable[[str, str], None]]:
    """What is called with the name of an answer and its question; one that was answered before is not asked again."""
    with _database(place, threads, views) as connection:

        def ask(name: str, question: str) -> None:
            if not answer(name).is_file():
                _answered(connection, question, answer(name))

        yield ask


@contextmanager
def _database(place: Path, threads: int, views: Mapping[str, Sequence[Path]]) -> Iterator[Any]:
    """A connection with Parquet files as views, that spills into the folder ``place``."""
    duckdb = load("duckdb")
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit='{MEMORY}'")
        connection.execute(f"SET threads={threads}")
        connection.execute("SET temp_directory=" + _quoted(str(place / "spilled")))
        for name, files in views.items():
            listed = "[" + ", ".join(_quoted(str(file)) for file in files) + "]"
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({listed})")  # noqa: S608 - our own names
        yield connection


def _answered(connection: Any, question: str, out: Path) -> None:
    """The answer as a Parquet file that appears whole."""
    made = out.with_name(f"{out.name}.new")
    connection.execute(f"COPY ({question}) TO {_quoted(str(made))} (FORMAT parquet)")
    made.replace(out)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
