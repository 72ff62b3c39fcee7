"""Columns, items, their review, where they were placed, and what came in from other platforms."""

from portal.publishing.models.column import Column, ColumnKind
from portal.publishing.models.importing import ImportRun, ImportState
from portal.publishing.models.item import Attachment, Item, Status, Validity
from portal.publishing.models.placing import Placement, PlatformCount
from portal.publishing.models.review import OfficialNumber, Release, ReviewAct, Step, Verdict

__all__ = [
    "Attachment",
    "Column",
    "ColumnKind",
    "ImportRun",
    "ImportState",
    "Item",
    "OfficialNumber",
    "Placement",
    "PlatformCount",
    "Release",
    "ReviewAct",
    "Status",
    "Step",
    "Validity",
    "Verdict",
]
