"""The labels of a table of the form, by what they say: what every reader of tables looks rows and columns up in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from disclosure.form import Group, Heading, Row, Table
from disclosure.reading.tables.labels import heading_key, label_key


@cache
def index_of(table: Table) -> LabelIndex:
    """The labels of a table, made once."""
    return LabelIndex(table)


class LabelIndex:
    """The labels of a table of the form, by what they say."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows: dict[str, list[Row]] = {}
        for row in table.rows:
            for printed in row.printed_labels:
                self.rows.setdefault(label_key(printed), []).append(row)
        self.columns = {
            label_key(printed): column for block in table.blocks for column in block.columns for printed in column.printed_labels
        }
        self.groups = {key for row in table.rows for group in row.groups for key in self.group_keys(group)}
        self.header_words = set(self.columns) | set(_heading_words(table))
        self.headings = {heading_key(block.heading.zh) for block in table.blocks if block.heading.zh}
        self.headings |= {heading_key(heading) for heading in table.headings}
        self.words = frozenset({*self.rows, *self.columns, *self.headings} - {""})

    @staticmethod
    def group_keys(group: Group) -> tuple[str, ...]:
        """What the labels of a group of rows say."""
        return tuple(map(label_key, (group.label.zh, *group.variants)))


def _heading_words(table: Table) -> Iterator[str]:
    """What the labels say that stand above several columns, the corner included."""
    for label in (table.corner, table.header_label):
        if label:
            yield label_key(label.zh)
    waiting = [part for part in table.header if isinstance(part, Heading)]
    while waiting:
        heading = waiting.pop()
        yield label_key(heading.label.zh)
        waiting.extend(part for part in heading.below if isinstance(part, Heading))
