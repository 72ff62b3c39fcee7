"""The annual report form: editions as data, addresses of cells, and the report itself as a value."""

from disclosure.form.edition import Column, Edition, Equation, Group, Heading, Identity, Row, SectionForm, Table, TableBlock
from disclosure.form.loading import edition_for_year, edition_named, editions, load_edition
from disclosure.form.report import (
    Cell,
    CellKind,
    Contact,
    DocumentType,
    ExtraRow,
    Line,
    Number,
    Oddity,
    Period,
    ProcessingFees,
    Report,
    Section,
    Source,
)

__all__ = [
    "Cell",
    "CellKind",
    "Column",
    "Contact",
    "DocumentType",
    "Edition",
    "Equation",
    "ExtraRow",
    "Group",
    "Heading",
    "Identity",
    "Line",
    "Number",
    "Oddity",
    "Period",
    "ProcessingFees",
    "Report",
    "Row",
    "Section",
    "SectionForm",
    "Source",
    "Table",
    "TableBlock",
    "edition_for_year",
    "edition_named",
    "editions",
    "load_edition",
]
